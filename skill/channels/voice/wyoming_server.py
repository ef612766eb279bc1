"""The shop as ears, mouth and conversation for Home Assistant and its satellites.

They speak the Wyoming protocol (https://github.com/OHF-Voice/wyoming), in which words are all that
goes from ears to conversation, and from there to the mouth. So what was heard with which evidence,
and how an answer is spoken, is kept here for the text that comes back. The protocol knows no
passwords: whoever reaches the port speaks for the shopper.
"""

from __future__ import annotations

import asyncio
import uuid
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioChunkConverter, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.event import Event
from wyoming.handle import Handled
from wyoming.info import (
    AsrModel,
    AsrProgram,
    Attribution,
    Describe,
    HandleModel,
    HandleProgram,
    Info,
    TtsProgram,
    TtsVoice,
)
from wyoming.ping import Ping, Pong
from wyoming.server import AsyncEventHandler, AsyncTcpServer
from wyoming.tts import Synthesize

from skill.channels.voice.dialogue import Answer, Dialogue
from skill.speech import sound
from skill.speech.asked import ANYTHING
from skill.speech.heard import Heard, Listening
from skill.speech.recording import Recording

_MOST_CONVERSATIONS = 16
_MOST_CLIENTS = 16
_MOST_KEPT = 32  # answers, as they are spoken
_LONGEST_S = 30.0
_LONGEST_TEXT = 1_000
_MOST_BYTES = 1 << 20  # of one event
_PIECE_S = 0.1
_OURS = Attribution("Costermonger", "")


