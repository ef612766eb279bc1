"""What stands in a slot on Google's platforms: their own types, and ours with their values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from interaction_models.catalogue import catalogue_values
from interaction_models.compiler.templates import Templates
from interaction_models.compiler.types import slots_in
from interaction_models.errors import CompileError
from interaction_models.locale import Locale
from interaction_models.words import CatalogNames, IntentWords, SlotValues

# What a table of a platform's own types calls those that Alexa has none for.
DIGITS, ANYTHING = "digits", "AMAZON.SearchQuery"
# Google takes more; these keep a project small, and what sells best comes first.
_MOST_VALUES = {"products": 2_000}
_MOST_OTHERS = 500
# Examples of a catalogue's names, and of a fixed list's values: few order more than a dozen.
_MOST_NAMES, _MOST_FIXED = 40, 12
# Google writes digits as digits, however they were said.
_CODES = ("4071", "2836")
_TYPE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_IN_WORDS = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")
_VOWELS = "aeiouyàâäéèêëîïôöùûüœæh"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a platform takes at most, from "Quotas and limits" in Dialogflow's documentation.

    Dialogflow ES and CX have the same figures. They serve for the Actions SDK as well, whose
    documentation names none.
    """

    phrases: int = 2_000  # of an intent in one language
    characters: int = 768  # of a phrase
    entries: int = 30_000  # of a type
    synonyms: int = 200  # of an entry


@dataclass(frozen=True, slots=True)
class OwnType:
    """A type of ours: its entries, each with the ways to say it.

    ``takes_others`` where words beyond the entries are meant too. ``from_catalogue`` where the
    entries are names, which are misheard and misspelt more than other words. ``digits`` where it
    has no entries but runs of digits. Types are the same when their entries are.
    """

    name: str
    entries: Mapping[str, tuple[str, ...]]
    takes_others: bool = False
    from_catalogue: bool = False
    digits: bool = False
    file: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Types:
    """The types that slots have on one platform; ``system`` names its own by Alexa's."""

    system: Mapping[str, str]
    limits: Limits

    def lists(
        self, intents: Iterable[IntentWords], templates: Templates, locale: Locale
    ) -> dict[str, SlotValues]:
        """The list of every slot by the slot's name. Raises CompileError when types differ."""
        lists: dict[str, SlotValues] = {}
        for intent in intents:
            for source in intent.sentences:
                for slot, list_name in slots_in(templates.tree(source), templates):
                    words = locale.lists[list_name]
                    name, before = self.name(words), self.name(lists.setdefault(slot, words))
                    if name != before:
                        message = f"the slot {slot!r} is {name} here and {before} elsewhere"
                        raise CompileError(source.file, source.line, message)
        return lists

    def name(self, words: SlotValues) -> str:
        """The type's name on the platform.

        A platform's own numbers and ordinals start at naught or one: a list that has "the last" as
        well stays ours.
        """
        beyond = any(isinstance(each, int) and each < 0 for each in words.values)
        if words.digits:
            return self.system.get(DIGITS) or _own_name(words)
        if words.alexa in self.system and not beyond:
            return self.system[words.alexa]
        if not (words.values or words.catalogue) and ANYTHING in self.system:
            return self.system[ANYTHING]
        return _own_name(words)

    def own(
        self, lists: Iterable[SlotValues], names: CatalogNames, locale: Locale
    ) -> dict[str, OwnType]:
        """The types of our own among the lists, by name. Raises CompileError."""
        ours = {words.name: words for words in lists if self.name(words) not in self._platforms}
        types: dict[str, OwnType] = {}
        for words in ours.values():
            type_ = self._own(words, names, locale)
            if types.setdefault(type_.name, type_) != type_:
                message = f"another list is of the type {type_.name} already"
                raise CompileError(words.file, 1, message)
        return dict(sorted(types.items()))

    @property
    def _platforms(self) -> frozenset[str]:
        return frozenset(self.system.values())

    def _own(self, words: SlotValues, names: CatalogNames, locale: Locale) -> OwnType:
        name = self.name(words)
        if not _TYPE_NAME.fullmatch(name):
            message = f"{name!r} is no name for a type: letters, digits, - and _"
            raise CompileError(words.file, 1, message)
        if words.catalogue is None:
            entries = self._fixed(words)
        else:
            listed = catalogue_values(words, names, locale.lists["quantity"])
            entries = _catalogue(listed, _MOST_VALUES.get(words.catalogue, _MOST_OTHERS), self)
        return OwnType(
            name, entries, words.wildcard, words.catalogue is not None, words.digits, words.file
        )

    def _fixed(self, words: SlotValues) -> dict[str, tuple[str, ...]]:
        """A fixed list's entries; positive numbers are said in digits too."""
        entries: dict[str, tuple[str, ...]] = {}
        said: dict[str, str | int] = {}
        for identifier, texts in words.values.items():
            digits = (str(identifier),) if isinstance(identifier, int) and identifier > 0 else ()
            entries[str(identifier)] = ways = tuple(dict.fromkeys((*texts, *digits)))
            line = words.lines.get(identifier, 1)
            if len(ways) > self.limits.synonyms:
                message = f"{identifier} has {len(ways)} ways to say it of {self.limits.synonyms}"
                raise CompileError(words.file, line, message)
            if len(entries) > self.limits.entries:
                message = f"{words.name} has more than the {self.limits.entries} values it may have"
                raise CompileError(words.file, line, message)
            for text in ways:
                if said.setdefault(text.casefold(), identifier) != identifier:
                    message = f"{text!r} means {said[text.casefold()]} already"
                    raise CompileError(words.file, line, message)
        return entries


