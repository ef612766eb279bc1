"""What a recogniser is to the rest, and what it has heard; standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from skill.speech.asked import ANYTHING, Asked

RATE_HZ = 16_000


@dataclass(frozen=True, slots=True)
class Word:
    """A word, when it was said (seconds from the beginning) and how sure it is (0 to 1)."""

    text: str
    start_s: float
    end_s: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to take what was said; ``confidence`` runs from 0 to 1."""

    words: tuple[Word, ...]
    confidence: float

    @property
    def text(self) -> str:
        """The words in a row."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Heard:
    """All that was heard between two silences.

    ``wordings`` come best first, none where no word was heard. ``refused`` tells why this is taken
    for nobody's command, on our own evidence; None where it is taken for one. ``evidence`` holds
    what that rests on; ``snr_db`` is how far the voice stands above the noise.
    """

    wordings: tuple[Wording, ...] = ()
    refused: str | None = None
    evidence: Mapping[str, float] = field(default_factory=dict)
    snr_db: float = 0.0

    @property
    def text(self) -> str:
        """The best wording's words; "" where none was heard."""
        return self.wordings[0].text if self.wordings else ""


class Listening(Protocol):
    """One utterance as it is heard; each is used once."""

    def hear(self, samples: bytes) -> str:
        """Take more samples of 16 bits, one channel; the words so far, which may change."""
        ...

    def finish(self) -> Heard:
        """What was said, once all samples have been taken."""
        ...


class Recognizer(Protocol):
    """Hears one locale's speech."""

    @property
    def engine(self) -> str:
        """The engine's name, as "pocketsphinx"."""
        ...

    def listen(
        self, asked: Asked = ANYTHING, *, rate_hz: int = RATE_HZ, partials: bool = True
    ) -> Listening:
        """Begin an utterance in answer to what was asked; several may be under way at once.

        Without ``partials`` the words so far stay "" and less is computed. Raises WrongRate.
        """
        ...
