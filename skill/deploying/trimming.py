"""What of installed packages a server never reads, and so stays out of the bundle."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path, PurePosixPath

_SOURCES = {".pyi", ".pyx", ".pxd", ".pxi", ".c", ".h", ".cpp", ".hpp", ".exe", ".pyc"}
_FOR_TESTS = ("tests", "sqlalchemy/testing")
# Babel's data are a third of everything; a shop speaks a few languages.
_BABEL = PurePosixPath("babel", "locale-data")
# What importlib.metadata reads, and what licences ask to be handed on.
_TOLD = {"METADATA", "entry_points.txt"}
_LICENCES = ("licen", "copying", "notice", "authors")


def trim(folder: Path, languages: Collection[str]) -> None:
    """Delete from ``folder`` what is not needed; ``languages`` are like ``en``."""
    for path in sorted(folder.rglob("*"), reverse=True):
        inside = PurePosixPath(path.relative_to(folder).as_posix())
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif not is_needed(inside, languages):
            path.unlink()


def is_needed(path: PurePosixPath, languages: Collection[str]) -> bool:
    """Whether a file, named from the bundle's root, is of use to a server."""
    if path.parent == _BABEL:
        return path.stem.partition("_")[0] in {"root", *languages}
    if path.parts[0].endswith(".dist-info"):
        return path.name in _TOLD or any(
            part.lower().startswith(_LICENCES) for part in path.parts[1:]
        )
    if path.parts[0] == "bin" or any(f"/{name}/" in f"/{path}" for name in _FOR_TESTS):
        return False
    return path.suffix not in _SOURCES
