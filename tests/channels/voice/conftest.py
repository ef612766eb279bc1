"""A conversation by voice with the demo shop, and a room with a loudspeaker in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from fulfillment.demo import load_demo
from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from fulfillment.storage.schema import create_schema
from skill import wiring
from skill.channels.voice.channel import Voice
from skill.channels.voice.dialogue import Answer
from skill.channels.voice.talker import Captions
from skill.conversation.engine import Engine
from skill.conversation.turn import Caller
from skill.settings import Settings
from skill.speech import sound
from skill.speech.asked import ANYTHING, Asked
from skill.speech.echo import BLOCK
from skill.speech.heard import RATE_HZ, Heard, Word, Wording
from skill.speech.speaker import Speaker, open_speaker
from skill.understanding import Understanding


def heard(text: str, confidence: float = 0.9, refused: str | None = None) -> Heard:
    """What a recogniser that heard these words gives."""
    words = tuple(Word(word, n, n + 1, confidence) for n, word in enumerate(text.split()))
    return Heard((Wording(words, confidence),) if words else (), refused)


@dataclass
class Ears:
    """A recogniser that hears, utterance by utterance, what it is told; "" is refused."""

    texts: list[str]
    engine: str = "told"
    asked: list[Asked] = field(default_factory=list)

    def listen(
        self, asked: Asked = ANYTHING, *, rate_hz: int = RATE_HZ, partials: bool = True
    ) -> Ear:
        self.asked.append(asked)
        return Ear(self.texts.pop(0) if self.texts else "")


@dataclass
class Ear:
    """One utterance: its words are all there from the beginning."""

    text: str

    def hear(self, samples: bytes) -> str:
        return self.text

    def finish(self) -> Heard:
        return heard(self.text, refused=None if self.text else "told so")


class Room:
    """A microphone in a room: what shoppers say at some seconds, noise, and our loudspeaker."""

    def __init__(
        self, seconds: float, said: Sequence[tuple[float, Any]] = (), echo: Any = None
    ) -> None:
        np = sound.numpy()
        self.heard = np.random.default_rng(0).normal(0, 2e-4, round(seconds * RATE_HZ))
        for at_s, samples in said:
            at = round(at_s * RATE_HZ)
            self.heard[at : at + len(samples)] += samples
        self._echo = np.zeros(1) if echo is None else echo
        self._tail = np.zeros(len(self._echo) + BLOCK)
        self.played: list[Any] = []
        self.is_closed = False

    def exchange(self, out: Any) -> Any | None:
        np = sound.numpy()
        at = len(self.played) * BLOCK
        if at + BLOCK > len(self.heard):
            return None
        self.played.append(out)
        self._tail[: len(out) + len(self._echo) - 1] += np.convolve(out, self._echo)
        now, self._tail = self._tail[:BLOCK], np.pad(self._tail[BLOCK:], (0, BLOCK))
        return (self.heard[at : at + BLOCK] + now).astype("float32")

    def close(self) -> None:
        self.is_closed = True

    def is_loud(self, from_s: float, to_s: float) -> bool:
        """Whether the loudspeaker plays something between two moments."""
        blocks = self.played[round(from_s * RATE_HZ / BLOCK) : round(to_s * RATE_HZ / BLOCK)]
        return any(abs(block).max() > 0.001 for block in blocks)


class Notes(Captions):
    """What happened, in a row."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.cut_at_s: list[float] = []
        self.kept: list[Any] = []

    def heard(self, answer: Answer | None, samples: Any, seconds: float) -> None:
        text = answer.heard.text if answer and answer.heard else None
        self.lines.append(f"you: {text}")
        self.kept.append(samples)

    def says(self, answer: Answer) -> None:
        self.lines.append(f"shop: {answer.text}")

    def interrupted(self, at_s: float) -> None:
        self.lines.append("cut")
        self.cut_at_s.append(at_s)

    def sleeps(self) -> None:
        self.lines.append("asleep")


@pytest.fixture(scope="session")
def understanding() -> Understanding:
    """The demo shop's."""
    engine = open_engine("sqlite://")
    create_schema(engine)
    shop = Shop(engine)
    load_demo(shop, "en-US")
    found = wiring.build_understanding(shop, "en-US")
    engine.dispose()
    return found


@pytest.fixture(scope="session")
def speaker() -> Speaker:
    """The shop's voice."""
    return open_speaker("en-US")


@pytest.fixture
def conversation(shop: Shop, understanding: Understanding) -> Engine:
    """The demo shop's."""
    return wiring.build_conversation(shop, Settings(), lambda _: understanding)


@pytest.fixture
def voice(conversation: Engine, understanding: Understanding) -> Voice:
    """A guest's conversation by voice."""
    return Voice(conversation, understanding, Caller("guest"), "a session")
