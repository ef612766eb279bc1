"""What can be wrong with interaction models.

ModelError
├ LocaleNotFound     there is no such locale
├ SourceError        a file of a locale cannot be read: its file, line and what is wrong
└ CompileError       a platform would refuse what a file says: the same
"""

from __future__ import annotations


class ModelError(Exception):
    """Something is wrong with an interaction model."""


class LocaleNotFound(ModelError, LookupError):  # noqa: N818 - named like the shop's NotFound
    """There is no locale of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no locale is named {name!r}")
        self.name = name


class _AtLineError(ModelError):
    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")
        self.file = file
        self.line = line
        self.message = message


class SourceError(_AtLineError):
    """A file of a locale cannot be read."""


class CompileError(_AtLineError):
    """A platform would refuse what a file says."""
