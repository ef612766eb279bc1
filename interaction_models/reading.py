"""From the entries of a locale's files to the shapes in ``words``; imports no file of a locale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import TypeVar

from interaction_models.source import Entry
from interaction_models.words import IntentWords, SentenceSource, SlotValues, Speech

_Key = TypeVar("_Key")
_INTENT_FIELDS = (
    "about", "family", "alexa", "alexa_also", "asks", "sentences", "if_sold", "answers",
    "in_other_words", "made_of", "replies",
)  # fmt: skip
_SLOT_FIELDS = (
    "about", "alexa", "example", "values", "catalogue", "wildcard", "same_as", "digits", "also",
    "split_at", "hundred",
)  # fmt: skip
_SPOKEN_MAPPINGS = ("contractions", "plural_endings", "signs", "mishearings")
_SPOKEN_LISTS = tuple(f.name for f in fields(Speech) if f.name not in _SPOKEN_MAPPINGS)
_REFERENCE = re.compile(r"\{(?:[^}:]*:)?([^}]+)\}|<([^>]+)>")
# The replies that an intent's file may hold, as a YAML block.
REPLIES = re.compile(r"^replies: \|\n((?:(?: .*)?\n)+)", re.MULTILINE)
LOCALE_FIELDS = (
    "inherits", "language", "name", "invocation_name", "head_first", *_SPOKEN_MAPPINGS,
    *_SPOKEN_LISTS,
)  # fmt: skip


def speech(about: Mapping[str, Entry], inherited: Speech | None) -> Speech:
    """What ``locale.yaml`` says of how the locale sounds, after what it inherits.

    A list that a locale without inheritance lacks is empty.
    """
    lists = {name: _added(name, about, inherited) for name in _SPOKEN_LISTS}
    mappings = {name: _merged(name, about, inherited) for name in _SPOKEN_MAPPINGS}
    return Speech(**lists, **mappings)  # type: ignore[arg-type]  # the fields by their two kinds


def _added(name: str, about: Mapping[str, Entry], inherited: Speech | None) -> tuple[str, ...]:
    before = getattr(inherited, name) if inherited else ()
    own = about[name].texts() if name in about else ()
    return tuple(dict.fromkeys((*before, *own)))


def _merged(name: str, about: Mapping[str, Entry], inherited: Speech | None) -> dict[str, str]:
    before = getattr(inherited, name) if inherited else {}
    own = about[name].items() if name in about else ()
    return {**before, **{key.text(): value.text() for key, value in own}}


def intent_words(name: str, entry: Entry, inherited: IntentWords | None) -> IntentWords:
    """An intent's file, after what it inherits; its slots are found later, by ``slots_of``."""
    found = entry.fields(*_INTENT_FIELDS)
    before = inherited or _new_intent(name, entry, found)
    return IntentWords(
        name=name,
        about=_text(found, "about") or before.about,
        family=_text(found, "family") or before.family,
        alexa=_text(found, "alexa") or before.alexa,
        slots=(),
        sentences=(*before.sentences, *_sentences(found)),
        alexa_also=(*before.alexa_also, *_texts(found, "alexa_also")),
        asks={**before.asks, **(found["asks"].value if "asks" in found else {})},
        in_other_words=(*before.in_other_words, *_listed(found, "in_other_words")),
        made_of=(*before.made_of, *_listed(found, "made_of")),
    )


def _new_intent(name: str, entry: Entry, found: Mapping[str, Entry]) -> IntentWords:
    for needed in ("about", "family"):
        if needed not in found:
            raise entry.wrong(f"{needed!r} is missing")
    return IntentWords(name, "", "", None, (), ())


def slots_of(
    sentences: Iterable[SentenceSource], rules: Mapping[str, SentenceSource]
) -> tuple[str, ...]:
    """The slots that sentences name, directly or through rules, in order of appearance."""
    found = (slot for sentence in sentences for slot in _slots_in(sentence.text, rules, ()))
    return tuple(dict.fromkeys(found))


