"""Makes each platform's model of every locale; imports the models alone.

What it makes stands in ``built/`` and is never edited by hand: ``check`` tells which files of it
no longer say what the sources say.
"""

from __future__ import annotations

from pathlib import Path

from interaction_models.compiler.alexa import alexa_model
from interaction_models.errors import CompileError
from interaction_models.locale import Locale
from interaction_models.words import CatalogNames

__all__ = ["CompileError", "build", "check", "write"]


def build(root: Path, names: CatalogNames) -> dict[str, str]:
    """The text of every built file by its path relative to ``root``, the folder of the locales.

    Raises SourceError and CompileError.
    """
    found = sorted(path.parent for path in root.glob("*/locale.yaml"))
    return {
        f"built/alexa/{path.name}.json": alexa_model(Locale(path.name, path), names)
        for path in found
    }


def write(root: Path, names: CatalogNames) -> list[str]:
    """Builds everything and writes what has changed; the paths of that."""
    changed = check(root, names)
    built = build(root, names)
    for name in changed:
        path = root / name
        if name in built:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(built[name], encoding="utf-8")
        else:
            path.unlink()
    return changed


def check(root: Path, names: CatalogNames) -> list[str]:
    """The built files that are stale: changed, missing, or of a locale that is gone."""
    built = build(root, names)
    there = {path.relative_to(root).as_posix() for path in root.glob("built/*/*.json")}
    wrong = (name for name, text in built.items() if name in there and _read(root / name) != text)
    return sorted({*wrong, *(there ^ built.keys())})


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
