"""The loop of a talk: listens, answers, and stops speaking when the shopper speaks.

While the shop speaks, a voice makes it quieter at once; a word that bids it be quiet, or an
utterance that is a command, cuts it off. What is heard of our own speech is no voice.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from skill.channels.voice.dialogue import Answer, Dialogue, Hearing
from skill.speech import sound
from skill.speech.audio import BLOCK_S, Audio
from skill.speech.earcons import Earcon, earcon
from skill.speech.echo import EchoFilter
from skill.speech.endpointing import Endpointer, Event
from skill.speech.playing import Player

# Said while the shop speaks, they ask for silence and no more.
HUSHES = frozenset({"Stop", "Wait", "Cancel"})
_OURS = 0.5  # less of what was heard than this was none of our own speech
_PATIENCE_S = 8.0


class Waker(Protocol):
    """Waits for a wake phrase."""

    def take(self, samples: Any) -> bool:
        """Whether it has been said by the end of these samples, floats at RATE_HZ."""
        ...


class Captions:
    """What is shown, or kept, of a talk; each method does nothing unless it is written anew."""

    def hears(self, words: str) -> None:
        """The words so far."""

    def heard(self, answer: Answer | None, samples: Any, seconds: float) -> None:
        """An utterance has ended: the samples, and how long it took to answer it."""

    def says(self, answer: Answer) -> None:
        """The shop begins to speak."""

    def interrupted(self, at_s: float) -> None:
        """The shop has stopped speaking, at so many seconds since the talk began."""

    def sleeps(self) -> None:
        """The wake phrase is waited for."""


@dataclass
class Talker:
    """One talk over one microphone and one loudspeaker.

    With a ``waker`` it sleeps between conversations. ``has_earcons`` lets it sound when it begins
    to listen and when it is done.
    """

    dialogue: Dialogue
    audio: Audio
    captions: Captions = field(default_factory=Captions)
    waker: Waker | None = None
    has_earcons: bool = True

    def __post_init__(self) -> None:
        self._player, self._echo = Player(), EchoFilter()
        self._endpointer = Endpointer()
        self._hearing: Hearing | None = None
        self._samples: list[Any] = []
        self._words = ""
        self._left: list[float] = []
        self._answer: Answer | None = None
        self._was_cut = self._is_over = self._asked_again = False
        self._is_asleep = self.waker is not None
        self._now_s = self._silent_s = 0.0

    def run(self) -> None:
        """Talks until the shopper leaves or the audio ends. Raises SpeechError."""
        if self._is_asleep:
            self.captions.sleeps()
        else:
            self._say(self.dialogue.begin())
        try:
            while self._step():
                pass
        finally:
            self.audio.close()

    def _step(self) -> bool:
        played = self._player.block()
        heard = self.audio.exchange(played)
        if heard is None or (self._is_over and not self._player.is_playing):
            return False
        self._now_s += BLOCK_S
        clean = self._echo.clean(heard, played)
        if self.waker and self._woken(clean, self.waker):
            return True
        if not self._is_asleep:
            for event in self._endpointer.take(clean, is_ours=self._echo.is_ours):
                self._note(event)
        self._mind_silence()
        return True

    def _note(self, event: Event) -> None:
        if event.kind == "began":
            self._begin()
        if event.kind == "ended":
            self._end()
        else:
            self._hear(event.samples)

    def _begin(self) -> None:
        self._player.duck(is_ducked=True)
        self._hearing = self.dialogue.listen()
        self._samples, self._left, self._words, self._was_cut = [], [], "", False

    def _hear(self, samples: Any) -> None:
        if self._hearing is None:
            return
        self._samples.append(samples)
        self._left.append(self._echo.left if self._echo.is_audible else 1.0)
        words = self._hearing.hear(sound.sixteen_bits(samples))
        if words == self._words:
            return
        self._words = words
        self.captions.hears(words)
        intent = self.dialogue.intent(words)
        self._endpointer.settle(is_whole=intent is not None)
        if self._player.is_playing and intent in HUSHES and self._is_a_voice:
            self._cut()

    @property
    def _is_a_voice(self) -> bool:
        """Whether most of the utterance is not the echo of our own speech."""
        return sum(self._left) >= _OURS * len(self._left)

    def _end(self) -> None:
        hearing, self._hearing = self._hearing, None
        if hearing is None:
            return
        began = time.perf_counter()
        answer = self._answered(hearing)
        samples = sound.numpy().concatenate(self._samples)
        self.captions.heard(answer, samples, time.perf_counter() - began)
        self._silent_s = 0.0
        if answer is None:
            self._player.duck(is_ducked=False)
            return
        if self._player.is_playing:
            self._cut()
        self._asked_again = False
        self._say(answer)

    def _answered(self, hearing: Hearing) -> Answer | None:
        """The answer, if there is to be one: none to our own speech, none to a bid for silence."""
        if self._was_cut or not self._is_a_voice:
            return None
        heard = hearing.heard()
        is_hush = heard.refused is None and self.dialogue.intent(heard.text) in HUSHES
        if self._player.is_playing and is_hush:
            self._cut()
            return None
        return self.dialogue.heard(heard)

    def _cut(self) -> None:
        self._player.stop()
        self._was_cut = True
        self.captions.interrupted(self._now_s)

    def _say(self, answer: Answer) -> None:
        self._answer = answer
        self._is_over = answer.ended and self.waker is None
        self._is_asleep = answer.ended and self.waker is not None
        self._endpointer.ask(self.dialogue.voice.asked)
        self.captions.says(answer)
        self._play(answer.pieces, "done" if answer.ended else "listening")

    def _play(self, pieces: Callable[[], Any], after: Earcon) -> None:
        def all_pieces() -> Any:
            yield from pieces()
            if self.has_earcons:
                yield earcon(after)

        self._silent_s = 0.0
        self._player.play(all_pieces())

    def _woken(self, samples: Any, waker: Waker) -> bool:
        """Whether the wake phrase was said now; it also cuts what is being said."""
        if not waker.take(samples):
            return False
        if self._player.is_playing:
            self._cut()
        self._is_asleep, self._is_over, self._hearing = False, False, None
        self._endpointer = Endpointer(self.dialogue.voice.asked)
        self._play(lambda: iter(()), "listening")
        return True

    def _mind_silence(self) -> None:
        """Asks again where nothing is said for a while, once; then sleeps, if it can be woken."""
        if self._player.is_playing or self._endpointer.is_speech or self._is_asleep:
            self._silent_s = 0.0
            return
        self._silent_s += BLOCK_S
        if self._silent_s < _PATIENCE_S or self._answer is None:
            return
        if not self._asked_again:
            self._asked_again = True
            self._play(self._answer.again, "listening")
        elif self.waker:
            self._is_asleep = True
            self.captions.sleeps()
