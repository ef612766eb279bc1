"""One locale's words, read from its files when they are first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from textwrap import dedent

from interaction_models import reading
from interaction_models.errors import LocaleNotFound
from interaction_models.source import Entry, read
from interaction_models.words import IntentWords, SentenceSource, SlotValues, Speech

ROOT = Path(__file__).parent


@cache
def load_locale(name: str) -> Locale:
    """The locale of that name, as ``en-US``, or the language that locales build on, as ``en``.

    Raises LocaleNotFound.
    """
    path = ROOT / name
    if path not in ROOT.iterdir() or not (path / "locale.yaml").is_file():
        raise LocaleNotFound(name)
    return Locale(name, path)


@cache
def _built_on(path: Path) -> Locale:
    """The language in a folder, opened once for all the locales that build on it."""
    return Locale(path.name, path)


def locales() -> list[str]:
    """The names of all locales that are spoken: a language and a country, as ``en-US``."""
    return [path.name for path in spoken_in(ROOT)]


def spoken_in(root: Path) -> list[Path]:
    """The folders of the locales that are spoken; a language alone is there to build on."""
    return sorted(path.parent for path in root.glob("*-*/locale.yaml"))


class Locale:
    """What shoppers say and hear in one language and country.

    ``path`` is its folder; messages name files relative to the folder above it. A locale that
    inherits another adds to its words: sentences and ways to say a value come beside the other's,
    rules and replies of the same name replace them.
    """

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.path = path
        self._read_lists: dict[str, SlotValues] = {}

    def resolve(self, list_name: str, text: str) -> str | int | None:
        """The identifier ``text`` has in a fixed list, or None: "2nd" is 2 in ``ordinal``."""
        return self._list(list_name).resolve(text)

    @cached_property
    def parent(self) -> Locale | None:
        """The locale this one inherits, if any."""
        if "inherits" not in self._about:
            return None
        name = self._about["inherits"].text()
        if name == self.name or not (self.path.parent / name / "locale.yaml").is_file():
            raise self._about["inherits"].wrong(f"there is no locale {name!r} to inherit")
        return _built_on(self.path.parent / name)

    @cached_property
    def replies(self) -> tuple[str, ...]:
        """The Fluent sources of what we answer; a later message replaces one before it."""
        inherited = self.parent.replies if self.parent else ()
        paths = sorted((self.path / "replies").glob("*.ftl"))
        own = (path.read_text(encoding="utf-8") for path in paths)
        return (*inherited, *own, *self._replies_of_intents())

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """The Fluent sources of what we write by e-mail, which come on top of the replies.

        They stand apart, so that a first turn need not wait until they are read.
        """
        inherited = self.parent.letters if self.parent else ()
        return (*inherited, *self._sources("letters*.ftl"))

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """The Fluent sources of what stands on the shopper's pages, on top of the replies."""
        inherited = self.parent.pages if self.parent else ()
        return (*inherited, *self._sources("pages*.ftl"))

    def _sources(self, pattern: str) -> Iterator[str]:
        return (path.read_text(encoding="utf-8") for path in sorted(self.path.glob(pattern)))

    def _replies_of_intents(self) -> Iterator[str]:
        # Without the YAML parser, which would take longer than all else in a first turn.
        for path in sorted((self.path / "intents").glob("*.yaml")):
            if found := reading.REPLIES.search(path.read_text(encoding="utf-8")):
                yield dedent(found[1])

    @cached_property
    def intents(self) -> Mapping[str, IntentWords]:
        """Every intent by name, in alphabetical order."""
        found = dict(self.parent.intents) if self.parent else {}
        for path in sorted((self.path / "intents").glob("*.yaml")):
            entry = self._read(f"intents/{path.name}")
            found[path.stem] = reading.intent_words(path.stem, entry, found.get(path.stem))
        return {name: self._with_slots(found[name]) for name in sorted(found)}

    @cached_property
    def lists(self) -> Mapping[str, SlotValues]:
        """Every slot list by name, also those whose values the catalogue gives."""
        own = {path.stem for path in (self.path / "slots").glob("*.yaml")}
        inherited = set(self.parent.lists) if self.parent else set()
        return {name: self._list(name) for name in sorted(own | inherited)}

    @cached_property
    def rules(self) -> Mapping[str, SentenceSource]:
        """The pieces that sentences share, by name."""
        inherited = dict(self.parent.rules) if self.parent else {}
        if not (self.path / "rules.yaml").is_file():
            return inherited
        entries = self._read("rules.yaml").items()
        return inherited | {key.text(): reading.sentence(value) for key, value in entries}

    @cached_property
    def speech(self) -> Speech:
        """How the locale sounds apart from its sentences."""
        return reading.speech(self._about, self.parent.speech if self.parent else None)

    @cached_property
    def other_talk(self) -> tuple[str, ...]:
        """What people say that is nothing for a shop."""
        inherited = self.parent.other_talk if self.parent else ()
        own = (self.path / "other_talk.yaml").is_file()
        return (*inherited, *(self._read("other_talk.yaml").texts() if own else ()))

    @property
    def invocation_name(self) -> Entry:
        """What a shopper calls the shop to open it, and where that is written."""
        if "invocation_name" in self._about or self.parent is None:
            return self._about["invocation_name"]
        return self.parent.invocation_name

    @property
    def language(self) -> str:
        """The language's own code, as ``en``."""
        if "language" in self._about or self.parent is None:
            return self._about["language"].text()
        return self.parent.language

    @property
    def head_first(self) -> bool:
        """Whether the first word of a product's name says what it is: "pain complet"."""
        if "head_first" in self._about or self.parent is None:
            return "head_first" in self._about and self._about["head_first"].value is True
        return self.parent.head_first

    @cached_property
    def _about(self) -> dict[str, Entry]:
        return self._read("locale.yaml").fields(*reading.LOCALE_FIELDS)

    def _read(self, name: str) -> Entry:
        return read(self.path / name, self.path.parent)

    def _with_slots(self, intent: IntentWords) -> IntentWords:
        return replace(intent, slots=reading.slots_of(intent.sentences, self.rules))

    def _list(self, name: str) -> SlotValues:
        if name not in self._read_lists:
            self._read_lists[name] = self._read_list(name)
        return self._read_lists[name]

    def _read_list(self, name: str) -> SlotValues:
        own = (self.path / "slots" / f"{name}.yaml").is_file()
        if self.parent and not own:
            return self.parent._list(name)
        if not own:
            raise LookupError(f"{self.name} has no slot list {name!r}")
        inherited = self.parent.lists.get(name) if self.parent else None
        found = reading.slot_values(name, self._read(f"slots/{name}.yaml"), inherited)
        found = replace(found, definite=self.speech.definite)
        if found.same_as is None:
            return found
        return replace(found, values={**self._list(found.same_as).values, **found.values})
