"""The purchase of ``coster demo`` by voice, with no network: every sentence goes through a file.

The shopper's voice is written to a file, the recogniser hears that file, and the answer's sound is
written to another. Who is not understood says it again, more slowly, then in other words.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fulfillment.shop import Shop
from skill import wiring
from skill.channels.voice.channel import Voice
from skill.channels.voice.dialogue import Answer, Dialogue
from skill.commands.demo_devices import newcomer
from skill.commands.demo_wishes import Wish
from skill.conversation.dialogue import CERTAIN
from skill.conversation.reply import Reply
from skill.conversation.turn import Caller, Reading, Turn
from skill.settings import Settings
from skill.speech import sound
from skill.speech.heard import RATE_HZ, Heard
from skill.speech.recording import Recording, read_recording
from skill.speech.speaker import Speaker, joined, open_speaker, voice_of
from skill.speech.wav import write_recording
from skill.understanding import Hypothesis, Understanding

_OTHER = "+klatt"  # the shopper's voice is a variant of the shop's own
_SLOWER = 0.85
_PIECE_S = 0.1  # what a file is read in, as a microphone would bring it
_PAUSE_S = 0.5  # between two sentences


@dataclass(frozen=True)
class Exchange:
    """A sentence in the wording that was understood, and the answer."""

    said: str
    answer: str


@dataclass(frozen=True)
class Purchase:
    """A conversation that was spoken.

    ``misheard`` counts the sentences that had to be said again; ``is_whole`` tells whether all
    were understood in the end.
    """

    customer: int
    exchanges: Sequence[Exchange]
    misheard: int
    is_whole: bool


class Tape:
    """A folder of WAV files, numbered by turn, and at the end one of the whole conversation."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._all: list[Recording] = []

    def keep(self, who: str, recording: Recording) -> Path:
        """Writes what was said. Raises OSError."""
        path = self._folder / f"{len(self._all):02}-{who}.wav"
        write_recording(path, recording)
        self._all.append(recording)
        return path

    def end(self) -> Path:
        """Writes all that was said, one after the other. Raises OSError."""
        np = sound.numpy()
        pause = np.zeros(round(_PAUSE_S * RATE_HZ), "float32")
        row = [piece for each in self._all for piece in (each.at_16_khz(), pause)]
        path = self._folder / "conversation.wav"
        write_recording(path, joined([Recording(piece, RATE_HZ) for piece in row]))
        return path


@dataclass
class Attentive(Voice):
    """A conversation that remembers what the last utterance was taken for."""

    turn: Turn | None = None

    def hear(self, heard: Heard) -> tuple[Turn, Reply] | None:
        """See Voice."""
        found = super().hear(heard)
        self.turn = found[0] if found else None
        return found

    def means(self, text: str) -> Reading | None:
        """What a sentence means, perfectly heard, where the conversation stands."""
        said = [Hypothesis(text)]
        return next(iter(self.understanding.understand_heard(said, expects=self.expects)), None)

    @property
    def was_understood(self) -> bool:
        """Whether the last utterance was taken for anything: the conversation may have moved."""
        turn = self.turn
        return turn is not None and turn.intent != "Fallback" and turn.confidence >= CERTAIN

    def took_for(self, wanted: Reading | None) -> bool:
        """Whether the last utterance was understood so, and surely enough to act on."""
        turn = self.turn
        if turn is None or wanted is None or turn.confidence < CERTAIN:
            return False
        return turn.intent == wanted.intent and _values(turn) == _values(wanted)


def _values(meant: Turn | Reading) -> dict[str, str | int | None]:
    return {name: slot.value or slot.text for name, slot in meant.slots.items()}


class Shopper:
    """A shopper who speaks, and listens whether the answer is one to what was said."""

    def __init__(self, dialogue: Dialogue, voice: Attentive, speaker: Speaker, tape: Tape) -> None:
        self._dialogue, self._voice = dialogue, voice
        self._speaker, self._tape = speaker, tape
        self.misheard = 0

    def converses(self, wishes: Sequence[Wish]) -> Iterator[Exchange]:
        """The greeting, then what was said and answered, as far as all was understood."""
        yield Exchange("", self._heard_answer(self._dialogue.begin()))
        for wish in wishes:
            if (exchange := self._says(wish)) is None:
                return
            yield exchange

    def _says(self, wish: Wish) -> Exchange | None:
        """Says it until it is understood, up to three times; None where it never was."""
        for text, speed in self._ways(wish):
            wanted = self._voice.means(text)
            answer = self._utter(text, speed)
            shown = self._heard_answer(answer) if answer else ""
            if answer and self._voice.took_for(wanted):
                return Exchange(text, shown)
            self.misheard += 1
        return None

    def _ways(self, wish: Wish) -> Iterator[tuple[str, float]]:
        """The sentence, again where the conversation has not moved, and the other wording."""
        yield wish.said, 1.0
        if not self._voice.was_understood:
            yield wish.said, _SLOWER
        if not (self._voice.last and self._voice.last.ends):
            yield wish.otherwise, 1.0

    def _utter(self, text: str, speed: float) -> Answer | None:
        self._voice.turn = None
        path = self._tape.keep("you", self._speaker.speak(text, speed=speed))
        print(f"\nyou:   {text}{' (slower)' if speed < 1 else ''}")
        heard = self._hear(read_recording(path))
        print(f"heard: {heard.text or '-'}{f' ({heard.refused})' if heard.refused else ''}")
        return self._dialogue.heard(heard)

    def _hear(self, recording: Recording) -> Heard:
        asked, rate_hz = self._voice.asked, recording.rate_hz
        listening = self._dialogue.recognizer.listen(asked, rate_hz=rate_hz, partials=False)
        step = round(_PIECE_S * rate_hz)
        for at in range(0, len(recording.samples), step):
            listening.hear(sound.sixteen_bits(recording.samples[at : at + step]))
        return listening.finish()

    def _heard_answer(self, answer: Answer) -> str:
        speech = answer.speech
        assert speech is not None  # noqa: S101 - the shop has a voice here
        self._tape.keep("shop", speech)
        print(f"shop:  {answer.text}")
        return answer.text


def attentive(
    shop: Shop, settings: Settings, understanding: Understanding, caller: Caller
) -> Attentive:
    """A new conversation."""
    conversation = wiring.build_conversation(shop, settings, lambda _: understanding)
    return Attentive(conversation, understanding, caller, uuid.uuid4().hex, settings.locale)


def speak(
    shop: Shop,
    settings: Settings,
    understanding: Understanding,
    wishes: Sequence[Wish],
    folder: Path,
) -> Purchase:
    """Buys by voice, with the recordings in a folder. Raises SpeechError and OSError."""
    own = voice_of(settings.locale)
    speaker, other = (open_speaker(settings.locale, voice=own + each) for each in ("", _OTHER))
    recognizer = wiring.build_recognizer(shop, settings)
    customer, token = newcomer(shop)
    voice = attentive(shop, settings, understanding, Caller(str(customer), token))
    tape = Tape(folder)
    person = Shopper(Dialogue(recognizer, voice, speaker), voice, other, tape)
    exchanges = list(person.converses(wishes))
    tape.end()
    return Purchase(customer, exchanges, person.misheard, len(exchanges) > len(wishes))
