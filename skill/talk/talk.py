"""One conversation of one browser: what it says, utterance by utterance, and what it hears."""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from skill.channels.voice.channel import Voice
from skill.channels.voice.dialogue import SPEEDS, Answer, Dialogue
from skill.channels.voice.saying import said
from skill.conversation.turn import Capabilities
from skill.conversation.unsaid import GAP, without_codes
from skill.speech.asked import Asked
from skill.speech.errors import EngineMissing, ModelBroken, ModelMissing
from skill.speech.heard import Heard
from skill.speech.recording import Recording
from skill.speech.speaker import sentences
from skill.talk.ears import Ears
from skill.talk.errors import Busy, Gone, TooMuch
from skill.talk.utterance import Ends, Progress, Utterance

# Nobody says more than this.
MOST_TURNS, WITHIN_S = 40, 60.0
# How long a request waits for the one before it.
_PATIENCE_S = 15.0
# Answers whose sound can still be had: one may still be played when the next is there.
_KEPT = 2
_CODE = "code"
SILENT, UNCLEAR = "silent", "unclear"


class PageVoice(Voice):
    """The channel of the page, which shows lists and takes typed codes beside what is said."""

    channel = "talk"
    capabilities = Capabilities(screen=True, speaker=True, keypad=True)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an utterance: an answer, or ``trouble``, by name, where it was no command.

    ``heard`` is what the shopper said, without any code; ``number`` is the answer's.
    """

    heard: str = ""
    answer: Answer | None = None
    number: int = 0
    trouble: str | None = None


class Talk:
    """A conversation, whose requests are answered one after the other.

    ``browser`` names whose it is, ``customer_id`` who has signed in there, if anybody; ``ends``
    watches for the end of speech; ``release`` is called once it is over.
    """

    def __init__(
        self,
        browser: str,
        customer_id: int | None,
        dialogue: Dialogue,
        ears: Ears,
        ends: Callable[[Asked, int], Ends],
        release: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.id = secrets.token_urlsafe(16)
        self.browser, self.customer_id = browser, customer_id
        self._dialogue, self._ears, self._ends = dialogue, ears, ends
        self._release, self._clock = release, clock
        self._lock = threading.Lock()
        self._turns: deque[float] = deque(maxlen=MOST_TURNS)
        self._answers: dict[int, Answer] = {}
        self._count = 0
        self._spoken: tuple[str, Utterance] | None = None
        # The last utterance by its id or key, and what came of it: a browser may ask again.
        self._done: tuple[str, Outcome] | None = None

    @property
    def locale(self) -> str:
        """The language that is spoken here."""
        return self._dialogue.voice.locale

    def begin(self) -> Outcome:
        """The greeting."""
        with self._alone():
            return self._answered("", self._dialogue.begin())

    def utter(self) -> str:
        """Begin an utterance, in place of one that is under way; its id. Raises TooMuch."""
        with self._alone():
            self._count_turn()
            self._abandon()
            asked = self._dialogue.voice.asked
            utterance = Utterance(
                lambda rate_hz: self._ears.listen(asked, rate_hz=rate_hz),
                lambda rate_hz: self._ends(asked, rate_hz),
                self._clock,
            )
            self._spoken = (secrets.token_urlsafe(8), utterance)
            return self._spoken[0]

    def hear(self, id_: str, number: int, rate_hz: int, samples: bytes) -> Progress:
        """Take a piece of the utterance; see Utterance. Raises Gone."""
        with self._alone():
            try:
                found = self._utterance(id_).take(number, rate_hz, samples)
            except (EngineMissing, ModelMissing, ModelBroken):
                self._abandon()
                raise
            words = GAP if found.words and self._asks_code else self._shown(found.words)
            return Progress(words, found.began, found.ended, found.full)

    def finish(self, id_: str) -> Outcome:
        """What came of the utterance; the same when asked again. Raises Gone and Busy."""
        with self._alone():
            if self._done and self._done[0] == id_:
                return self._done[1]
            utterance = self._utterance(id_)
            heard = utterance.finish()
            self._spoken = None
            return self._keep(id_, self._taken(heard, began=utterance.progress.began))

    def read(self, key: str, text: str) -> Outcome:
        """What came of typed words; the same for the same key. Raises TooMuch."""
        with self._alone():
            if self._done and self._done[0] == key:
                return self._done[1]
            self._count_turn()
            self._abandon()
            words = GAP if self._asks_code else self._shown(text)
            return self._keep(key, self._answered(words, self._dialogue.read(text)))

    def drop(self, id_: str) -> None:
        """Forget the utterance that is under way. Raises Gone."""
        with self._alone():
            self._utterance(id_)
            self._abandon()

    def sounds(self, number: int) -> int:
        """How many pieces the sound of an answer has; none without a speaker."""
        return len(self._pieces(number)) if self._dialogue.speaker else 0

    def sound(self, number: int, piece: int) -> Recording:
        """A piece of the sound of one of the last answers. Raises Gone and SpeechError."""
        pieces, speaker = self._pieces(number), self._dialogue.speaker
        if speaker is None or not 0 <= piece < len(pieces):
            raise Gone(f"piece {piece} of answer {number}")
        return speaker.speak(pieces[piece], speed=SPEEDS[self._answers[number].reply.rate])

    def close(self) -> None:
        """Nobody talks here any more."""
        with self._alone():
            self._abandon()
        self._release()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=_PATIENCE_S):
            raise Busy("the request before this one takes long")
        try:
            yield
        finally:
            self._lock.release()

    def _utterance(self, id_: str) -> Utterance:
        if self._spoken is None or self._spoken[0] != id_:
            raise Gone(f"utterance {id_}")
        return self._spoken[1]

    def _abandon(self) -> None:
        if self._spoken:
            self._spoken[1].abandon()
        self._spoken = None

    def _count_turn(self) -> None:
        now = self._clock()
        if len(self._turns) == MOST_TURNS and now - self._turns[0] < WITHIN_S:
            raise TooMuch("too many utterances")
        self._turns.append(now)

    @property
    def _asks_code(self) -> bool:
        return self._dialogue.voice.expects == _CODE

    def _shown(self, words: str) -> str:
        return without_codes(words, self.locale)

    def _taken(self, heard: Heard | None, *, began: bool) -> Outcome:
        asked_code = self._asks_code
        answer = self._dialogue.heard(heard) if heard else None
        if heard is None or answer is None:
            return Outcome(trouble=UNCLEAR if began else SILENT)
        return self._answered(GAP if asked_code else self._shown(heard.text), answer)

    def _answered(self, heard: str, answer: Answer) -> Outcome:
        self._count += 1
        self._answers[self._count] = answer
        self._answers.pop(self._count - _KEPT, None)
        return Outcome(heard, answer, self._count)

    def _keep(self, key: str, outcome: Outcome) -> Outcome:
        self._done = (key, outcome)
        return outcome

    def _pieces(self, number: int) -> list[str]:
        answer = self._answers.get(number)
        if answer is None:
            raise Gone(f"answer {number}")
        return sentences(said(answer.reply.speech, answer.locale))
