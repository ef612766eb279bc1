"""Folders that each hold one state of the search index: written aside, checked, swapped, dropped.

A folder is named after the catalogue's version and never changes once it has that name: readers go
on with theirs while the next one is written. ``manifest.json`` lists its files with their length
and CRC-32, and is written last.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# Another number for every change of what stands in the folder.
FORMAT = 2
_MANIFEST = "manifest.json"
_KEPT = 2
_BLOCK = 1 << 20


class BrokenSnapshot(Exception):  # noqa: N818 - the house names errors by what is wrong
    """A snapshot is missing, cut short, changed, or of another format."""


def folder_of(root: Path, version: int) -> Path:
    """Where the snapshot of a catalogue's version stands."""
    return root / f"{version:016x}-{FORMAT}"


def check(folder: Path) -> None:
    """Raises :class:`BrokenSnapshot` unless every file is there, as it was written."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        for name, (length, checksum) in manifest["files"].items():
            path = folder / name
            if path.stat().st_size != length or _checksum(path) != checksum:
                raise BrokenSnapshot(f"{name} is not as it was written")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenSnapshot(str(error)) from error


def read_json(folder: Path, name: str) -> dict[str, Any]:
    """A file of the snapshot. Raises :class:`BrokenSnapshot`."""
    try:
        found = json.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BrokenSnapshot(str(error)) from error
    if not isinstance(found, dict):
        raise BrokenSnapshot(f"{name} holds no object")
    return found


def publish(
    root: Path, version: int, fill: Callable[[Path], None], base: Path | None = None
) -> Path:
    """Have ``fill`` write a snapshot, starting from ``base``, and give it its name in one step.

    Where another process was faster, its snapshot stays. Raises OSError.
    """
    root.mkdir(parents=True, exist_ok=True)
    aside = root / f".new-{os.getpid()}-{secrets.token_hex(4)}"
    try:
        _start(aside, base)
        fill(aside)
        manifest = {"files": {name: list(described) for name, described in _described(aside)}}
        (aside / _MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
        return _swap(aside, folder_of(root, version))
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        prune(root)


def newest(root: Path) -> Path | None:
    """The snapshot that was made last, whether or not it is sound."""
    found = _snapshots(root)
    return found[0] if found else None


def prune(root: Path) -> None:
    """Drop all but the last two; whoever still reads one keeps its open files."""
    for folder in _snapshots(root)[_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)


def _snapshots(root: Path) -> list[Path]:
    found = []
    for folder in root.glob(f"[0-9a-f]*-{FORMAT}"):
        try:
            found.append(((folder / _MANIFEST).stat().st_mtime_ns, folder))
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
    return [folder for _, folder in sorted(found, reverse=True)]


def _start(aside: Path, base: Path | None) -> None:
    aside.mkdir()
    for path in base.iterdir() if base else ():
        if path.suffix == ".lock" or path.name == _MANIFEST:
            continue
        try:
            # A file of the engine is never written twice: both folders may share it.
            (aside / path.name).hardlink_to(path)
        except OSError:
            shutil.copy2(path, aside / path.name)


def _swap(aside: Path, folder: Path) -> Path:
    try:
        aside.rename(folder)
    except OSError:
        # It is there already: as good as ours, unless it is broken.
        try:
            check(folder)
        except BrokenSnapshot:
            shutil.rmtree(folder, ignore_errors=True)
            aside.rename(folder)
    return folder


def _described(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    for path in sorted(folder.iterdir()):
        if path.suffix != ".lock":
            yield path.name, (path.stat().st_size, _checksum(path))


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            checksum = zlib.crc32(block, checksum)
    return checksum
