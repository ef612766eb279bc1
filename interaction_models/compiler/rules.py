"""What Alexa accepts in an interaction model.

Sources: "Create Intents, Utterances, and Slots", "Create and Edit Custom Slot Types", "Slot Type
Reference", "Choose the Invocation Name for a Custom Skill" and "Interaction Model Schema" in
Amazon's developer documentation. Every rule names the file and line at fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from interaction_models.compiler.samples import Sample
from interaction_models.errors import CompileError
from interaction_models.words import IntentWords, SlotValues

LONGEST_VALUE = 140  # characters of a slot value or a synonym
# Amazon's pages give no length for one sample; its Lex, which is trained in the same way, takes 200
# characters. All samples of a model are 200,000 at most.
LONGEST_SAMPLE = 200
MOST_SAMPLE_CHARACTERS = 200_000
MOST_INTENTS = 250
SEARCH_QUERY = "AMAZON.SearchQuery"
_INITIALISM = r"(?:[^\W\d_]\.)+"
# A word may hold apostrophes and hyphens: "what's", "est-ce", and "l'" alone before a slot.
_WORD = r"[^\W\d_]+(?:['-][^\W\d_]+)*'?"
_SLOT = r"(?:[^\W\d_]+')?\{[A-Za-z_]+\}(?:'s)?"
_TOKEN = rf"(?:{_SLOT}|{_INITIALISM}|{_WORD})"
_UTTERANCE = re.compile(rf"{_TOKEN}(?: {_TOKEN})*")
_SLOT_NAME = re.compile(r"\{([^}]*)\}")
_VALUE = re.compile(r"[\w' .-]+")
_NAME = re.compile(r"[A-Za-z_]+")
# What Amazon's own intents understand without any sample of ours, as far as its pages tell.
_BUILT_IN = {
    "en": {
        "AMAZON.CancelIntent": ("cancel", "never mind", "forget it"),
        "AMAZON.HelpIntent": ("help", "help me", "can you help me"),
        "AMAZON.NextIntent": ("next", "skip", "skip forward"),
        "AMAZON.NoIntent": ("no", "no thanks"),
        "AMAZON.PreviousIntent": ("go back", "skip back", "back up"),
        "AMAZON.RepeatIntent": ("repeat", "say that again", "repeat that"),
        "AMAZON.StartOverIntent": ("start over", "restart", "start again"),
        "AMAZON.StopIntent": ("stop", "off", "shut up"),
        "AMAZON.YesIntent": ("yes", "yes please", "sure"),
        "AMAZON.NavigateHomeIntent": ("home", "go home", "go to home", "navigate home"),
    },
    "fr": {
        "AMAZON.CancelIntent": ("annule", "annuler"),
        "AMAZON.HelpIntent": ("aide",),
        "AMAZON.NoIntent": ("non",),
        "AMAZON.StopIntent": ("stop", "arrête"),
        "AMAZON.YesIntent": ("oui",),
    },
}


def check_sample(intent: IntentWords, sample: Sample, types: Mapping[str, str]) -> None:
    """A sample is short, of words, initialisms and slots, each slot once.

    ``types`` tells the type of every slot.
    """
    text = sample.text
    if any(character.isdigit() for character in text):
        raise at(sample, f"numbers are written in words: {text!r}")
    if not _UTTERANCE.fullmatch(text):
        raise at(sample, f"Alexa takes letters, spaces, apostrophes and slots: {text!r}")
    if len(text) > LONGEST_SAMPLE:
        raise at(sample, f"{text[:30]!r}... is longer than {LONGEST_SAMPLE} characters")
    slots = _SLOT_NAME.findall(text)
    if len(slots) != len(set(slots)):
        raise at(sample, f"a slot stands twice in {text!r}")
    if slots and intent.alexa:
        raise at(sample, f"{intent.alexa} takes no slots: {text!r}")
    if any(types[slot] == SEARCH_QUERY for slot in slots):
        _check_query(sample, slots)


def _check_query(sample: Sample, slots: list[str]) -> None:
    """A slot for any words stands alone in its sample, with words that lead to it."""
    if len(slots) > 1:
        raise at(sample, f"{SEARCH_QUERY} takes no other slot beside it: {sample.text!r}")
    if not _SLOT_NAME.sub("", sample.text).strip():
        raise at(sample, f"{SEARCH_QUERY} needs other words around it: {sample.text!r}")


def check_intents(intents: Iterable[IntentWords], slots: Iterable[str]) -> None:
    """Names are letters and underscores, distinct in any spelling, and not too many.

    To Amazon capitals make no difference, and no slot may be called as an intent is.
    """
    taken = {slot.casefold(): f"the slot {slot!r}" for slot in slots}
    for number, intent in enumerate(intents, start=1):
        file, line = _place(intent)
        if not _NAME.fullmatch(intent.name):
            raise CompileError(file, line, "an intent's name is letters only")
        owner = taken.setdefault(intent.name.casefold(), f"the intent {intent.name!r}")
        if owner != f"the intent {intent.name!r}":
            raise CompileError(file, line, f"{owner} has the name of the intent {intent.name!r}")
        if number > MOST_INTENTS:
            raise CompileError(file, line, f"a skill has at most {MOST_INTENTS} intents")


def check_kept(intent: IntentWords, kept: Iterable[str]) -> None:
    """A custom intent has a sample, and asks for slots that its samples hold.

    Alexa takes Dialog.ElicitSlot for such slots alone, and for no intent of its own.
    """
    file, line = _place(intent)
    if intent.alexa is None and not any(kept):
        raise CompileError(file, line, f"{intent.name} has no sample that is its own")
    said = {slot for text in kept for slot in _SLOT_NAME.findall(text)}
    for slot in intent.asks:
        if intent.alexa:
            raise CompileError(file, line, f"{intent.alexa} may not ask for a slot")
        if slot not in said:
            raise CompileError(file, line, f"{intent.name} asks for {slot!r}, which no sample has")


def check_total(found: Iterable[tuple[IntentWords, str]]) -> None:
    """All samples together have at most MOST_SAMPLE_CHARACTERS."""
    total = 0
    for intent, text in found:
        total += len(text)
        if total > MOST_SAMPLE_CHARACTERS:
            message = f"all samples up to here are longer than {MOST_SAMPLE_CHARACTERS} characters"
            raise CompileError(*_place(intent), message)


def check_values(words: SlotValues) -> None:
    """A fixed list's values are short, of plain characters, and none is said twice."""
    said: dict[str, str | int] = {}
    for identifier, texts in words.values.items():
        for text in texts:
            line = words.lines.get(identifier, 1)
            if message := value_fault(text):
                raise CompileError(words.file, line, message)
            if said.setdefault(text.casefold(), identifier) != identifier:
                message = f"{text!r} means {said[text.casefold()]} already"
                raise CompileError(words.file, line, message)


