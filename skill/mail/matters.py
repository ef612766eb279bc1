"""A matter for a person, in letters: to the shop all that is known of it, to the shopper a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from fulfillment.aftercare import Ticket
from fulfillment.customers import Customer
from fulfillment.money import Money
from skill.conversation.answer import Line, say
from skill.mail.letter import Block, Heading, Letter, Paragraph, Table
from skill.mail.letters import contact
from skill.mail.wording import Wording

_MINOR = "_minor"  # ends the names of amounts in a matter's context


def ticket(matter: Ticket, shopper: Customer | None, words: Wording) -> Letter:
    """Everything that is known of a matter, for the shop's own people."""
    order = "none" if matter.order_id is None else str(matter.order_id)
    subject = say("mail-ticket", kind=_named(matter.kind, words), order=order)
    blocks: list[Block] = [Paragraph(words.write(_who(shopper)))]
    for report in matter.reports:
        blocks.extend(_report(report, words))
    return Letter(words.locale, words.write(subject), tuple(blocks))


def ticket_received(name: str, words: Wording) -> Letter:
    """That the matter is with a person now."""
    shop = words.shop.name
    line = say("mail-person-will-write", name=name, shop=shop)
    blocks = (Paragraph(words.write(line)), *contact(words))
    return Letter(words.locale, words.write(say("mail-ticket-received", shop=shop)), blocks)


def _who(shopper: Customer | None) -> Line:
    if shopper is None:
        return say("mail-shopper-unknown")
    if not shopper.email:
        return say("mail-shopper-unreachable", name=shopper.name, customer=str(shopper.id))
    return say("mail-shopper", name=shopper.name, customer=str(shopper.id))


def _report(report: Mapping[str, Any], words: Wording) -> Iterator[Block]:
    """One report: a table of what stands alone in it, and one for each list of things."""
    known = dict(report)
    if at := _moment(known.get("at")):
        del known["at"]
        line = say("mail-report", day=words.day(at), hour=words.hour(at))
        yield Heading(words.write(line))
    pairs, lists = _sorted_out(known, (), words)
    if pairs:
        yield Table(words.write(say("mail-context")), (), tuple(pairs))
    for caption, things in lists:
        yield _listed(caption, things, words)


_Lists = list[tuple[str, list[Mapping[str, Any]]]]


def _sorted_out(
    document: Mapping[str, Any], above: tuple[str, ...], words: Wording
) -> tuple[list[tuple[str, str]], _Lists]:
    """What stands alone in a document, with its whole name, and its lists of things."""
    pairs: list[tuple[str, str]] = []
    lists: _Lists = []
    for key, value in document.items():
        path = (*above, _named(key, words))
        name = ", ".join(path)
        if isinstance(value, Mapping):
            further, inner = _sorted_out(value, path, words)
            pairs += further
            lists += inner
        elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
            lists.append((name, [each for each in value if isinstance(each, Mapping)]))
        elif written := _written(key, value, words):
            pairs.append((name, written))
    return pairs, lists


def _listed(caption: str, things: Iterable[Mapping[str, Any]], words: Wording) -> Table:
    """A table of things; a number before each names its row."""
    flat = [dict(_sorted_out(thing, (), words)[0]) for thing in things]
    names = list(dict.fromkeys(name for thing in flat for name in thing))
    columns = (words.write(say("mail-column-number")), *names)
    rows = tuple(
        (str(number), *(thing.get(name, "-") for name in names))
        for number, thing in enumerate(flat, start=1)
    )
    return Table(caption, columns, rows)


def _named(key: str, words: Wording) -> str:
    """A key in words, where the locale has some for it."""
    bare = key.removesuffix(_MINOR).replace("_", "-")
    id_ = f"mail-key-{bare}"
    return words.write(Line(id_)) if words.knows(id_) else bare.replace("-", " ")


def _written(key: str, value: Any, words: Wording) -> str:
    if value is None or value == [] or value == "":
        return ""
    if key.endswith(_MINOR) and isinstance(value, int):
        return words.sum(Money(value, words.shop.currency))
    if key == "reason":
        return _named(str(value), words)
    if at := _moment(value):
        return f"{words.day(at)}, {words.hour(at)}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _moment(value: object) -> datetime | None:
    """The moment that a text states with its zone."""
    if not isinstance(value, str) or "T" not in value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
