"""What Alexa accepts in an interaction model.

Sources: "Create Intents, Utterances, and Slots" and "Create and Edit Custom Slot Types" in Amazon's
developer documentation. Every rule names the file and line at fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from interaction_models.compiler.samples import Sample
from interaction_models.errors import CompileError
from interaction_models.words import IntentWords, SlotValues

LONGEST_VALUE = 140  # characters of a slot value or a synonym
_INITIALISM = r"(?:[^\W\d_]\.)+"
_WORD = r"[^\W\d_]+(?:'[^\W\d_]*)*"
_SLOT = r"\{[A-Za-z_]+\}(?:'s)?"
_UTTERANCE = re.compile(
    rf"(?:{_SLOT}|{_INITIALISM}|{_WORD})(?: (?:{_SLOT}|{_INITIALISM}|{_WORD}))*"
)
_SLOT_NAME = re.compile(r"\{([^}]*)\}")
_VALUE = re.compile(r"[\w' .-]+")
_INTENT_NAME = re.compile(r"[A-Za-z_]+")
_INVOCATION = re.compile(r"[a-z][a-z'.]*(?: [a-z][a-z'.]*)+")
# Words that Amazon keeps for itself or that would be heard as part of the request to open a skill.
_NOT_IN_INVOCATION = frozenset(["alexa", "amazon", "echo", "computer", "skill", "app"]) | frozenset(
    ["launch", "ask", "tell", "load", "begin", "enable", "open", "start"]
)
# What Amazon's own intents understand without any sample of ours.
_BUILT_IN = {
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
}


def check_sample(intent: IntentWords, sample: Sample) -> None:
    """A sample has words, spaces, apostrophes, initialisms and slots, each slot once."""
    if any(character.isdigit() for character in sample.text):
        raise _at(sample, f"numbers are written in words: {sample.text!r}")
    if not _UTTERANCE.fullmatch(sample.text):
        raise _at(sample, f"Alexa takes letters, spaces, apostrophes and slots: {sample.text!r}")
    slots = _SLOT_NAME.findall(sample.text)
    if len(slots) != len(set(slots)):
        raise _at(sample, f"a slot stands twice in {sample.text!r}")
    if slots and intent.alexa:
        raise _at(sample, f"{intent.alexa} takes no slots: {sample.text!r}")


def check_intent(intent: IntentWords) -> None:
    """An intent's name has letters and underscores; Amazon's own may be nothing else."""
    if not _INTENT_NAME.fullmatch(intent.name):
        raise CompileError(f"intents/{intent.name}.yaml", 1, "an intent's name is letters only")


def check_invocation(name: str, file: str, line: int) -> None:
    """The invocation name is two words or more in lower case, none of them Amazon's own."""
    if not _INVOCATION.fullmatch(name):
        message = "two words or more in lower case letters, with apostrophes and periods"
        raise CompileError(file, line, f"{name!r} must be {message}")
    if taken := _NOT_IN_INVOCATION & set(name.split()):
        raise CompileError(file, line, f"{name!r} may not hold {', '.join(sorted(taken))}")


def check_values(words: SlotValues) -> None:
    """A fixed list's values are short, of plain characters, and none is said twice."""
    said: dict[str, str | int] = {}
    for identifier, texts in words.values.items():
        for text in texts:
            if message := value_fault(text):
                raise CompileError(words.file, words.lines[identifier], message)
            if said.setdefault(text.casefold(), identifier) != identifier:
                message = f"{text!r} means {said[text.casefold()]} already"
                raise CompileError(words.file, words.lines[identifier], message)


def value_fault(text: str) -> str | None:
    """What Alexa would refuse in a slot value, if anything."""
    if len(text) > LONGEST_VALUE:
        return f"{text[:30]!r}... is longer than {LONGEST_VALUE} characters"
    if not _VALUE.fullmatch(text):
        return f"{text!r} has a character that Alexa refuses in a slot value"
    return None


def told_apart(
    found: Iterable[tuple[IntentWords, Sample]], types: Mapping[str, str]
) -> list[tuple[IntentWords, Sample]]:
    """The samples, none of which two intents share; to Alexa, slots of one type look alike.

    What answers a question may mean something else when nothing was asked, which Alexa cannot
    know: such an answer is left out. Any other sample of two intents is an error, and so is one
    of Amazon's own.
    """
    owners = {text: (owner, "Amazon's own") for owner, texts in _BUILT_IN.items() for text in texts}
    kept = []
    for intent, sample in sorted(found, key=lambda pair: pair[1].source.after is not None):
        key = _SLOT_NAME.sub(lambda slot: f"{{{types[slot[1]]}}}", sample.text.casefold())
        name = intent.alexa or intent.name
        place = f"{sample.source.file}:{sample.source.line}"
        owner, where = owners.setdefault(key, (name, place))
        if owner in (name, *intent.alexa_also):
            kept.append((intent, sample))
        elif sample.source.after is None:
            raise _at(sample, f"{sample.text!r} is said for {owner} too: {where}")
    return kept


def _at(sample: Sample, message: str) -> CompileError:
    return CompileError(sample.source.file, sample.source.line, message)