def _own_name(words: SlotValues) -> str:
    """A type of ours is called as for Alexa, or like its list where it is Amazon's own there."""
    if not words.alexa.startswith("AMAZON."):
        return words.alexa
    return "".join(part.capitalize() for part in words.name.split("_"))


def _catalogue(
    listed: Mapping[str, tuple[str, ...]], most: int, types: Types
) -> dict[str, tuple[str, ...]]:
    """The first values, those that sell best. What names one value is no way to say another."""
    taken = {ways[0] for ways in listed.values()}
    entries: dict[str, tuple[str, ...]] = {}
    for value, (name, *others) in islice(listed.items(), min(most, types.limits.entries)):
        free = [way for way in others if way not in taken]
        taken.update(free)
        entries[value] = (name, *free)[: types.limits.synonyms]
    return entries


def joined(type_: OwnType, further: OwnType) -> OwnType:
    """The type with the further ways to say its values, and further values.

    What is a way to say another value already stays so.
    """
    owners = {way: value for value, ways in type_.entries.items() for way in ways}
    entries = dict(type_.entries)
    for value, ways in further.entries.items():
        free = [way for way in ways if owners.setdefault(way, value) == value]
        known = entries.get(value, ())
        if both := tuple(dict.fromkeys((*known, *free))):
            entries[value] = both
    return replace(type_, entries=entries)


class Examples:
    """What to say in a slot: a list's values by turns, so that an intent's phrases show many."""

    def __init__(
        self, lists: Mapping[str, SlotValues], names: CatalogNames, locale: Locale
    ) -> None:
        self._lists = lists
        self._names = names
        self._locale = locale
        self._texts: dict[str, tuple[str, ...]] = {}
        self._turns: dict[str, int] = {}

    def begin(self) -> None:
        """Starts with the first example of every list again."""
        self._turns.clear()

    def say(self, slot: str, before: str) -> str:
        """The next example for the slot, after the words ``before``.

        An apostrophe there asks for a vowel: "d'eau". Raises CompileError when there is none.
        """
        words = self._lists[slot]
        if words.name not in self._texts:
            self._texts[words.name] = self._read(words)
        texts, turn = self._texts[words.name], self._turns.get(words.name, 0)
        self._turns[words.name] = turn + 1
        if before.endswith("'"):
            texts = tuple(text for text in texts if text[0] in _VOWELS) or texts
        return texts[turn % len(texts)]

    def _read(self, words: SlotValues) -> tuple[str, ...]:
        """The plainest way to say each value, in words where there is one."""
        if words.digits:
            return _CODES
        if words.catalogue:
            listed = catalogue_values(words, self._names, self._locale.lists["quantity"])
            ways = [listed[value] for value in islice(listed, _MOST_NAMES)]
        else:
            ways = list(islice(words.values.values(), _MOST_FIXED))
        plain = [next((t for t in texts if _IN_WORDS.fullmatch(t)), None) for texts in ways]
        found = dict.fromkeys(text for text in plain if text)
        if not found and words.example:
            return (words.example,)
        if not found:
            raise CompileError(words.file, 1, "it has neither values in words nor an example")
        return tuple(found)
