"""How much memory this program takes, the processes that it started included.

Linux tells it in ``/proc``; elsewhere it is not measured. Pages that several processes share count
by their share (``Pss``), so that the sum is what the computer has to hold.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

_PROCESSES = Path("/proc")


def memory_mb(process: int | None = None) -> float | None:
    """Megabytes (of 2 to the 20) that a process and its descendants take; None where not told."""
    process = process or os.getpid()
    gc.collect()
    if not (_PROCESSES / str(process) / "smaps_rollup").is_file():
        return None
    return sum(map(_kilobytes, _family(process))) / 1024


def _family(process: int) -> Iterator[int]:
    yield process
    for told in (_PROCESSES / str(process) / "task").glob("*/children"):
        for child in _text(told).split():
            yield from _family(int(child))


def _kilobytes(process: int) -> int:
    lines = _text(_PROCESSES / str(process) / "smaps_rollup").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _text(path: Path) -> str:
    """What stands there; "" where the process has ended meanwhile."""
    try:
        return path.read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return ""
