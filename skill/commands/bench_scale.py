"""One way to search, measured in a process of its own: ``python -m`` this, for ``coster bench``.

Arguments: the way, how many products, and a folder in which the synthetic shop is kept between
calls. Prints one JSON object.
"""

from __future__ import annotations

import gc
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from fulfillment.catalog import Product
from fulfillment.demo.bulk import grow, synthetic
from fulfillment.demo.files import read_departments
from fulfillment.demo.rivals import fts5, plain_rapidfuzz
from fulfillment.search.confusions import generate
from fulfillment.shop import Shop
from skill import wiring
from skill.settings import Settings

_QUERIES = 500
# rapidfuzz looks at every name: minutes for all queries at a million.
_SCANNED = 5_000_000
_LOCALE = "en-US"


def main(arguments: list[str]) -> int:
    """Measure and print."""
    way, count, folder = arguments[0], int(arguments[1]), Path(arguments[2])
    before = _memory_mb()
    start = time.perf_counter()
    search, disk = _ours(count, folder) if way == "ours" else _rival(way, count, folder)
    first = next(queries())
    search(first)
    built = time.perf_counter() - start
    timed, worked = _timed(search, count, way)
    cuts = statistics.quantiles(timed, n=100, method="inclusive")
    told: dict[str, Any] = {
        "way": way,
        "products": count,
        "p50_ms": cuts[49],
        "p99_ms": cuts[98],
        "cpu_p99_ms": statistics.quantiles(worked, n=100, method="inclusive")[98],
        "build_s": built if way != "ours" else json.loads((folder / "built").read_text()),
        "disk_mb": sum(path.stat().st_size for path in disk) / 1e6,
        "memory_mb": _memory_mb() - before,
    }
    print(json.dumps(told))
    return 0


def queries() -> Iterator[str]:
    """What is asked: categories, names, names with brand, and all of them misspelt, in turn."""
    seeds = [listing.product for listing in read_departments(_LOCALE)]
    for number, product in enumerate(seeds * 3):
        asked = (product.category, product.name, f"{product.brand} {product.name}")[number % 3]
        yield generate(asked, number, "letters") if number % 5 == 4 else asked


def _timed(
    search: Callable[[str], object], count: int, way: str
) -> tuple[list[float], list[float]]:
    """Milliseconds a query: by the clock, and of the processor, which others cannot disturb."""
    most = min(_QUERIES, max(10, _SCANNED // count)) if way == "rapidfuzz" else _QUERIES
    asked = list(islice(queries(), most))
    gc.collect()
    timed, worked = [], []
    for query in asked:
        start, begun = time.perf_counter(), time.process_time()
        search(query)
        timed.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - begun) * 1000)
    return timed, worked


def _ours(count: int, folder: Path) -> tuple[Callable[[str], object], list[Path]]:
    database = folder / f"shop-{count}.sqlite3"
    _prepare(database, count, folder)
    shop = wiring.build_shop(Settings(database_url=f"sqlite:///{database}"))
    snapshot = Path(f"{database}-index")

    def search(query: str) -> object:
        with shop.open() as work:
            return work.search.search(query)

    search("milk")
    return search, [path for path in snapshot.rglob("*") if path.is_file()]


def _prepare(database: Path, count: int, folder: Path) -> None:
    """The shop and its index, made in a process whose memory is not measured."""
    import subprocess

    code = f"from skill.commands.bench_scale import prepare; prepare({str(database)!r}, {count})"
    done = subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    (folder / "built").write_text(done.stdout)


def prepare(database: str, count: int) -> None:
    """Make the shop, then its index; prints how many seconds the index took."""
    shop: Shop = wiring.build_shop(Settings(database_url=f"sqlite:///{database}"))
    grow(shop, count)
    start = time.perf_counter()
    with shop.open() as work:
        work.search.search("milk")
    print(json.dumps(time.perf_counter() - start))


def _rival(way: str, count: int, folder: Path) -> tuple[Callable[[str], object], list[Path]]:
    products: Iterator[Product] = synthetic(count, _LOCALE)
    if way == "rapidfuzz":
        return plain_rapidfuzz(products), []
    file = folder / f"{way}-{count}.sqlite3"
    return fts5(products, file, "trigram" if way == "fts5-trigram" else "unicode61"), [file]


def _memory_mb() -> float:
    """The most memory that this process has had so far."""
    status = Path("/proc/self/status")
    if status.is_file():
        # Linux hands ru_maxrss down to a child of a larger process; this begins anew with it.
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