class Household:
    """The conversations of one home; all of them are with one shopper.

    Each takes its turn in one thread: recognisers are shared, and speech waits for speech.
    """

    def __init__(self, begin: Callable[[str], Dialogue], locale: str) -> None:
        self._begin, self.locale = begin, locale
        self._conversations: OrderedDict[str, Dialogue] = OrderedDict()
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._heard: Heard | None = None
        self._ears = begin(uuid.uuid4().hex)
        self.clients = 0
        self._thread = ThreadPoolExecutor(1, "wyoming")

    async def do(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """Does one thing when those before are done."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)

    def close(self) -> None:
        """Waits for what is being done."""
        self._thread.shutdown()

    def listen(self, rate_hz: int) -> Listening:
        """Begins an utterance, in answer to what was asked last. Raises WrongRate."""
        last = next(reversed(self._conversations.values()), None)
        asked = last.voice.asked if last else ANYTHING
        return self._ears.recognizer.listen(asked, rate_hz=rate_hz, partials=False)

    def transcript(self, listening: Listening) -> str:
        """The words heard; "" where they are nobody's command."""
        heard = listening.finish()
        self._heard = None if heard.refused else heard
        return "" if heard.refused else heard.text

    def answer(self, text: str, conversation: str) -> str:
        """The answer to words, in a conversation that goes on for as long as it is open."""
        dialogue = self._conversations.pop(conversation, None) or self._begin(conversation)
        heard, self._heard = self._heard, None
        # Words that came from these ears count with the evidence that they were heard with.
        ours = heard is not None and heard.text == text
        answer = dialogue.heard(heard) if heard and ours else dialogue.read(text)
        if answer is None:
            answer = dialogue.read(text)
        self._keep(conversation, dialogue, answer)
        return answer.text

    def _keep(self, conversation: str, dialogue: Dialogue, answer: Answer) -> None:
        self._answers[answer.text] = answer
        if not answer.ended:
            self._conversations[conversation] = dialogue
        for kept, most in ((self._conversations, _MOST_CONVERSATIONS), (self._answers, _MOST_KEPT)):
            while len(kept) > most:
                kept.popitem(last=False)

    def spoken(self, text: str) -> Iterator[Recording]:
        """A text as sound, piece by piece: an answer of ours as it is meant to be spoken."""
        if answer := self._answers.get(text):
            yield from answer.pieces()
        elif text and self._ears.speaker:
            yield self._ears.speaker.speak(text)

    def info(self) -> Info:
        """What Home Assistant is told that there is."""
        heard = AsrModel(
            name=self._ears.recognizer.engine,
            attribution=_OURS,
            installed=True,
            description=f"{self._ears.recognizer.engine}, with the shop's words",
            version=None,
            languages=[self.locale],
        )
        common: dict[str, Any] = {"attribution": _OURS, "installed": True, "version": None}
        talk = HandleModel(
            name="shop", description="Orders by voice", languages=[self.locale], **common
        )
        voice = TtsVoice(name="espeak", description=None, languages=[self.locale], **common)
        name = "costermonger"
        ears = AsrProgram(name=name, description="Hears orders", models=[heard], **common)
        shop = HandleProgram(name=name, description="Takes orders", models=[talk], **common)
        mouth = TtsProgram(name=name, description="Speaks", voices=[voice], **common)
        return Info(asr=[ears], handle=[shop], tts=[mouth] if self._ears.speaker else [])


class Guest(AsyncEventHandler):
    """One connection: each carries one utterance, one question or one text to speak at a time."""

    def __init__(self, household: Household, reader: Any, writer: Any) -> None:
        super().__init__(_Bounded(reader), writer)  # type: ignore[arg-type]
        self._household = household
        self._converter = AudioChunkConverter(width=2, channels=1)
        self._listening: Listening | None = None
        self._left_s = _LONGEST_S

    async def run(self) -> None:
        """Answers events until the other side leaves, or sends what is no event."""
        household = self._household
        if household.clients >= _MOST_CLIENTS:
            self.writer.close()
            return
        household.clients += 1
        try:
            await super().run()
        except (ValueError, LookupError, TypeError, AttributeError, EOFError, OSError):
            # The package reads whatever comes as if it were an event.
            self.writer.close()
        finally:
            household.clients -= 1

    async def handle_event(self, event: Event) -> bool:
        """Answers one event; False ends the connection."""
        try:
            await self._handle(event)
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            await self.write_event(Error(text=str(error), code=type(error).__name__).event())
            return False
        return True

    async def _handle(self, event: Event) -> None:
        do = self._household.do
        if Describe.is_type(event.type):
            await self.write_event(self._household.info().event())
        elif Ping.is_type(event.type):
            await self.write_event(Pong(text=Ping.from_event(event).text).event())
        elif Transcribe.is_type(event.type) or AudioStart.is_type(event.type):
            self._listening, self._left_s = None, _LONGEST_S
        elif AudioChunk.is_type(event.type):
            await do(self._hear, AudioChunk.from_event(event))
        elif AudioStop.is_type(event.type):
            text = await do(self._household.transcript, self._listening) if self._listening else ""
            self._listening = None
            await self.write_event(Transcript(text, language=self._household.locale).event())
        elif Transcript.is_type(event.type):
            await self._answer(Transcript.from_event(event))
        elif Synthesize.is_type(event.type):
            await self._speak(_bounded(Synthesize.from_event(event).text))

    def _hear(self, chunk: AudioChunk) -> None:
        self._left_s -= chunk.seconds
        if self._left_s < 0:
            return
        if self._listening is None:
            self._listening = self._household.listen(chunk.rate)
        self._listening.hear(self._converter.convert(chunk).audio)

    async def _answer(self, said: Transcript) -> None:
        context = dict(said.context or {})
        conversation = str(context.get("conversation_id") or uuid.uuid4().hex)[:100]
        context["conversation_id"] = conversation
        text = await self._household.do(self._household.answer, _bounded(said.text), conversation)
        await self.write_event(Handled(text=text, context=context).event())

    async def _speak(self, text: str) -> None:
        pieces = self._household.spoken(text)
        started: AudioStart | None = None
        while (piece := await self._household.do(partial(next, pieces, None))) is not None:
            if started is None:
                started = AudioStart(rate=piece.rate_hz, width=2, channels=1)
                await self.write_event(started.event())
            await self._play(piece)
        if started is None:
            await self.write_event(AudioStart(rate=16_000, width=2, channels=1).event())
        await self.write_event(AudioStop().event())

    async def _play(self, piece: Recording) -> None:
        samples = sound.sixteen_bits(piece.samples)
        step = 2 * round(_PIECE_S * piece.rate_hz)
        for at in range(0, len(samples), step):
            chunk = AudioChunk(piece.rate_hz, 2, 1, samples[at : at + step])
            await self.write_event(chunk.event())


class _Bounded:
    """A stream of which no event takes more memory than there is."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self._reader = reader

    async def readline(self) -> bytes:
        return await self._reader.readline()

    async def readexactly(self, length: int) -> bytes:
        if not 0 <= length <= _MOST_BYTES:
            raise ValueError(f"an event of {length} bytes")
        return await self._reader.readexactly(length)

    def feed_eof(self) -> None:
        self._reader.feed_eof()


def _bounded(text: str) -> str:
    if len(text) > _LONGEST_TEXT:
        raise ValueError(f"a text of {len(text)} characters")
    return text


class Server:
    """Serves a household on a port; 0 is any that is free."""

    def __init__(self, household: Household, host: str, port: int) -> None:
        self._household = household
        self._server = AsyncTcpServer(host, port)

    async def run(self) -> None:
        """Serves until it is cancelled."""
        await self._server.run(partial(Guest, self._household))

    async def start(self) -> None:
        """Begins to serve."""
        await self._server.start(partial(Guest, self._household))

    async def stop(self) -> None:
        """Ends every connection."""
        await self._server.stop()
        self._household.close()
