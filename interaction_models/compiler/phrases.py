"""A language's sentences as example phrases with their slots marked, as Google's platforms learn.

Google knows languages (``en``) and locales of them (``en-GB``), advises to teach the languages, and
lets a locale without data of its own answer with its language's. So a language learns what is said
in all of its locales: all of the one they build on, or of the first of them, and of the others what
that lacks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from interaction_models.compiler.phrase_types import Examples, Limits, OwnType, Types, joined
from interaction_models.compiler.samples import Sample, samples
from interaction_models.compiler.templates import Templates
from interaction_models.errors import CompileError
from interaction_models.locale import Locale
from interaction_models.words import CatalogNames, IntentWords, SentenceSource

# Where a built project says that the shop is; an export puts the shop's own address in its place.
SHOP_URL = "https://shop.example"
DEFAULT_LANGUAGE = "en"
_SLOT = re.compile(r"\{(\w+)\}")
# Google expands phrases by itself: beyond those that show every alternative, a few are enough.
_FEW = 20
NamesOf = Callable[[str], CatalogNames]
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a phrase; ``slot`` names the slot it stands in, or is empty."""

    text: str
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say an intent. Phrases are the same when their words are, wherever they stand."""

    parts: tuple[Part, ...]
    source: SentenceSource = field(compare=False)

    @property
    def text(self) -> str:
        """What is said."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Language:
    """What a platform learns of one language; ``about``, ``phrases`` and ``types`` are by name.

    ``about`` says what each intent is for. ``slots`` names the platform's type of each slot, as
    ``sys.number`` or one of ``types``. ``locales`` are the names of the locales it is spoken in.
    """

    tag: str
    locales: tuple[str, ...]
    locale: Locale
    about: Mapping[str, str]
    phrases: Mapping[str, tuple[Phrase, ...]]
    slots: Mapping[str, str]
    types: Mapping[str, OwnType]


def languages(
    locales: Iterable[Locale], names_of: NamesOf, system: Mapping[str, str], limits: Limits
) -> list[Language]:
    """Every language, English first.

    ``names_of`` gives the catalogue's names in the locale of a name. ``system`` names the
    platform's own types by Alexa's. Raises CompileError for what the platform would refuse or
    could not tell apart, and where languages differ in a slot's type.
    """
    spoken: dict[str, list[Locale]] = {}
    for locale in locales:
        spoken.setdefault(locale.language, []).append(locale)
    found = []
    for tag in sorted(spoken, key=lambda each: (each != DEFAULT_LANGUAGE, each)):
        first, *others = _in_order(spoken[tag])
        language = _language(tag, first, names_of(first.name), Types(system, limits))
        for other in others:
            further = _language(tag, other, names_of(other.name), Types(system, limits))
            language = _merged(language, further)
        _check_phrases(language, limits)
        names = tuple(locale.name for locale in spoken[tag])
        found.append(replace(language, locales=names))
    _check_slots(found)
    return found


def slots_of(name: str, found: Iterable[Language]) -> dict[str, str]:
    """The slots of an intent's phrases in any of the languages, each with its type."""
    return {
        part.slot: language.slots[part.slot]
        for language in found
        for phrase in language.phrases.get(name, ())
        for part in phrase.parts
        if part.slot
    }


def intents_of(found: Iterable[Language]) -> dict[str, str]:
    """The intents in any of the languages and what they are for, in alphabetical order."""
    about = {name: text for each in reversed(list(found)) for name, text in each.about.items()}
    return dict(sorted(about.items()))


def types_of(found: Iterable[Language]) -> dict[str, OwnType]:
    """The types of our own in any of the languages, in alphabetical order."""
    types = {name: type_ for each in reversed(list(found)) for name, type_ in each.types.items()}
    return dict(sorted(types.items()))


def told_apart(
    found: Iterable[tuple[IntentWords, Sample]], types: Mapping[str, str]
) -> list[tuple[IntentWords, Sample]]:
    """The samples, none of which two intents share; slots of one type look alike.

    An answer to a question that means something else when nothing was asked is left out, as the
    platform does not know what was asked. Any other sample of two intents is an error.
    """
    owners: dict[str, tuple[str, SentenceSource]] = {}
    kept = []
    for intent, sample in sorted(found, key=lambda pair: pair[1].source.after is not None):
        key = _SLOT.sub(lambda slot: f"{{{types[slot[1]]}}}", sample.text.casefold())
        owner, source = owners.setdefault(key, (intent.name, sample.source))
        if owner == intent.name:
            kept.append((intent, sample))
        elif sample.source.after is None:
            message = f"{sample.text!r} is said for {owner} too: {source.file}:{source.line}"
            raise CompileError(sample.source.file, sample.source.line, message)
    return kept


def _in_order(locales: list[Locale]) -> list[Locale]:
    """The locales of one language, after the one that all of them build on, if there is one."""
    parents = {locale.parent.name if locale.parent else None for locale in locales}
    shared = locales[0].parent if len(parents) == 1 else None
    return [shared, *locales] if shared else locales


