"""Puts lines into words: Mozilla Fluent messages of one locale become typed parts of a reply.

A message may carry attributes: ``.short`` and ``.long`` are its other lengths, ``.alt`` and
``.alt-two`` its other wordings, used in turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

from fulfillment.money import Money
from skill.conversation.answer import Arg, Form, Line, Series, Spelled
from skill.conversation.reply import Amount, Listing, Part, Spelling, Text

_WORDINGS = ("alt", "alt-two")
# Typed parts travel through Fluent's strings as private-use characters around their number.
_MARK = re.compile("\ue000([0-9]+)\ue001")
_SENTENCE = re.compile(r"(?<=[.!?] )[^\W\d_]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


class PhraseError(Exception):
    """A message is missing from the locale's replies, or one of its arguments is."""


class Phrases:
    """The replies of one locale. Thread-safe after construction.

    ``sources`` are Fluent files' texts; a later message replaces one before it. Raises
    :class:`PhraseError` where a line asks for a message that is not there.
    """

    def __init__(self, locale: str, sources: Iterable[str]) -> None:
        self.locale = locale
        self._bundle = FluentBundle([locale], use_isolating=False)
        for source in sources:
            self._bundle.add_resource(FluentResource(source), allow_overrides=True)

    def has(self, id_: str) -> bool:
        """Whether the locale has a message ``id_``."""
        return bool(self._bundle.has_message(id_))

    def render(
        self, line: Line, form: Form = "normal", variants: dict[str, int] | None = None
    ) -> tuple[Part, ...]:
        """The words of ``line``, starting with a capital.

        ``variants`` counts the uses of each message and is updated, so that wordings alternate.
        """
        return _capitalised(self._parts(line, form, variants))

    def text(self, line: Line) -> str:
        """The words of a line that holds nothing but words."""
        parts = self._parts(line, "normal", None)
        return "".join(part.text for part in parts if isinstance(part, Text))

    def _parts(self, line: Line, form: Form, variants: dict[str, int] | None) -> tuple[Part, ...]:
        if not self.has(line.id):
            raise PhraseError(f"{self.locale} has no reply {line.id}")
        pattern = self._pattern(line.id, form, variants)
        parts: list[Part] = []
        words = self._format(line, pattern, self._arguments(line.args, form, parts))
        return _spliced(words, parts)

    def _pattern(self, id_: str, form: Form, variants: dict[str, int] | None) -> Any:
        message = self._bundle.get_message(id_)
        if form != "normal" and form in message.attributes:
            return message.attributes[form]
        wordings = [message.value, *(message.attributes.get(name) for name in _WORDINGS)]
        wordings = [wording for wording in wordings if wording is not None]
        if variants is None or len(wordings) == 1:
            return wordings[0]
        used = variants.get(id_, 0)
        variants[id_] = (used + 1) % len(wordings)
        return wordings[used % len(wordings)]

    def _arguments(
        self, args: Mapping[str, Arg], form: Form, parts: list[Part]
    ) -> dict[str, str | int | float]:
        filled: dict[str, str | int | float] = {}
        for name, value in args.items():
            if isinstance(value, str):
                filled[name] = _PRIVATE.sub("", value)
            elif isinstance(value, int | float):
                filled[name] = value
            else:
                filled[name] = _marked(self._typed(value, form), parts)
        return filled

    def _typed(self, value: Money | Line | Series | Spelled, form: Form) -> tuple[Part, ...]:
        match value:
            case Money():
                return (Amount(value),)
            case Spelled(text):
                return (Spelling(text),)
            case Line():
                return self._parts(value, form, None)
            case Series(items, joint):
                said = tuple(self._parts(item, form, None) for item in items)
                word = "" if joint == "none" else self.text(Line(f"joint-{joint}"))
                return (Listing(said, word),)

    def _format(self, line: Line, pattern: Any, arguments: dict[str, Any]) -> str:
        words, errors = self._bundle.format_pattern(pattern, arguments)
        if errors:
            raise PhraseError(f"{self.locale} reply {line.id}: {errors[0]}")
        return " ".join(str(words).split())


def _marked(parts: tuple[Part, ...], into: list[Part]) -> str:
    marks = []
    for part in parts:
        if isinstance(part, Text):
            marks.append(part.text)
        else:
            marks.append(f"\ue000{len(into)}\ue001")
            into.append(part)
    return "".join(marks)


def _spliced(words: str, parts: list[Part]) -> tuple[Part, ...]:
    result: list[Part] = []
    for index, piece in enumerate(_MARK.split(words)):
        if index % 2:
            result.append(parts[int(piece)])
        elif piece:
            result.append(Text(piece))
    return tuple(result)


def _capitalised(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts with a capital at their beginning and at that of every sentence inside a text."""
    result = [
        Text(_SENTENCE.sub(_upper, part.text)) if isinstance(part, Text) else part for part in parts
    ]
    if result:
        result[0] = _begun(result[0])
    return tuple(result)


def _begun(part: Part) -> Part:
    """A part as a sentence begins with it; a list begins with its first item."""
    match part:
        case Text(text):
            return Text(text[:1].upper() + text[1:])
        case Listing((first, *rest), joint):
            return Listing((_capitalised(first), *rest), joint)
    return part


def _upper(found: re.Match[str]) -> str:
    return found[0].upper()


def joined(groups: Iterable[tuple[Part, ...]]) -> tuple[Part, ...]:
    """Groups of parts one after the other, with a space between them and texts run together."""
    result: list[Part] = []
    for group in groups:
        for part in (Text(" "), *group) if result and group else group:
            if isinstance(part, Text) and result and isinstance(result[-1], Text):
                result[-1] = Text(result[-1].text + part.text)
            else:
                result.append(part)
    return tuple(result)
