"""Entries of a document that a person wrote: each is read once, and what nobody reads is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar, overload

from fulfillment.errors import ShopError

T = TypeVar("T")
_MISSING: Any = object()


class Wrong(ShopError):  # noqa: N818 - an outcome of reading what a person wrote
    """An entry of a description will not do; the message names it."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name} {why}" if name else why)


class Section:
    """A table of the document, ``name`` as its entries are found in it ("delivery 2").

    Every method raises :class:`Wrong`.
    """

    def __init__(self, name: str, values: object) -> None:
        if not isinstance(values, Mapping):
            raise Wrong(name, "is a table")
        self.name = name
        self.values: Mapping[str, Any] = values
        self._read: set[str] = set()

    def done(self) -> None:
        """Raise where an entry was not read: it is misspelled, or stands in the wrong place."""
        unread = [name for name in self.values if name not in self._read]
        if unread:
            raise Wrong(self._of(unread[0]), "is nothing that a shop has")

    def section(self, name: str) -> Section:
        """A table in this one; an empty one where it is not there."""
        return Section(self._of(name), self._take(name, {}))

    def each(self, name: str) -> list[Section]:
        """The tables of a list."""
        found = self._take(name, [])
        if not isinstance(found, list):
            raise Wrong(self._of(name), f"is a list: [[{name}]]")
        return [Section(f"{self._of(name)} {at}", each) for at, each in enumerate(found, start=1)]

    def mapping(self, name: str, of: type[T]) -> dict[str, T]:
        """A table whose names are the writer's own."""
        found = self.section(name).values
        for key, value in found.items():
            if not isinstance(value, of):
                raise Wrong(f"{self._of(name)}.{key}", f"is no {_TYPES[of]}")
        return dict(found)

    def text(
        self, name: str, form: re.Pattern[str] | None, like: str = "", *, default: Any = _MISSING
    ) -> str:
        """A text that has a form, which ``like`` shows."""
        found = self._take(name, default)
        if not isinstance(found, str):
            raise Wrong(self._of(name), "is a text in quotes")
        if form is not None and not form.fullmatch(found):
            raise Wrong(self._of(name), f"is {like}, not {found!r}")
        return found

    def of(self, name: str, made: Callable[[str], T], like: str, *, default: Any = _MISSING) -> T:
        """What is made of a text; ``made`` raises ValueError or KeyError for another one."""
        text = self.text(name, None, default=default)
        try:
            return made(text)
        except (ValueError, KeyError, OSError):
            raise Wrong(self._of(name), f"is {like}, not {text!r}") from None

    @overload
    def whole(self, name: str, default: None, *, least: int = 0, most: int) -> int | None: ...

    @overload
    def whole(self, name: str, default: int, *, least: int = 0, most: int = ...) -> int: ...

    def whole(
        self, name: str, default: int | None, *, least: int = 0, most: int = 10**12
    ) -> int | None:
        """A whole number."""
        found = self._take(name, default)
        if found is None and default is None:
            return None
        if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
            raise Wrong(self._of(name), f"is a whole number from {least} to {most}")
        return found

    def switch(self, name: str, default: bool) -> bool:
        """Yes or no."""
        found = self._take(name, default)
        if not isinstance(found, bool):
            raise Wrong(self._of(name), "is true or false")
        return found

    def words(self, name: str, default: Sequence[str], *, among: Collection[str]) -> list[str]:
        """A list of words that are known."""
        found = self._take(name, default)
        if not isinstance(found, list) or not found or any(word not in among for word in found):
            raise Wrong(self._of(name), f"is a list of {', '.join(among)}")
        return list(found)

    def _take(self, name: str, default: Any) -> Any:
        self._read.add(name)
        found = self.values.get(name, default)
        if found is _MISSING:
            raise Wrong(self._of(name), "is missing")
        return found

    def _of(self, name: str) -> str:
        return f"{self.name}.{name}" if self.name else name


_TYPES: Mapping[type, str] = {int: "whole number", str: "text in quotes", dict: "table"}
