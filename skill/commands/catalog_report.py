"""What is told of an import: a line on the terminal while it runs, a report, and the sums."""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from fulfillment.feeds import Outcome, Unsold

_WIDTH = 30
_PAUSE_S = 0.2
_COLUMNS = ("line", "id", "reason", "text")


class Progress:
    """A bar on a terminal, redrawn a few times a second; silent anywhere else."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._on = out.isatty()
        self._drawn = 0.0
        self._began = time.monotonic()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            self._out.write("\r\x1b[K")
            self._out.flush()

    def show(self, read: int, total: int | None, entries: int) -> None:
        """Draw ``read`` of ``total`` bytes and the number of entries."""
        now = time.monotonic()
        if not self._on or now - self._drawn < _PAUSE_S:
            return
        self._drawn = now
        speed = entries / max(now - self._began, 0.001)
        told = f"{entries} products, {speed:.0f}/s"
        if total:
            share = min(read / total, 1.0)
            full = round(share * _WIDTH)
            told = f"[{'#' * full}{'.' * (_WIDTH - full)}] {share:4.0%} {told}"
        self._out.write(f"\r\x1b[K{told}")
        self._out.flush()


@contextmanager
def open_report(path: Path | None, *, again: bool) -> Iterator[Callable[[Unsold], None]]:
    """Takes the lines that are not sold: CSV by the file's name, else JSON lines; None drops them.

    ``again`` adds to a report that is there.
    """
    if path is None:
        yield lambda _: None
        return
    begun = again and path.exists() and path.stat().st_size > 0
    with path.open("a" if again else "w", encoding="utf-8", newline="") as file:
        if path.suffix.lower() == ".csv":
            table = csv.writer(file)
            if not begun:
                table.writerow(_COLUMNS)
            yield lambda unsold: table.writerow(_row(unsold).values())
        else:
            yield lambda unsold: _write_json(file, unsold)


def summary(outcome: Outcome) -> dict[str, Any]:
    """An outcome as it is printed."""
    if outcome.changes is None:
        return {"result": "not newer"}
    made = outcome.changes
    return {
        "result": "imported" if outcome.swapped else "tried",
        "kind": outcome.kind,
        "read": outcome.read,
        "resumed_at": outcome.resumed_at,
        "changes": {
            "added": made.added,
            "changed": made.changed,
            "unchanged": made.unchanged,
            "taken off": made.gone,
            "refused": sum(outcome.refused.values()),
        },
        "refused": outcome.refused,
        "skipped": outcome.skipped,
        "notes": outcome.notes,
    }


def _write_json(file: TextIO, unsold: Unsold) -> None:
    file.write(json.dumps(_row(unsold), ensure_ascii=False) + "\n")


def _row(unsold: Unsold) -> dict[str, Any]:
    values = (unsold.line, unsold.id, unsold.reason.value, unsold.text)
    return dict(zip(_COLUMNS, values, strict=True))
