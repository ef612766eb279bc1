"""What the conversation answers: typed parts that each channel speaks and shows in its way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from fulfillment.money import Money

Rate = Literal["slow", "normal", "fast"]


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words, no markup; a channel escapes what its format needs."""

    text: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money, so that a channel may write "$4.99" or say it in words."""

    money: Money


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word to be read letter by letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence between two statements."""

    milliseconds: int


@dataclass(frozen=True, slots=True)
class Listing:
    """Items spoken one after the other, at most three.

    ``joint`` is the word before the last ("and", "or"), or empty where a comma stands there too.
    """

    items: tuple[tuple[Part, ...], ...]
    joint: str


Part = Text | Amount | Spelling | Pause | Listing


@dataclass(frozen=True, slots=True)
class Card:
    """What the companion app or the terminal shows beside the words."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One row of a list on a screen; ``key`` names it when it is touched, and is never spoken."""

    key: str
    title: str
    detail: str = ""
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A list on a screen."""

    title: str
    items: tuple[ShownItem, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A name that the platform's recogniser should expect now, with what it resolves to."""

    value: str
    name: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer.

    ``speech`` is said; ``reprompt`` is said when the shopper stays silent. ``expects`` names the
    kind of answer that is asked for (None when nothing is). ``links_account`` asks the platform to
    offer account linking. ``vocabulary`` lists names the recogniser should expect. ``hands_over``
    says that the shopper is now for a person, where the platform has one at hand.
    """

    speech: tuple[Part, ...]
    reprompt: tuple[Part, ...] = ()
    card: Card | None = None
    shown: Shown | None = None
    suggestions: tuple[str, ...] = ()
    expects: str | None = None
    ends: bool = False
    links_account: bool = False
    rate: Rate = "normal"
    vocabulary: tuple[Term, ...] = field(default=())
    hands_over: bool = False


_PARTS: dict[str, type[Any]] = {c.__name__: c for c in (Text, Amount, Spelling, Pause, Listing)}


def parts_to_json(parts: Iterable[Part]) -> list[list[Any]]:
    """Parts as JSON values, read back by :func:`parts_from_json`."""
    return [_part_to_json(part) for part in parts]


def parts_from_json(values: Iterable[list[Any]]) -> tuple[Part, ...]:
    """The parts that :func:`parts_to_json` wrote."""
    return tuple(_part_from_json(value) for value in values)


def _part_to_json(part: Part) -> list[Any]:
    match part:
        case Amount(money):
            return ["Amount", money.amount_minor, money.currency]
        case Listing(items, joint):
            return ["Listing", [parts_to_json(item) for item in items], joint]
        case Pause(milliseconds):
            return ["Pause", milliseconds]
        case Text(text) | Spelling(text):
            return [type(part).__name__, text]


def _part_from_json(value: list[Any]) -> Part:
    name, *arguments = value
    if name == "Amount":
        return Amount(Money(*arguments))
    if name == "Listing":
        return Listing(tuple(parts_from_json(item) for item in arguments[0]), arguments[1])
    part: Part = _PARTS[name](*arguments)
    return part


def reply_to_json(reply: Reply) -> dict[str, Any]:
    """A reply as a JSON document, so that a repeated request gets the very same answer."""
    return {
        "speech": parts_to_json(reply.speech),
        "reprompt": parts_to_json(reply.reprompt),
        "card": [reply.card.title, reply.card.text] if reply.card else None,
        "shown": _shown_to_json(reply.shown),
        "suggestions": list(reply.suggestions),
        "expects": reply.expects,
        "ends": reply.ends,
        "links_account": reply.links_account,
        "rate": reply.rate,
        "vocabulary": [[t.value, t.name, list(t.synonyms)] for t in reply.vocabulary],
        "hands_over": reply.hands_over,
    }


def reply_from_json(document: dict[str, Any]) -> Reply:
    """The reply that :func:`reply_to_json` wrote."""
    shown = document["shown"]
    return Reply(
        speech=parts_from_json(document["speech"]),
        reprompt=parts_from_json(document["reprompt"]),
        card=Card(*document["card"]) if document["card"] else None,
        shown=Shown(shown[0], tuple(ShownItem(*item) for item in shown[1])) if shown else None,
        suggestions=tuple(document["suggestions"]),
        expects=document["expects"],
        ends=document["ends"],
        links_account=document["links_account"],
        rate=document["rate"],
        vocabulary=tuple(Term(v, n, tuple(s)) for v, n, s in document["vocabulary"]),
        # Replies that were kept by an earlier release do not say.
        hands_over=document.get("hands_over", False),
    )


def _shown_to_json(shown: Shown | None) -> list[Any] | None:
    if shown is None:
        return None
    return [shown.title, [[i.key, i.title, i.detail, i.image] for i in shown.items]]
