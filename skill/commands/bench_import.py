"""``coster bench import``: what an import takes in time and memory, and what shoppers notice of it.

The feed is made for the purpose, of the demo's words; the import is the command itself, in a
process of its own, twice: into a catalogue without these products, and once more. Meanwhile
somebody talks to the shop, a turn every fifty milliseconds.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any

from fulfillment.demo.files import read_departments
from fulfillment.errors import ShopError
from fulfillment.shop import Shop
from skill import wiring
from skill.channels.chat import Chat
from skill.commands.chat import NEWCOMER, caller_of
from skill.settings import Settings

_PAUSE_S = 0.05
_SAID = ("add a mango", "what's in my cart", "i need some coffee", "remove the mango")
_HEADER = "id\ttitle\tavailability\tprice\tbrand\tproduct_type\tgtin\tdescription\n"
_LINES = ("Family", "Org.", "Whl", "Premium", "Farmhouse", "Lt", "Orig.", "Unslt")
# A process is also charged with what its parent had in memory when it began: this one has nothing.
_LAUNCHER = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
_KILOBYTE = 1024 if sys.platform == "linux" else 1


@dataclass
class _Shopper:
    """Says the same things again and again, and notes how long answers took, or that none came."""

    chat: Chat
    waits_s: list[float] = field(default_factory=list)
    failures: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        said = cycle(_SAID)
        while not self.stopped.wait(_PAUSE_S):
            start = time.perf_counter()
            try:
                self.chat.hear(next(said))
            except ShopError:
                self.failures += 1
            self.waits_s.append(time.perf_counter() - start)


def import_figures(products: int) -> dict[str, Any]:
    """Seconds, peak memory, and a shopper's longest wait, for a first and a second import."""
    with tempfile.TemporaryDirectory() as folder:
        feed = Path(folder) / "feed.tsv.gz"
        write_feed(feed, products)
        settings = Settings(database_url=f"sqlite:///{folder}/bench.sqlite3")
        shop = wiring.build_shop(settings)
        first = _measured(_chat(shop, settings), settings, feed)
        second = _measured(_chat(shop, settings), settings, feed)
        return {
            "products": products,
            "feed_mb": feed.stat().st_size / 1e6,
            "database_mb": (Path(folder) / "bench.sqlite3").stat().st_size / 1e6,
            "first": first,
            "again": second,
        }


def write_feed(path: Path, products: int) -> None:
    """A packed feed of Google's kind with so many products, the same ones every time."""
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
        file.write(_HEADER)
        file.writelines(islice(_rows(), products))


def import_table(figures: Mapping[str, Any]) -> str:
    """The figures for people."""
    lines = [
        f"import of {figures['products']:,} products ({figures['feed_mb']:.1f} MB packed, "
        f"{figures['database_mb']:.0f} MB in the database)",
        f"{'':10}{'seconds':>10}{'products/s':>12}{'peak MB':>10}{'longest wait s':>16}"
        f"{'failed turns':>14}",
    ]
    for name in ("first", "again"):
        row = figures[name]
        lines.append(
            f"  {name:8}{row['seconds']:10.1f}{figures['products'] / row['seconds']:12,.0f}"
            f"{row['peak_mb']:10.0f}{row['longest_wait_s']:16.2f}{row['failures']:14}"
        )
    return "\n".join(lines)


def _rows() -> Iterator[str]:
    seeds = [listing.product for listing in read_departments()]
    for number in count():
        seed = seeds[number % len(seeds)]
        word = _LINES[number // len(seeds) % len(_LINES)]
        cents = 99 + number * 37 % 5000
        title = f"{seed.brand} {word} {seed.name.title()} {number // len(seeds)} {seed.size}"
        yield (
            f"P{number}\t{title}\tin stock\t{cents // 100}.{cents % 100:02} USD\t{seed.brand}\t"
            f"{seed.department} > {seed.category}\t{10**12 + number}\t{seed.description}\n"
        )


def _chat(shop: Shop, settings: Settings) -> Chat:
    """A conversation that has begun; what it takes to open the shop is not the import's doing."""
    chat = Chat(
        wiring.build_conversation(shop, settings),
        wiring.build_understanding(shop, settings.locale),
        caller_of(shop, NEWCOMER)[0],
        "bench",
        settings.locale,
    )
    chat.begin()
    for said in _SAID:
        chat.hear(said)
    return chat


def _measured(chat: Chat, settings: Settings, feed: Path) -> dict[str, Any]:
    shopper = _Shopper(chat)
    thread = threading.Thread(target=shopper.run)
    thread.start()
    start = time.perf_counter()
    try:
        told, peak = _run(settings, feed)
    finally:
        shopper.stopped.set()
        thread.join()
    return {
        "seconds": time.perf_counter() - start,
        "peak_mb": peak / 1e6,
        "longest_wait_s": max(shopper.waits_s, default=0.0),
        "failures": shopper.failures,
        **told["changes"],
    }


def _run(settings: Settings, feed: Path) -> tuple[dict[str, Any], int]:
    """What the command prints, and its peak memory in bytes."""
    environment = {**os.environ, "COSTER_DATABASE_URL": settings.database_url}
    command = [sys.executable, "-m", "skill.cli", "catalog", "import", str(feed), "--json"]
    done = subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-c", _LAUNCHER, *command, "--force"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the import ended with {done.returncode}")
    told, _, peak = done.stdout.rstrip().rpartition("\n")
    return json.loads(told), int(peak) * _KILOBYTE