def _merged(language: Language, further: Language) -> Language:
    """The language with what one of its locales says beside it: other sentences, other words.

    What the two mean differently stays as the language has it.
    """
    slots = dict(further.slots) | dict(language.slots)
    taken = {_pattern(each, slots) for phrases in language.phrases.values() for each in phrases}
    merged = dict(language.phrases)
    for name, phrases in further.phrases.items():
        own = merged.get(name, ())
        sources = {phrase.source for phrase in own}
        words = {word for phrase in own for word in _words(phrase)}
        news = []
        for phrase in phrases:
            new = phrase.source not in sources or not words.issuperset(_words(phrase))
            if new and _pattern(phrase, slots) not in taken:
                news.append(phrase)
                words.update(_words(phrase))
        merged[name] = (*own, *news)
    types = dict(further.types) | {
        name: joined(type_, further.types.get(name, type_))
        for name, type_ in language.types.items()
    }
    _check_slots([language, further])
    about = dict(further.about) | dict(language.about)
    return replace(language, about=about, phrases=merged, slots=slots, types=types)


def _pattern(phrase: Phrase, slots: Mapping[str, str]) -> str:
    """The phrase with the types of its slots in their places."""
    parts = (f"{{{slots[part.slot]}}}" if part.slot else part.text for part in phrase.parts)
    return "".join(parts).casefold()


def _words(phrase: Phrase) -> list[str]:
    """The phrase's own words and its slots, not what is said in them."""
    return [w for p in phrase.parts for w in ([f"{{{p.slot}}}"] if p.slot else p.text.split())]


def _language(tag: str, locale: Locale, names: CatalogNames, types: Types) -> Language:
    templates, said = _sampled(locale, types.limits.phrases)
    intents = [intent for intent in locale.intents.values() if intent.sentences]
    lists = types.lists(intents, templates, locale)
    slots = {slot: types.name(words) for slot, words in lists.items()}
    grouped: dict[str, list[Sample]] = {intent.name: [] for intent in intents}
    for intent, sample in told_apart(said, slots):
        grouped[intent.name].append(sample)
    examples = Examples(lists, names, locale)
    phrases = {}
    for name, chosen in grouped.items():
        # Each intent begins anew, so that a new sentence in one leaves the others as they are.
        examples.begin()
        phrases[name] = tuple(_phrase(sample, examples) for sample in chosen)
    about = {intent.name: intent.about for intent in intents}
    own = types.own(lists.values(), names, locale)
    return Language(tag, (), locale, about, phrases, slots, own)


@lru_cache(maxsize=16)
def _sampled(locale: Locale, most: int) -> tuple[Templates, tuple[tuple[IntentWords, Sample], ...]]:
    """The samples of every intent, which are the same for all platforms and slow to choose."""
    templates = Templates(locale)
    intents = [intent for intent in locale.intents.values() if intent.sentences]
    found = ((intent, sample) for intent in intents for sample in _samples(intent, templates, most))
    return templates, tuple(found)


def _samples(intent: IntentWords, templates: Templates, most: int) -> list[Sample]:
    first = intent.sentences[0]
    if not _NAME.fullmatch(intent.name):
        message = f"{intent.name!r} is no name for an intent: letters, digits, - and _"
        raise CompileError(first.file, first.line, message)
    found = samples(intent, templates, most, _FEW)
    for sample in found:
        slots = _SLOT.findall(sample.text)
        if len(slots) != len(set(slots)):
            message = f"a slot stands twice in {sample.text!r}"
            raise CompileError(sample.source.file, sample.source.line, message)
    return found


def _phrase(sample: Sample, examples: Examples) -> Phrase:
    """The sample with an example in the place of every slot."""
    parts: list[Part] = []
    for index, piece in enumerate(_SLOT.split(sample.text)):
        if index % 2:
            before = parts[-1].text if parts else ""
            parts.append(Part(examples.say(piece, before), piece))
        elif piece:
            parts.append(Part(piece))
    return Phrase(tuple(parts), sample.source)


def _check_phrases(language: Language, limits: Limits) -> None:
    for name, phrases in language.phrases.items():
        for number, phrase in enumerate(phrases, 1):
            source, length = phrase.source, len(phrase.text)
            if length > limits.characters:
                message = f"{phrase.text[:30]!r}... has {length} characters of {limits.characters}"
                raise CompileError(source.file, source.line, message)
            if number > limits.phrases:
                message = f"{name} has more than the {limits.phrases} phrases it may have"
                raise CompileError(source.file, source.line, message)


def _check_slots(found: Iterable[Language]) -> None:
    types: dict[str, str] = {}
    for language in found:
        for slot, name in language.slots.items():
            if types.setdefault(slot, name) != name:
                file = f"{language.locale.path.name}/locale.yaml"
                message = f"the slot {slot!r} is {name} here and {types[slot]} in another language"
                raise CompileError(file, 1, message)
