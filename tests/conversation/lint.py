"""The voice rules that every reply keeps, whoever asked for it."""

from __future__ import annotations

import re

from skill.conversation.plain import plain
from skill.conversation.reply import Amount, Listing, Part, Reply, Spelling, Text

# Words a minute of a calm synthetic voice; a sum of money takes about five words.
_WORDS_A_SECOND = 2.5
_WORDS_IN_A_SUM = 5
_SECONDS = 30

# What no voice says, whatever its language.
_UNSPEAKABLE = {
    "an id": re.compile(r"\b[A-Z]{2}-\d+\b|\b[0-9a-f]{12,}\b|\b\d{8,}\b"),
    "a URL": re.compile(r"https?:|www\.|\b\w+\.(com|org|net|fr)\b", re.I),
    "JSON or markup": re.compile(r"[{}<>\[\]\ue000-\uf8ff]|\\n"),
    "a raw number of cents": re.compile(r"(?<!-)\b\d{4,}\b(?!-)"),
    "doubled punctuation": re.compile(r"[,.!?:]\s*[,.!?]|\s[,.?!]"),
    "an unfilled place": re.compile(r"\bNone\b|\?\?\?"),
}
# What the voice of one language does not say: no blame anywhere, and in French "vous" and no "tu".
_UNSAID = {
    "en": {
        "blame": re.compile(
            r"\binvalid|\bincorrect|\berror\b|you (said|did) (it |that )?wrong|you must|your fault",
            re.I,
        ),
    },
    "fr": {
        "blame": re.compile(
            r"\binvalide|\bincorrect|\berreur|\bmal (dit|prononcé|formulé)|vous devez"
            r"|vous (vous êtes|avez) (tromp|mal )|(de|est) votre faute",
            re.I,
        ),
        "a familiar form": re.compile(r"\b(tu|toi|tes|ton)\b|\bt[\u2019']", re.I),
        "another language": re.compile(r"\b(the|your|with|and|please)\b", re.I),
        # Before "onze", "oui", "yaourt" and most numbers said as such nothing is cut off.
        "a missing elision": re.compile(
            r"(?<!-)\b(le|la|de|que|je|ne|se)\s+(?!onz|oui|un\b|une\b|ou\b|et\b|y[ao])[aeiouyàâéèêëîïôœ]",
            re.I,
        ),
    },
}


def faults(reply: Reply, locale: str = "en-US") -> list[str]:
    """What a reply does that a voice should not; empty when it is well said."""
    said = plain(reply.speech, locale)
    patterns = _UNSPEAKABLE | _unsaid(locale)
    found = [name for name, pattern in patterns.items() if pattern.search(_words(reply.speech))]
    if not said:
        found.append("silence")
    if not reply.ends and not said.endswith("?"):
        found.append("an open session without a question")
    if reply.ends and said.endswith("?"):
        found.append("a closed session with a question")
    if not reply.ends and not plain(reply.reprompt, locale).endswith("?"):
        found.append("an open session without a reprompt")
    if any(len(listing.items) > 3 for listing in _listings(reply.speech)):
        found.append("more than three items")
    if seconds(reply) > _SECONDS:
        found.append(f"{seconds(reply):.0f} seconds of speech")
    return found


def _unsaid(locale: str) -> dict[str, re.Pattern[str]]:
    """What is not said in a locale; one whose language has no words is answered in English."""
    return _UNSAID.get(locale.partition("-")[0], _UNSAID["en"])


def seconds(reply: Reply) -> float:
    """About how long a reply takes to say."""
    return _count(reply.speech) / _WORDS_A_SECOND


def _count(parts: tuple[Part, ...]) -> float:
    total = 0.0
    for part in parts:
        match part:
            case Text(text):
                total += len(text.split())
            case Amount():
                total += _WORDS_IN_A_SUM
            case Spelling(text):
                total += len(text)
            case Listing(items):
                total += sum(_count(item) for item in items)
    return total


def _listings(parts: tuple[Part, ...]) -> list[Listing]:
    found = []
    for part in parts:
        if isinstance(part, Listing):
            found += [part, *(inner for item in part.items for inner in _listings(item))]
    return found


def _words(parts: tuple[Part, ...]) -> str:
    """The words without the sums of money, which channels write themselves."""
    pieces = []
    for part in parts:
        match part:
            case Text(text) | Spelling(text):
                pieces.append(text)
            case Amount():
                pieces.append("money")
            case Listing(items, joint):
                pieces.append(f" {joint} ".join(_words(item) for item in items))
    return "".join(pieces)
