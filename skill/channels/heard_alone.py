"""What a platform makes of a sentence, for simulated devices: it knows no question of ours."""

from __future__ import annotations

from collections.abc import Iterator

from skill.conversation.turn import Reading
from skill.understanding import QUESTIONS, Understanding


def heard_alone(understanding: Understanding, text: str) -> Reading:
    """The reading of a whole sentence; Fallback where it has none.

    A platform is told nothing of what was just asked: an answer counts where it means nothing
    else.
    """
    return next(_readings(understanding, text), Reading("Fallback"))


def _readings(understanding: Understanding, text: str) -> Iterator[Reading]:
    for question in (None, *QUESTIONS):
        if question != "product":  # any words at all would be a product's name
            yield from understanding.whole(text, expects=question)[:1]
