"""A whole conversation by voice: samples in, the answer's words and sound out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from skill.channels.voice.channel import Voice
from skill.channels.voice.saying import said
from skill.conversation.plain import plain
from skill.conversation.reply import Reply
from skill.speech.heard import RATE_HZ, Heard, Listening, Recognizer
from skill.speech.recording import Recording
from skill.speech.speaker import Speaker, joined, sentences

# Times the usual speed, by a reply's rate.
SPEEDS = {"slow": 0.75, "normal": 1.0, "fast": 1.3}


@dataclass
class Answer:
    """The answer to an utterance; ``heard`` is None for the greeting and for what was typed."""

    reply: Reply
    locale: str
    heard: Heard | None = None
    speaker: Speaker | None = field(default=None, repr=False)

    @property
    def ended(self) -> bool:
        """Whether the conversation is over."""
        return self.reply.ends

    @property
    def text(self) -> str:
        """The words, as they are written."""
        return plain(self.reply.speech, self.locale)

    @cached_property
    def speech(self) -> Recording | None:
        """The whole as sound; None without a speaker. Raises SpeechError."""
        return joined(list(self.pieces())) if self.speaker else None

    def pieces(self) -> Iterator[Recording]:
        """The sound, a sentence at a time, each made when it is asked for. Raises SpeechError."""
        yield from self._spoken(said(self.reply.speech, self.locale))

    def again(self) -> Iterator[Recording]:
        """What is said where the shopper stays silent; nothing where nothing was asked."""
        yield from self._spoken(said(self.reply.reprompt, self.locale))

    def _spoken(self, text: str) -> Iterator[Recording]:
        if self.speaker is None:
            return
        for sentence in sentences(text):
            yield self.speaker.speak(sentence, speed=SPEEDS[self.reply.rate])


class Hearing:
    """One utterance as it is heard; each is used once."""

    def __init__(self, dialogue: Dialogue, listening: Listening) -> None:
        self._dialogue, self._listening = dialogue, listening

    def hear(self, samples: bytes) -> str:
        """Take more samples of 16 bits, one channel; the words so far, which may change."""
        return self._listening.hear(samples)

    def heard(self) -> Heard:
        """What was said, once all samples have been taken; nothing is answered."""
        return self._listening.finish()

    def finish(self) -> Answer | None:
        """The answer to what was said; None where it was nobody's command."""
        return self._dialogue.heard(self.heard())


class Dialogue:
    """A conversation by voice; without a speaker its answers have no sound."""

    def __init__(self, recognizer: Recognizer, voice: Voice, speaker: Speaker | None) -> None:
        self.recognizer, self.voice, self.speaker = recognizer, voice, speaker

    def begin(self) -> Answer:
        """The greeting."""
        return self._answer(self.voice.begin()[1], None)

    def listen(self, rate_hz: int = RATE_HZ, *, partials: bool = True) -> Hearing:
        """Begin an utterance, in answer to what was asked last. Raises WrongRate."""
        listening = self.recognizer.listen(self.voice.asked, rate_hz=rate_hz, partials=partials)
        return Hearing(self, listening)

    def heard(self, heard: Heard) -> Answer | None:
        """The answer to what was heard; None where it was nobody's command."""
        turn = self.voice.hear(heard)
        return self._answer(turn[1], heard) if turn else None

    def read(self, text: str) -> Answer:
        """The answer to a typed sentence."""
        return self._answer(self.voice.read(text)[1], None)

    def intent(self, words: str) -> str | None:
        """What words ask for as far as they go; None where they are no whole utterance yet."""
        return self.voice.intent(words)

    def _answer(self, reply: Reply, heard: Heard | None) -> Answer:
        return Answer(reply, self.voice.locale, heard, self.speaker)
