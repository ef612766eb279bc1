"""The recognisers of one locale, shared by all who talk.

A recogniser hears one utterance at a time here: PocketSphinx has decoders that two threads must not
use at once, and each takes much memory. Who finds none free is recorded meanwhile, and heard once
one is: hearing takes less time than speaking.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from skill.speech.asked import ANYTHING, Asked
from skill.speech.heard import RATE_HZ, Heard, Listening, Recognizer
from skill.speech.sound import check_rate
from skill.talk.errors import Busy, Gone

# How long somebody who has finished waits for a recogniser.
PATIENCE_S = 10.0
# Who has sent nothing for so long gives the recogniser up, if somebody else waits for it.
STALLED_S = 3.0
# Utterances under way at once, and for how long one may lie there: each holds its samples.
MOST_UNDER_WAY = 24
FORGOTTEN_S = 60.0
_LOOK_AGAIN_S = 0.5


@dataclass
class _Seat:
    recognizer: Recognizer | None = None
    taken_by: SharedListening | None = None


class Ears:
    """A :class:`Recognizer` made of ``most``, each opened by ``make`` when it is first needed."""

    def __init__(self, make: Callable[[], Recognizer], most: int = 1) -> None:
        self._make = make
        self._seats = [_Seat() for _ in range(most)]
        self._changed = threading.Condition()
        self._under_way: list[SharedListening] = []
        self._opening = threading.Lock()

    @property
    def engine(self) -> str:
        """The engine's name; one is opened for that."""
        return self._opened(self._seats[0]).engine

    def warm(self) -> None:
        """Open a recogniser before somebody waits for it. Raises what opening it raises."""
        self._opened(self._seats[0])

    def listen(
        self, asked: Asked = ANYTHING, *, rate_hz: int = RATE_HZ, partials: bool = True
    ) -> SharedListening:
        """Begin an utterance: see Recognizer. Raises Busy where too many are under way."""
        check_rate(rate_hz)

        def start(recognizer: Recognizer) -> Listening:
            return recognizer.listen(asked, rate_hz=rate_hz, partials=partials)

        with self._changed:
            forgotten = [each for each in self._under_way if each.idle_s > FORGOTTEN_S]
        for each in forgotten:
            each.abandon()
        with self._changed:
            if len(self._under_way) >= MOST_UNDER_WAY:
                raise Busy("too many utterances are under way")
            self._under_way.append(listening := SharedListening(self, start))
        return listening

    def take(self, who: SharedListening, patience_s: float) -> Recognizer | None:
        """A recogniser for an utterance alone; None where none is free in time."""
        deadline = time.monotonic() + patience_s
        with self._changed:
            while (seat := self._free()) is None:
                left = deadline - time.monotonic()
                if left <= 0:
                    return None
                self._changed.wait(min(left, _LOOK_AGAIN_S))
            if seat.taken_by is not None:
                seat.taken_by.robbed()
            seat.taken_by = who
        return self._opened(seat)

    def leave(self, who: SharedListening) -> None:
        """An utterance is over: free the recogniser that it has, if it has one."""
        with self._changed:
            self._under_way = [each for each in self._under_way if each is not who]
            for seat in self._seats:
                if seat.taken_by is who:
                    seat.taken_by = None
                    self._changed.notify()

    def mark(self, who: SharedListening, *, busy: bool) -> None:
        """Take note that an utterance is being heard just now, or no longer is."""
        with self._changed:
            who.busy, who.seen_s = busy, time.monotonic()

    def _free(self) -> _Seat | None:
        """One that nobody has, the opened ones first, else one whose speaker has stalled."""
        found = [seat for seat in self._seats if seat.taken_by is None or seat.taken_by.stalled]
        return min(found, key=_use, default=None)

    def _opened(self, seat: _Seat) -> Recognizer:
        with self._opening:
            if seat.recognizer is None:
                seat.recognizer = self._make()
            return seat.recognizer


def _use(seat: _Seat) -> tuple[bool, bool]:
    return seat.taken_by is not None, seat.recognizer is None


class SharedListening:
    """One utterance, heard as it comes where a recogniser is free, else in one go at its end."""

    def __init__(self, ears: Ears, start: Callable[[Recognizer], Listening]) -> None:
        self._ears, self._start = ears, start
        self._samples: list[bytes] = []
        self._listening: Listening | None = None
        self._over = False
        self.busy, self.seen_s = False, time.monotonic()

    @property
    def idle_s(self) -> float:
        """For how long no more of it has come."""
        return 0.0 if self.busy else time.monotonic() - self.seen_s

    @property
    def stalled(self) -> bool:
        """Whether nobody would wait for more of it."""
        return self.idle_s > STALLED_S

    def robbed(self) -> None:
        """Somebody else has the recogniser now; this one starts over when it gets one."""
        self._listening = None

    def hear(self, samples: bytes) -> str:
        """See Listening."""
        self._check()
        self._samples.append(samples)
        self._ears.mark(self, busy=True)
        try:
            if self._listening is not None:
                return self._listening.hear(samples)
            return self._begin(patience_s=0)
        finally:
            self._ears.mark(self, busy=False)

    def finish(self) -> Heard:
        """See Listening. Raises Busy where no recogniser becomes free."""
        self._check()
        self._ears.mark(self, busy=True)
        try:
            if self._listening is None:
                self._begin(PATIENCE_S)
            if self._listening is None:
                raise Busy("no recogniser became free")
            return self._listening.finish()
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Nobody waits for this one any more."""
        self._over, self._listening = True, None
        self._samples.clear()
        self._ears.leave(self)

    def _check(self) -> None:
        if self._over:
            raise Gone("the utterance is over")

    def _begin(self, patience_s: float) -> str:
        recognizer = self._ears.take(self, patience_s)
        if recognizer is None:
            return ""
        self._listening = self._start(recognizer)
        return self._listening.hear(b"".join(self._samples))
