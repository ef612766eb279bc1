"""Reads a locale's YAML files, keeping the line of whatever a message may have to point at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from interaction_models.errors import SourceError

# The C loader is several times faster, and absent where PyYAML was built without libyaml.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Entry:
    """One node of a YAML file with its place."""

    file: str
    node: yaml.Node

    @property
    def line(self) -> int:
        """Where it begins, counted from one."""
        return int(self.node.start_mark.line) + 1

    @property
    def value(self) -> Any:
        """Its plain value; an empty entry is None."""
        loader = _Loader("")
        try:
            return loader.construct_document(self.node)
        finally:
            loader.dispose()

    def items(self) -> Iterator[tuple[Entry, Entry]]:
        """The keys and values of a mapping, in the file's order."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.wrong("a mapping is expected here")
        for key, value in self.node.value:
            yield Entry(self.file, key), Entry(self.file, value)

    def entries(self) -> Iterator[Entry]:
        """The entries of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.wrong("a list is expected here")
        for node in self.node.value:
            yield Entry(self.file, node)

    def text(self) -> str:
        """The entry as text."""
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.wrong("text is expected here")
        return str(self.node.value)

    def texts(self) -> tuple[str, ...]:
        """The entries of a list of texts."""
        return tuple(entry.text() for entry in self.entries())

    def fields(self, *known: str) -> dict[str, Entry]:
        """The entries of a mapping by name; a name that is not known is an error."""
        found = {}
        for key, value in self.items():
            if key.text() not in known:
                raise key.wrong(f"{key.text()!r} is none of {', '.join(known)}")
            found[key.text()] = value
        return found

    def wrong(self, message: str) -> SourceError:
        """The error to raise about this entry."""
        return SourceError(self.file, self.line, message)


def read(path: Path, root: Path) -> Entry:
    """The whole of a file. Its errors name it relative to ``root``. Raises SourceError."""
    name = path.relative_to(root).as_posix()
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SourceError(name, line, error.problem or "not YAML") from error
    if node is None:
        raise SourceError(name, 1, "the file is empty")
    return Entry(name, node)
