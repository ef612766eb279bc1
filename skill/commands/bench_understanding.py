"""How well and how fast words are understood: accuracy by intent, confusions, calibration.

The utterances are other people's, a tab-separated file with the columns ``lang``, ``target`` and
``text``; ``target`` says what was meant.
"""

from __future__ import annotations

import csv
import gc
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from skill.conversation.dialogue import CERTAIN
from skill.understanding import Understanding

DATA = Path(__file__).parents[3] / "shared" / "data" / "utterances" / "utterances.tsv"
REFUSED = "(none)"
# What an utterance of a kind may be taken for; what is not in the table is not judged.
MEANT: Mapping[str, tuple[str, ...]] = {
    "yes": ("Yes",),
    "no": ("No",),
    "repeat": ("Repeat",),
    "stop": ("Stop", "Cancel"),
    "stop_goodbye": ("Stop",),
    "help": ("Help",),
    "view_list": ("ShowCart",),
    "order_status": ("OrderStatus",),
    "add_item": ("AddToCart",),
    "remove_item": ("RemoveFromCart",),
    "thanks": ("Thanks",),
    "greeting": ("Hello",),
    "dontcare_unsure": ("DontMind",),
    "out_of_scope": (REFUSED,),
}
_BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Judged:
    """One utterance: what was meant, what it was taken for, how surely, and in how long."""

    target: str
    intent: str
    confidence: float
    right: bool
    ms: float


def judged(understanding: Understanding, path: Path, language: str) -> list[Judged]:
    """Every utterance of the file in ``language``, a two-letter code, that can be judged."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    known = [row for row in rows if row["lang"] == language and row["target"] in MEANT]
    gc.collect()
    return [_judged(understanding, row["target"], row["text"]) for row in known]


def _judged(understanding: Understanding, target: str, text: str) -> Judged:
    start = time.perf_counter()
    readings = understanding.understand(text)
    ms = (time.perf_counter() - start) * 1000
    sure = bool(readings) and readings[0].confidence >= CERTAIN
    intent = readings[0].intent if sure else REFUSED
    confidence = readings[0].confidence if readings else 0.0
    return Judged(target, intent, confidence, intent in MEANT[target], ms)


def figures(rows: Sequence[Judged]) -> dict[str, Any]:
    """Accuracy by kind, the confusions, and the reliability of the confidence."""
    return {
        "kinds": {kind: _kind([r for r in rows if r.target == kind]) for kind in _kinds(rows)},
        "confusion": {
            kind: dict(Counter(r.intent for r in rows if r.target == kind).most_common())
            for kind in _kinds(rows)
        },
        "reliability": list(_reliability(rows)),
        "calibration_error": _calibration_error(rows),
    }


def _kinds(rows: Iterable[Judged]) -> list[str]:
    return [kind for kind in MEANT if any(row.target == kind for row in rows)]


def _kind(rows: Sequence[Judged]) -> dict[str, float]:
    right = sum(row.right for row in rows)
    return {"utterances": len(rows), "accuracy": round(right / len(rows), 4)}


def _reliability(rows: Sequence[Judged]) -> Iterable[dict[str, float]]:
    """By bins of confidence, how sure the accepted readings were and how often they were right."""
    for low, high in pairwise(_BINS):
        inside = [r for r in rows if r.intent != REFUSED and low <= r.confidence < high]
        if inside:
            yield {
                "from": low,
                "utterances": len(inside),
                "confidence": round(sum(r.confidence for r in inside) / len(inside), 3),
                "accuracy": round(sum(r.right for r in inside) / len(inside), 3),
            }


def _calibration_error(rows: Sequence[Judged]) -> float:
    """The mean distance of confidence from accuracy, weighed by the number of utterances."""
    bins = list(_reliability(rows))
    total = sum(b["utterances"] for b in bins)
    off = sum(abs(b["confidence"] - b["accuracy"]) * b["utterances"] for b in bins)
    return round(off / total, 3) if total else 0.0


def table(found: Mapping[str, Any]) -> str:
    """The figures as text: by kind, the confusion table, and the reliability."""
    lines = [f"{'meant':18}{'utterances':>11}{'right':>8}  taken for"]
    for kind, row in found["kinds"].items():
        taken = ", ".join(f"{intent} {n}" for intent, n in found["confusion"][kind].items())
        lines.append(f"{kind:18}{row['utterances']:>11.0f}{row['accuracy']:>8.1%}  {taken}")
    lines.append(f"{'confidence from':18}{'utterances':>11}{'right':>8}  mean confidence")
    lines += [_bin(row) for row in found["reliability"]]
    lines.append(f"{'calibration error':29}{found['calibration_error']:>8.3f}")
    return "\n".join(lines)


def _bin(row: Mapping[str, float]) -> str:
    cells = f"{row['utterances']:>11.0f}{row['accuracy']:>8.1%}  {row['confidence']:.3f}"
    return f"{row['from']:<18.1f}{cells}"


def memory_mb() -> float:
    """The memory this process holds, in megabytes; where that cannot be told, the most it held."""
    held = Path("/proc/self/statm")
    if held.is_file():
        return int(held.read_text().split()[1]) * resource.getpagesize() / 2**20
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


# Run by itself in a new process: how much the understanding takes beside the interpreter.
MEMORY = """
import json, sys
from interaction_models import CatalogNames, load_locale
from skill.commands.bench_understanding import memory_mb
read = json.load(sys.stdin)
names = CatalogNames(**{k: v if isinstance(v, dict) else tuple(v) for k, v in read.items()})
locale = load_locale(sys.argv[1])
before = memory_mb()
from skill.understanding import Understanding
understanding = Understanding(locale, names)
understanding.understand("add two oat milks and remove the bread")
print(memory_mb() - before)
"""
