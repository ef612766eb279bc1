"""Adds a sentence to an intent's file, whose layout and comments stay as they are."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from interaction_models.errors import SourceError
from interaction_models.locale import Locale, spoken_in
from interaction_models.source import Entry, read

# Not of use to read a locale's words, and large.
_LEFT_OUT = shutil.ignore_patterns("built", "conversations", "compiler", "__pycache__", "*.py")


@dataclass(frozen=True, slots=True)
class Addition:
    """A file with a sentence more: its path relative to the locales' folder, text, and the line."""

    path: Path
    text: str
    line: int

    def wrong(self, message: str) -> SourceError:
        """The error to raise about the sentence."""
        return SourceError(self.path.as_posix(), self.line, message)


def with_sentence(root: Path, locale: Locale, intent: str, template: str) -> Addition:
    """The intent's file in the locale, or in the language it builds on, with the template added.

    Where the file has ``if_sold``, a template with a product goes there, as what it says may be
    said of other things. Raises SourceError.
    """
    path = _file_of(locale, intent)
    parts = dict(_parts(read(path, root)))
    own = {entry.text() for part in ("sentences", "if_sold") for entry in _listed(parts, part)}
    written, lines = json.dumps(template, ensure_ascii=False), path.read_text("utf-8").splitlines()
    part = "if_sold" if "{product}" in template and "if_sold" in parts else "sentences"
    if part in parts and list(_listed(parts, part)):
        at, indent = _end(parts[part])
        lines.insert(at, f"{indent}- {written}")
    elif part in parts:
        raise parts[part].wrong("an empty list in one line: take the brackets away first")
    else:
        lines += [f"{part}:", f"  - {written}"]
        at = len(lines) - 1
    addition = Addition(path.relative_to(root), "\n".join(lines) + "\n", at + 1)
    if template in own:
        raise addition.wrong(f"{template!r} stands there already")
    return addition


def _file_of(locale: Locale, intent: str) -> Path:
    found: Locale | None = locale
    while found is not None:
        path = found.path / "intents" / f"{intent}.yaml"
        if path.is_file():
            return path
        found = found.parent
    raise LookupError(f"{locale.name} has no intent {intent!r}")


def _parts(entry: Entry) -> Iterator[tuple[str, Entry]]:
    for key, value in entry.items():
        yield key.text(), value


def _listed(parts: dict[str, Entry], part: str) -> Iterator[Entry]:
    return parts[part].entries() if part in parts else iter(())


def _end(part: Entry) -> tuple[int, str]:
    """The number of lines down to the end of a list, and what stands before its dashes."""
    if getattr(part.node, "flow_style", False):
        raise part.wrong("a list in one line: write each sentence in a line of its own first")
    *_, last = part.entries()
    end = last.node.end_mark
    return end.line + (end.column > 0), " " * int(part.node.start_mark.column)


@contextmanager
def tried(root: Path, addition: Addition) -> Iterator[list[Locale]]:
    """The spoken locales that read the file, from a copy of all words that has the addition."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(root, copy, ignore=_LEFT_OUT, dirs_exist_ok=True)
        (copy / addition.path).write_text(addition.text, encoding="utf-8")
        spoken = [Locale(path.name, path) for path in spoken_in(copy)]
        yield [locale for locale in spoken if addition.path.parts[0] in _built_on(locale)]


def _built_on(locale: Locale) -> set[str]:
    inherited = _built_on(locale.parent) if locale.parent else set()
    return {locale.name, *inherited}


def write(root: Path, addition: Addition) -> None:
    """Put the file with the addition in the place of the old one, at once. Raises OSError."""
    path = root / addition.path
    if not os.access(path, os.W_OK):
        raise PermissionError(f"{path} may not be written")
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, suffix=".new", delete=False
    ) as new:
        new.write(addition.text)
    shutil.copymode(path, new.name)
    Path(new.name).replace(path)
