"""What a recogniser may have heard: several wordings of one utterance, judged together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from interaction_models.normalizer import Normalizer
from skill.conversation.turn import Reading, Slot

# The readings of one wording, best first.
Understand = Callable[[str], Sequence[Reading]]


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One wording of an utterance by a recogniser.

    ``confidence`` runs from 0 to 1, beside the other wordings; ``words`` holds how sure each word
    is, where the engine tells it.
    """

    text: str
    confidence: float = 1.0
    words: Mapping[str, float] = field(default_factory=dict)


def judged(
    hypotheses: Iterable[Hypothesis], understand: Understand, normalizer: Normalizer
) -> tuple[Reading, ...]:
    """The readings of all wordings, best first.

    A reading is as sure as its wording and its words; what several wordings agree on gains.
    """
    heard = [hypothesis for hypothesis in hypotheses if hypothesis.text.strip()]
    total = sum(hypothesis.confidence for hypothesis in heard)
    weights: dict[object, float] = {}
    best: dict[object, tuple[float, Reading]] = {}
    for hypothesis in heard:
        share = hypothesis.confidence / total if total else 1 / len(heard)
        sure = {normalizer.normalize(word): value for word, value in hypothesis.words.items()}
        for reading in understand(hypothesis.text):
            weighed = _weighed(reading, normalizer.normalize(hypothesis.text), sure)
            key = _key(reading, normalizer)
            weights[key] = weights.get(key, 0.0) + share * weighed.confidence
            if key not in best or share * weighed.confidence > best[key][0]:
                best[key] = (share * weighed.confidence, weighed)
    # Those that weigh the same stay in the order in which they were understood.
    ranked = sorted(best, key=lambda key: -weights[key])
    return tuple(best[key][1] for key in ranked)


def _weighed(reading: Reading, text: str, sure: Mapping[str, float]) -> Reading:
    """The reading with the certainty of its words: of each slot's least certain, and of all."""
    if not sure:
        return reading
    slots = {name: _slot(slot, sure) for name, slot in reading.slots.items()}
    certain = [sure.get(word, 1.0) for word in text.split()] or [1.0]
    confidence = reading.confidence * sum(certain) / len(certain)
    return replace(reading, slots=slots, confidence=round(confidence, 2))


def _slot(slot: Slot, sure: Mapping[str, float]) -> Slot:
    least = min((sure.get(word, 1.0) for word in slot.text.split()), default=1.0)
    return replace(slot, confidence=round(min(slot.confidence, least), 2))


def _key(reading: Reading, normalizer: Normalizer) -> object:
    slots = sorted((n, normalizer.normalize(slot.text)) for n, slot in reading.slots.items())
    return (reading.intent, tuple(slots), len(reading.then))
