"""The phrases that a Vosk recogniser is limited to.

Vosk makes a model of word pairs from them (alphacep/vosk-api #1661), so a pair that is there once
is enough: of the sentences those are taken that show a pair no other has shown, each with other
names in its slots, and every further name stands by itself. Pairs that nobody wrote stay possible.

There is a file for each question beside the one for everything, since ``KaldiRecognizer`` takes a
file's text as it is, and a recogniser listens for one of them at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import cycle, pairwise

from interaction_models.compiler.speech import QUESTIONS, Spoken, Words
from interaction_models.words import SentenceSource

# What Vosk answers to everything else.
UNKNOWN = "[unk]"


def phrase_lists(spoken: Spoken) -> dict[str, str]:
    """The text of every list by its file's name."""
    sentences = [each for words in spoken.locale.intents.values() for each in words.sentences]
    made = {"phrases": _phrases(sentences, spoken)}
    for name in QUESTIONS:
        made[f"phrases-{name}"] = _phrases(spoken.answers(name), spoken)
    digits = [" ".join(way) for way in spoken.digits()]
    made["phrases-digits"] = [*digits, *_phrases(spoken.always(), spoken)]
    return {
        f"{name}.json": json.dumps([*dict.fromkeys(listed), UNKNOWN], ensure_ascii=False, indent=0)
        + "\n"
        for name, listed in made.items()
    }


def _phrases(sources: Iterable[SentenceSource], spoken: Spoken) -> list[str]:
    patterns = list(_covering(spoken.patterns(sources)))
    lists = sorted({token[1:-1] for pattern in patterns for token in pattern if token[0] == "["})
    names = {f"[{name}]": cycle(spoken.ways(name)) for name in lists}
    filled = [
        " ".join(" ".join(next(names[token])) if token in names else token for token in pattern)
        for pattern in patterns
    ]
    return [*filled, *(" ".join(way) for name in lists for way in spoken.ways(name))]


def _covering(patterns: Iterable[Words]) -> Iterator[Words]:
    """The patterns that show a pair of words for the first time, or begin or end in a new way."""
    shown: set[tuple[str, str]] = set()
    for pattern in patterns:
        pairs = set(pairwise(("", *pattern, "")))
        if not pairs <= shown:
            shown |= pairs
            yield pattern