def check_type(words: SlotValues) -> None:
    """A type's name is letters and underscores; Amazon's own begin with AMAZON and a period."""
    if not _NAME.fullmatch(words.alexa.removeprefix("AMAZON.")):
        message = f"{words.alexa!r} is no name of a slot type: letters and underscores only"
        raise CompileError(words.file, 1, message)


def value_fault(text: str) -> str | None:
    """What Alexa would refuse in a slot value, if anything."""
    if len(text) > LONGEST_VALUE:
        return f"{text[:30]!r}... is longer than {LONGEST_VALUE} characters"
    if not _VALUE.fullmatch(text):
        return f"{text!r} has a character that Alexa refuses in a slot value"
    return None


def told_apart(
    found: Iterable[tuple[IntentWords, Sample]], types: Mapping[str, str], language: str = "en"
) -> list[tuple[IntentWords, Sample]]:
    """The samples, none of which two intents share; to Alexa, slots of one type look alike.

    What answers a question may mean something else when nothing was asked, which Alexa cannot
    know: such an answer is left out. Any other sample of two intents is an error, and so is one
    of Amazon's own.
    """
    built_in = _BUILT_IN.get(language, {}).items()
    owners = {text: (owner, "Amazon's own") for owner, texts in built_in for text in texts}
    kept = []
    for intent, sample in sorted(found, key=lambda pair: pair[1].source.after is not None):
        key = _SLOT_NAME.sub(lambda slot: f"{{{types[slot[1]]}}}", sample.text.casefold())
        name = intent.alexa or intent.name
        place = f"{sample.source.file}:{sample.source.line}"
        owner, where = owners.setdefault(key, (name, place))
        if owner in (name, *intent.alexa_also):
            kept.append((intent, sample))
        elif sample.source.after is None:
            raise at(sample, f"{sample.text!r} is said for {owner} too: {where}")
    return kept


def at(sample: Sample, message: str) -> CompileError:
    """The error about a sample, at the sentence it was made from."""
    return CompileError(sample.source.file, sample.source.line, message)


def _place(intent: IntentWords) -> tuple[str, int]:
    """Where an intent is written: its first sentence, or its file where it has none."""
    if intent.sentences:
        return intent.sentences[0].file, intent.sentences[0].line
    return f"intents/{intent.name}.yaml", 1
