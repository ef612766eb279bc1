"""``coster bench search``: how well it finds what was meant, how fast, and in how much memory."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from fulfillment.demo.judged import Judgements, ndcg, open_judged, read_judgements, read_products
from fulfillment.demo.rivals import fts5
from fulfillment.search import Certainty
from fulfillment.search.confusions import KINDS, generate
from fulfillment.shop import Shop

DATA = Path(__file__).parents[3] / "shared" / "data" / "search_relevance"
_SEEDS = (101, 102, 103)
WAYS = ("ours", "fts5", "fts5-trigram", "rapidfuzz")
_NOT_FOUND = (Certainty.NOTHING, Certainty.NEAREST)


def figures(data: Path, sizes: Sequence[int]) -> dict[str, Any]:
    """Relevance on the judged products in ``data``, and speed at each of ``sizes`` products."""
    found: dict[str, Any] = {"scale": [row for size in sizes for row in scale_figures(size)]}
    if not (data / "judgements.csv").is_file():
        return {**found, "relevance": None, "missing": str(data)}
    return {**found, "relevance": relevance_figures(data)}


def relevance_figures(data: Path) -> dict[str, Any]:
    """nDCG@10 of plain BM25 and of ours, clean and misheard, and how often nothing is found."""
    judged = read_judgements(data / "judgements.csv")
    products = read_products(data / "products.jsonl.gz")
    with tempfile.TemporaryDirectory() as folder:
        shop = open_judged(products, Path(folder))
        plain = fts5(products, Path(folder) / "plain.sqlite3", "unicode61")
        ours = _ranking(shop)
        return {
            "queries": len(judged),
            "products": len(products),
            "plain_bm25": mean_ndcg(judged, plain),
            "ours": mean_ndcg(judged, ours),
            "misheard": {kind: _misheard(judged, ours, kind) for kind in KINDS},
            **_answers(judged, shop),
        }


def mean_ndcg(judged: Judgements, search: Callable[[str], list[str]]) -> float:
    """The mean over the queries that have a relevant product."""
    told = {query: grades for query, grades in judged.items() if any(grades.values())}
    return statistics.fmean(ndcg(grades, search(query)) for query, grades in told.items())


def _ranking(shop: Shop) -> Callable[[str], list[str]]:
    def search(query: str) -> list[str]:
        with shop.open() as work:
            return [ranked.product.sku for ranked in work.search.rank(query)]

    return search


def _misheard(
    judged: Judgements, search: Callable[[str], list[str]], kind: str
) -> dict[str, float]:
    """Over the queries that the kind of mishearing changes: nDCG as said, and as misheard."""
    pairs = [
        (q, generate(q, seed, kind)) for seed in _SEEDS for q in judged if any(judged[q].values())
    ]
    changed = [(said, heard) for said, heard in pairs if said != heard]
    if not changed:
        return {"queries": 0, "said": 0.0, "heard": 0.0}
    return {
        "queries": len(changed),
        "said": statistics.fmean(ndcg(judged[said], search(said)) for said, _ in changed),
        "heard": statistics.fmean(ndcg(judged[said], search(heard)) for said, heard in changed),
    }


def _answers(judged: Judgements, shop: Shop) -> dict[str, Any]:
    """How often it is said that there is no such thing, by whether there is one."""
    answers: dict[bool, list[Certainty]] = {True: [], False: []}
    with shop.open() as work:
        for query, grades in judged.items():
            answers[any(grades.values())].append(work.search.search(query).certainty)
    return {
        "nothing": {name: _shares(answers[sold]) for name, sold in (("sold", True), ("not", False))}
    }


def _shares(answers: Sequence[Certainty]) -> dict[str, float]:
    count = len(answers)
    return {
        "queries": count,
        "nothing": sum(answer is Certainty.NOTHING for answer in answers) / count,
        "not_exactly": sum(answer in _NOT_FOUND for answer in answers) / count,
    }


def scale_figures(products: int) -> list[dict[str, Any]]:
    """Each way to search in a process of its own, over the same synthetic catalogue."""
    with tempfile.TemporaryDirectory() as folder:
        return [_measured(way, products, folder) for way in WAYS]


def _measured(way: str, products: int, folder: str) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-m", "skill.commands.bench_scale", way, str(products), folder],
        capture_output=True,
        text=True,
        check=True,
    )
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def table(found: Mapping[str, Any]) -> str:
    """The figures as text."""
    lines = _scale_lines(found["scale"])
    if found["relevance"] is None:
        return "\n".join(
            [*lines, f"no judged products at {found['missing']}: relevance not measured"]
        )
    return "\n".join([*lines, *_relevance_lines(found["relevance"])])


def _scale_lines(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    if not rows:
        return []
    columns = ("products", "p50 ms", "p99 ms", "CPU p99", "build s", "disk MB", "memory MB")
    lines = ["search        " + "".join(f"{column:>10}" for column in columns)]
    for row in rows:
        keys = ("p50_ms", "p99_ms", "cpu_p99_ms", "build_s", "disk_mb", "memory_mb")
        told = "".join(f"{row[key]:10.2f}" for key in keys)
        lines.append(f"{row['way']:14}{row['products']:10}{told}")
    return lines


def _relevance_lines(row: Mapping[str, Any]) -> list[str]:
    lines = [
        f"nDCG@10 of {row['queries']} queries over {row['products']} judged products",
        f"  {'plain BM25':26}{row['plain_bm25']:8.3f}",
        f"  {'Costermonger':26}{row['ours']:8.3f}",
        f"{'misheard':28}{'queries':>8}{'said':>8}{'heard':>8}{'loss':>8}",
    ]
    for kind, told in row["misheard"].items():
        loss = 1 - told["heard"] / told["said"] if told["said"] else 0.0
        cells = f"{told['queries']:8}{told['said']:8.3f}{told['heard']:8.3f}{loss:8.0%}"
        lines.append(f"  {kind:26}{cells}")
    lines.append(f"{'answered':28}{'queries':>8}{'nothing':>9}{'not exactly':>13}")
    for name, label in (("not", "of what is not sold"), ("sold", "of what is sold")):
        told = row["nothing"][name]
        cells = f"{told['queries']:8}{told['nothing']:9.0%}{told['not_exactly']:13.0%}"
        lines.append(f"  {label:26}{cells}")
    return lines
