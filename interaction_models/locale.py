"""One locale's words, read from its files when they are first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache, cached_property
from pathlib import Path

from interaction_models.errors import LocaleNotFound
from interaction_models.source import Entry, read
from interaction_models.words import IntentWords, SentenceSource, SlotValues, Speech

ROOT = Path(__file__).parent
_INTENT_FIELDS = (
    "about", "family", "alexa", "alexa_also", "asks", "sentences", "if_sold", "answers",
    "in_other_words",
)  # fmt: skip
_SPOKEN_LISTS = tuple(field.name for field in fields(Speech) if field.name != "contractions")
_SLOT_FIELDS = ("about", "alexa", "values", "catalogue", "wildcard", "also", "split_at", "hundred")
_REFERENCE = re.compile(r"\{(?:[^}:]*:)?([^}]+)\}|<([^>]+)>")


@cache
def load_locale(name: str) -> Locale:
    """The locale of that name, as ``en-US``. Raises LocaleNotFound."""
    if name not in locales():
        raise LocaleNotFound(name)
    return Locale(name, ROOT / name)


def locales() -> list[str]:
    """The names of all locales there are."""
    return sorted(path.parent.name for path in ROOT.glob("*/locale.yaml"))


class Locale:
    """What shoppers say and hear in one language and country.

    ``path`` is its folder; messages name files relative to the folder above it.
    """

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.path = path
        self._read_lists: dict[str, SlotValues] = {}

    def resolve(self, list_name: str, text: str) -> str | int | None:
        """The identifier ``text`` has in a fixed list, or None: "2nd" is 2 in ``ordinal``."""
        return self._list(list_name).resolve(text)

    @cached_property
    def replies(self) -> tuple[str, ...]:
        """The Fluent sources of what we answer."""
        paths = sorted((self.path / "replies").glob("*.ftl"))
        return tuple(path.read_text(encoding="utf-8") for path in paths)

    @cached_property
    def intents(self) -> Mapping[str, IntentWords]:
        """Every intent by name."""
        paths = sorted((self.path / "intents").glob("*.yaml"))
        return {path.stem: self._intent(path) for path in paths}

    @cached_property
    def lists(self) -> Mapping[str, SlotValues]:
        """Every slot list by name, also those whose values the catalogue gives."""
        return {path.stem: self._list(path.stem) for path in self._slot_files()}

    @cached_property
    def rules(self) -> Mapping[str, SentenceSource]:
        """The pieces that sentences share, by name."""
        entries = self._read("rules.yaml").items()
        return {key.text(): _sentence(value) for key, value in entries}

    @cached_property
    def speech(self) -> Speech:
        """How the locale sounds apart from its sentences."""
        lists = {name: self._about[name].texts() for name in _SPOKEN_LISTS}
        contractions = self._about["contractions"].items()
        return Speech(contractions={k.text(): v.text() for k, v in contractions}, **lists)

    @property
    def invocation_name(self) -> Entry:
        """What a shopper calls the shop to open it, and where that is written."""
        return self._about["invocation_name"]

    @property
    def language(self) -> str:
        """The language's own code, as ``en``."""
        return self._about["language"].text()

    @cached_property
    def _about(self) -> dict[str, Entry]:
        known = ("language", "name", "invocation_name", "contractions", *_SPOKEN_LISTS)
        return self._read("locale.yaml").fields(*known)

    def _read(self, name: str) -> Entry:
        return read(self.path / name, self.path.parent)

    def _slot_files(self) -> list[Path]:
        return sorted((self.path / "slots").glob("*.yaml"))

    def _intent(self, path: Path) -> IntentWords:
        found = self._read(f"intents/{path.name}").fields(*_INTENT_FIELDS)
        sentences = tuple(_sentences(found))
        return IntentWords(
            name=path.stem,
            about=found["about"].text(),
            family=found["family"].text(),
            alexa=_text(found, "alexa"),
            slots=self._slots(sentences),
            sentences=sentences,
            alexa_also=found["alexa_also"].texts() if "alexa_also" in found else (),
            asks=found["asks"].value if "asks" in found else {},
            in_other_words=_listed(found, "in_other_words"),
        )

    def _slots(self, sentences: tuple[SentenceSource, ...]) -> tuple[str, ...]:
        """The slots that sentences name, directly or through rules, in order of appearance."""
        found = (slot for sentence in sentences for slot in self._slots_in(sentence.text))
        return tuple(dict.fromkeys(found))

    def _slots_in(self, template: str, within: tuple[str, ...] = ()) -> Iterator[str]:
        for slot, rule in _REFERENCE.findall(template):
            if slot:
                yield slot
            elif rule in self.rules and rule not in within:
                yield from self._slots_in(self.rules[rule].text, (*within, rule))

    def _list(self, name: str) -> SlotValues:
        if name not in self._read_lists:
            path = self.path / "slots" / f"{name}.yaml"
            if not path.is_file():
                raise LookupError(f"{self.name} has no slot list {name!r}")
            self._read_lists[name] = _slot_values(name, self._read(f"slots/{path.name}"))
        return self._read_lists[name]


def _sentences(found: Mapping[str, Entry]) -> Iterator[SentenceSource]:
    yield from _listed(found, "sentences")
    yield from _listed(found, "if_sold", if_sold=True)
    if "answers" in found:
        for question, answers in found["answers"].items():
            for entry in answers.entries():
                yield _sentence(entry, after=question.text())


def _listed(
    found: Mapping[str, Entry], name: str, *, if_sold: bool = False
) -> tuple[SentenceSource, ...]:
    entries = found[name].entries() if name in found else ()
    return tuple(_sentence(entry, if_sold=if_sold) for entry in entries)


def _sentence(entry: Entry, *, after: str | None = None, if_sold: bool = False) -> SentenceSource:
    return SentenceSource(entry.text(), entry.file, entry.line, after=after, if_sold=if_sold)


def _slot_values(name: str, entry: Entry) -> SlotValues:
    found = entry.fields(*_SLOT_FIELDS)
    listed = list(found["values"].items()) if "values" in found else []
    values = {key.value: texts.texts() for key, texts in listed}
    hundred = found["hundred"].texts() if "hundred" in found else ()
    also = found["also"].items() if "also" in found else ()
    return SlotValues(
        name=name,
        about=found["about"].text(),
        alexa=found["alexa"].text(),
        file=entry.file,
        values=values | dict(_hundreds(values, hundred)),
        lines={key.value: key.line for key, _ in listed},
        catalogue=_text(found, "catalogue"),
        wildcard="wildcard" in found and found["wildcard"].value is True,
        also={key.text(): texts.texts() for key, texts in also},
        split_at=_text(found, "split_at"),
    )


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