def _slots_in(
    template: str, rules: Mapping[str, SentenceSource], within: tuple[str, ...]
) -> Iterator[str]:
    for slot, rule in _REFERENCE.findall(template):
        if slot:
            yield slot
        elif rule in rules and rule not in within:
            yield from _slots_in(rules[rule].text, rules, (*within, rule))


def _sentences(found: Mapping[str, Entry]) -> Iterator[SentenceSource]:
    yield from _listed(found, "sentences")
    yield from _listed(found, "if_sold", if_sold=True)
    if "answers" in found:
        for question, answers in found["answers"].items():
            for entry in answers.entries():
                yield sentence(entry, after=question.text())


def _listed(
    found: Mapping[str, Entry], name: str, *, if_sold: bool = False
) -> tuple[SentenceSource, ...]:
    entries = found[name].entries() if name in found else ()
    return tuple(sentence(entry, if_sold=if_sold) for entry in entries)


def sentence(entry: Entry, *, after: str | None = None, if_sold: bool = False) -> SentenceSource:
    """A sentence template with its place."""
    return SentenceSource(entry.text(), entry.file, entry.line, after=after, if_sold=if_sold)


def slot_values(name: str, entry: Entry, inherited: SlotValues | None) -> SlotValues:
    """A slot list's file, after what it inherits: the list's own ways to say a value come first."""
    found = entry.fields(*_SLOT_FIELDS)
    before = inherited or _new_list(name, entry, found)
    listed = list(found["values"].items()) if "values" in found else []
    values = {key.value: texts.texts() for key, texts in listed}
    also = found["also"].items() if "also" in found else ()
    merged = _ways_added(before.values, values)
    return SlotValues(
        name=name,
        about=_text(found, "about") or before.about,
        alexa=_text(found, "alexa") or before.alexa,
        example=_text(found, "example") or before.example,
        file=entry.file,
        values=merged | dict(_hundreds(merged, _texts(found, "hundred"))),
        lines={**before.lines, **{key.value: key.line for key, _ in listed}},
        catalogue=_text(found, "catalogue") or before.catalogue,
        wildcard=_is_true(found, "wildcard") or before.wildcard,
        same_as=_text(found, "same_as") or before.same_as,
        digits=_is_true(found, "digits") or before.digits,
        also=_ways_added(before.also, {key.text(): texts.texts() for key, texts in also}),
        split_at=_text(found, "split_at") or before.split_at,
    )


def _new_list(name: str, entry: Entry, found: Mapping[str, Entry]) -> SlotValues:
    for needed in ("about", "alexa"):
        if needed not in found:
            raise entry.wrong(f"{needed!r} is missing")
    return SlotValues(name, "", "", entry.file)


def _ways_added(
    before: Mapping[_Key, tuple[str, ...]], own: Mapping[_Key, tuple[str, ...]]
) -> dict[_Key, tuple[str, ...]]:
    keys = dict.fromkeys([*before, *own])
    return {key: tuple(dict.fromkeys((*own.get(key, ()), *before.get(key, ())))) for key in keys}


def _hundreds(
    numbers: Mapping[str | int, tuple[str, ...]], hundred: tuple[str, ...]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The numbers from 100 to 999, said with those below and the locale's words for a hundred.

    The first of these words stands alone as well: "hundred", then "hundred and".
    """
    for number in range(100, 1000) if hundred else ():
        many, rest = divmod(number, 100)
        joined = [f"{word} {numbers[rest][0]}" for word in hundred] if rest else hundred[:1]
        before = numbers[many][:2] if many == 1 else numbers[many][:1]
        yield number, tuple(f"{first} {words}" for first in before for words in joined)


def _text(found: Mapping[str, Entry], name: str) -> str | None:
    return found[name].text() if name in found else None


def _texts(found: Mapping[str, Entry], name: str) -> tuple[str, ...]:
    return found[name].texts() if name in found else ()


def _is_true(found: Mapping[str, Entry], name: str) -> bool:
    return name in found and found[name].value is True
