"""Makes each platform's model of every locale; imports the models alone.

What it makes stands in ``built/`` and is never edited by hand: ``check`` tells which files of it
no longer say what the sources say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from interaction_models.compiler.alexa import alexa_model
from interaction_models.compiler.dialogflow_cx import dialogflow_cx
from interaction_models.compiler.dialogflow_es import dialogflow_es
from interaction_models.compiler.dynamic_entities import dynamic_plan
from interaction_models.compiler.google_actions import google_actions
from interaction_models.compiler.guesses import guess_tables
from interaction_models.compiler.phrases import NamesOf
from interaction_models.compiler.speech_files import speech_files
from interaction_models.errors import CompileError
from interaction_models.locale import Locale, spoken_in
from interaction_models.words import CatalogNames

__all__ = ["BUILDERS", "PROJECTS", "CompileError", "build", "check", "project", "write"]

Names = CatalogNames | NamesOf


def _alexa(locale: Locale, names: CatalogNames) -> dict[str, str]:
    return {f"alexa/{locale.name}.json": alexa_model(locale, names)}


def _dynamic_entities(locale: Locale, _: CatalogNames) -> dict[str, str]:
    return {f"alexa/dynamic-entities/{locale.name}.json": dynamic_plan(locale)}


# What is made of each locale by itself: texts by their path below built/.
BUILDERS: Mapping[str, Callable[[Locale, CatalogNames], dict[str, str]]] = {
    "alexa": _alexa,
    "dynamic_entities": _dynamic_entities,
    "speech": speech_files,
    "understanding": guess_tables,
}
# Projects that hold all locales together: texts by their path below built/<name>/.
PROJECTS: Mapping[str, Callable[[list[Locale], NamesOf], dict[str, str]]] = {
    "dialogflow_cx": dialogflow_cx,
    "dialogflow_es": dialogflow_es,
    "google_actions": google_actions,
}


def build(root: Path, names: Names) -> dict[str, str]:
    """The text of every built file by its path relative to ``root``, the folder of the locales.

    ``names`` are the catalogue's, for all locales or by the name of one. Raises SourceError and
    CompileError.
    """
    found, names_of = _locales(root), _by_locale(names)
    built: dict[str, str] = {}
    for builder in BUILDERS.values():
        for locale in found:
            built |= builder(locale, names_of(locale.name))
    for folder, project in PROJECTS.items():
        built |= {f"{folder}/{path}": text for path, text in project(found, names_of).items()}
    return {f"built/{path}": text for path, text in built.items()}


def project(root: Path, names: Names, name: str) -> dict[str, str]:
    """The files of one of PROJECTS by their path in it. Raises SourceError and CompileError."""
    return PROJECTS[name](_locales(root), _by_locale(names))


def write(root: Path, names: Names) -> list[str]:
    """Builds everything and writes what has changed; the paths of that."""
    built = build(root, names)
    changed = _stale(root, built)
    for name in changed:
        path = root / name
        if name in built:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(built[name], encoding="utf-8")
        else:
            path.unlink()
    return changed


def check(root: Path, names: Names) -> list[str]:
    """The built files that are stale: changed, missing, or of a locale that is gone."""
    return _stale(root, build(root, names))


def _stale(root: Path, built: Mapping[str, str]) -> list[str]:
    there = {path.relative_to(root).as_posix() for path in _files(root / "built")}
    wrong = (name for name, text in built.items() if name in there and _read(root / name) != text)
    return sorted({*wrong, *(there ^ built.keys())})


def _locales(root: Path) -> list[Locale]:
    return [Locale(path.name, path) for path in spoken_in(root)]


def _by_locale(names: Names) -> NamesOf:
    return (lambda _: names) if isinstance(names, CatalogNames) else names


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
