"""What an intent's function answers: which lines to say, not yet in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from fulfillment.money import Money
from skill.conversation.reply import Reply, Term

Form = Literal["short", "normal", "long"]
Joint = Literal["and", "or", "none"]


@dataclass(frozen=True, slots=True)
class Line:
    """One message of the locale's replies with what fills it."""

    id: str
    args: Mapping[str, Arg] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Series:
    """Several lines said as a list, at most three; ``joint`` is what comes before the last."""

    items: tuple[Line, ...]
    joint: Joint = "and"


@dataclass(frozen=True, slots=True)
class Spelled:
    """A word to be read letter by letter."""

    text: str


Arg = str | int | float | Money | Line | Series | Spelled


@dataclass(frozen=True, slots=True)
class Question:
    """What the shopper is asked, and what is needed to go on from the answer.

    ``kind`` names the function that takes the answer (see ``registry.answers``); ``data`` is JSON.
    """

    kind: str
    line: Line
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list for a screen; ``key`` names it when it is touched."""

    key: str
    title: Line
    detail: Line


@dataclass(frozen=True, slots=True)
class Rows:
    """A list for a screen."""

    title: Line
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The lines of a turn's answer, the question that ends it, and what a screen may show.

    ``verbatim`` replaces the words by those of an earlier reply, to the letter.
    """

    lines: tuple[Line, ...] = ()
    question: Question | None = None
    card: tuple[Line, Line] | None = None
    shown: Rows | None = None
    suggestions: tuple[Line, ...] | None = None
    links_account: bool = False
    vocabulary: tuple[Term, ...] = ()
    hands_over: bool = False
    verbatim: Reply | None = None

    @property
    def ends(self) -> bool:
        """Whether the session closes: it stays open only on a question."""
        return self.question is None

    def after(self, *lines: Line) -> Answer:
        """The same answer with ``lines`` said before it."""
        return replace(self, lines=lines + self.lines)


def say(id_: str, /, **args: Arg) -> Line:
    """The line ``id_`` of the locale's replies."""
    return Line(id_, args)


def ask(kind: str, line: Line, /, **data: Any) -> Question:
    """A question of ``kind``, put as ``line``."""
    return Question(kind, line, data)


def line_to_json(line: Line) -> list[Any]:
    """A line as JSON values, read back by :func:`line_from_json`."""
    return [line.id, {name: _arg_to_json(value) for name, value in line.args.items()}]


def line_from_json(value: list[Any]) -> Line:
    """The line that :func:`line_to_json` wrote."""
    id_, args = value
    return Line(id_, {name: _arg_from_json(arg) for name, arg in args.items()})


def _arg_to_json(value: Arg) -> Any:
    match value:
        case Money(amount_minor, currency):
            return ["money", amount_minor, currency]
        case Line():
            return ["line", line_to_json(value)]
        case Series(items, joint):
            return ["series", [line_to_json(item) for item in items], joint]
        case Spelled(text):
            return ["spelled", text]
        case _:
            return value


def _arg_from_json(value: Any) -> Arg:
    match value:
        case ["money", amount_minor, currency]:
            return Money(amount_minor, currency)
        case ["line", line]:
            return line_from_json(line)
        case ["series", items, joint]:
            return Series(tuple(line_from_json(item) for item in items), joint)
        case ["spelled", text]:
            return Spelled(text)
    plain: Arg = value
    return plain
