"""A Wyoming client, as Home Assistant is one, orders from the demo shop with its voice."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Coroutine, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import pytest

from skill.settings import Settings
from skill.speech import sound
from skill.speech.recording import Recording

pytest.importorskip("wyoming", reason="the package 'wyoming' is not installed")
pytest.importorskip("pocketsphinx", reason="the extra 'voice' is not installed")
pytest.importorskip("pyttsx3", reason="the extra 'voice' is not installed")
with warnings.catch_warnings():
    # It imports Python's own audioop where there still is one, before 3.13.
    warnings.simplefilter("ignore", DeprecationWarning)
    import_module("wyoming.audio")
from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.error import Error
from wyoming.event import Event
from wyoming.handle import Handled
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong
from wyoming.tts import Synthesize

from skill.channels.voice.wyoming_server import Household, Server
from skill.commands.wyoming import build_household
from skill.speech.speaker import open_speaker

_T = TypeVar("_T")
_SAID, _HEARD = "what is in my cart", "what's in my cart"


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> Household:
    """Sam's home, with ears and a mouth."""
    path = tmp_path_factory.mktemp("home") / "shop.sqlite3"
    return build_household(Settings(database_url=f"sqlite:///{path}"), "sam")


@pytest.fixture(scope="module")
def recording() -> Recording:
    """A sentence in another voice than the shop's."""
    return open_speaker("en-US", voice="en-us+klatt").speak(_SAID)


@dataclass
class Home:
    """A server, and the port that it has."""

    port: int

    def client(self) -> AsyncTcpClient:
        """A connection, to be entered."""
        return AsyncTcpClient("127.0.0.1", self.port)

    async def ask(self, *events: Event) -> list[Event]:
        """What the server answers to events on a connection of their own."""
        async with self.client() as client:
            for event in events:
                await client.write_event(event)
            client._writer.write_eof()  # type: ignore[union-attr]
            answers = []
            while event := await client.read_event():
                answers.append(event)
            return answers


@asynccontextmanager
async def served(household: Household) -> Any:
    """The server, on a free port."""
    server = Server(household, "127.0.0.1", 0)
    await server.start()
    listening = server._server._server
    assert listening is not None
    port = listening.sockets[0].getsockname()[1]
    try:
        yield Home(port)
    finally:
        await server._server.stop()
        listening.close()


def run(work: Coroutine[Any, Any, _T]) -> _T:
    """Runs one test's conversation, which must end soon."""
    return asyncio.run(asyncio.wait_for(work, 30))


def chunks(recording: Recording, rate_hz: int, channels: int = 1) -> Iterator[Event]:
    """A recording as a satellite sends it."""
    samples = sound.floats(sound.sixteen_bits(recording.samples))
    wide = sound.numpy().repeat(samples, channels)
    content = sound.sixteen_bits(wide)
    yield Transcribe(language="en").event()
    yield AudioStart(rate=rate_hz, width=2, channels=channels).event()
    for at in range(0, len(content), 2_048 * channels):
        piece = content[at : at + 2_048 * channels]
        yield AudioChunk(rate_hz, 2, channels, piece).event()
    yield AudioStop().event()


def said(text: str, conversation: str) -> Event:
    """Words, as Home Assistant passes them on."""
    return Transcript(text, context={"conversation_id": conversation}).event()


def test_it_tells_what_it_can_do(household: Household) -> None:
    async def talk() -> Info:
        async with served(household) as home:
            (answer,) = await home.ask(Describe().event())
            return Info.from_event(answer)

    info = run(talk())
    assert [model.languages for program in info.asr for model in program.models] == [["en-US"]]
    assert [model.name for program in info.handle for model in program.models] == ["shop"]
    assert [voice.languages for program in info.tts for voice in program.voices] == [["en-US"]]


def test_speech_becomes_words_an_answer_and_speech_again(
    household: Household, recording: Recording
) -> None:
    async def talk() -> tuple[str, Handled, list[Event]]:
        async with served(household) as home:
            (heard,) = await home.ask(*chunks(recording, recording.rate_hz))
            text = Transcript.from_event(heard).text
            (answer,) = await home.ask(said(text, "kitchen"))
            handled = Handled.from_event(answer)
            spoken = await home.ask(Synthesize(handled.text or "").event())
            return text, handled, spoken

    text, handled, spoken = run(talk())
    assert text in (_SAID, _HEARD)
    assert handled.text
    assert handled.context == {"conversation_id": "kitchen"}
    assert [AudioStart.is_type(e.type) for e in spoken[:2]] == [True, False]
    assert AudioStop.is_type(spoken[-1].type)
    seconds = sum(AudioChunk.from_event(event).seconds for event in spoken[1:-1])
    assert 1 < seconds < 30


def test_stereo_of_a_satellite_is_heard_too(household: Household, recording: Recording) -> None:
    async def talk() -> str:
        async with served(household) as home:
            (heard,) = await home.ask(*chunks(recording, recording.rate_hz, channels=2))
            return Transcript.from_event(heard).text

    assert run(talk()) in (_SAID, _HEARD)


def test_a_conversation_goes_on_from_one_sentence_to_the_next(household: Household) -> None:
    async def talk() -> list[str]:
        async with served(household) as home:
            texts = ["do you have oat milk", "what's in my cart", "no thanks"]
            events = [said(text, "hall") for text in texts]
            answers = await home.ask(*events)
            return [Handled.from_event(answer).text or "" for answer in answers]

    added, cart, _ = run(talk())
    assert "oat milk" in added.lower()
    assert "cart" in cart.lower()


def test_silence_and_what_is_no_command_become_no_words(household: Household) -> None:
    silence = Recording(sound.numpy().zeros(16_000, "float32"), 16_000)

    async def talk() -> list[str]:
        async with served(household) as home:
            heard = await home.ask(*chunks(silence, 16_000), AudioStop().event())
            return [Transcript.from_event(event).text for event in heard]

    assert run(talk()) == ["", ""]


def test_several_clients_at_once_are_answered_each(household: Household) -> None:
    async def talk() -> list[str]:
        async with served(household) as home:
            asked = [home.ask(said("help", f"room {number}")) for number in range(5)]
            return [Handled.from_event(each).text or "" for (each,) in await asyncio.gather(*asked)]

    answers = run(talk())
    assert len(answers) == 5
    assert all(answers)


def test_no_more_conversations_are_kept_than_a_home_has(household: Household) -> None:
    for number in range(20):
        household.answer("help", f"visitor {number}")
    assert len(household._conversations) == 16
    assert len(household._answers) <= 32


def test_what_is_no_event_ends_the_connection_and_nothing_else(household: Household) -> None:
    async def talk() -> list[Any]:
        async with served(household) as home:
            results: list[Any] = []
            for line in (
                b"GET / HTTP/1.1\r\n\r\n",
                b'{"type": "describe", "payload_length": 99999999999}\n',
                b"[1]\n",
                b"\xff" * 100_000 + b"\n",
            ):
                reader, writer = await asyncio.open_connection("127.0.0.1", home.port)
                writer.write(line)
                results.append(await reader.read())
                writer.close()
                await writer.wait_closed()
            results += await home.ask(Ping(text="still there?").event())
            return results

    *refused, pong = run(talk())
    assert not any(refused)
    assert Pong.from_event(pong).text == "still there?"


@pytest.mark.parametrize(
    "event",
    [
        Transcript("x" * 1_001).event(),
        Synthesize("x" * 1_001).event(),
        Event("transcript", {}),
        Event("audio-chunk", {"rate": 7, "width": 2, "channels": 1}, b"\0\0"),
        Event("audio-chunk", {"rate": "loud"}, b"\0\0"),
    ],
)
def test_an_event_that_makes_no_sense_is_answered_with_an_error(
    household: Household, event: Event
) -> None:
    async def talk() -> list[Event]:
        async with served(household) as home:
            found: list[Event] = await home.ask(event)
            return found

    (answer,) = run(talk())
    assert Error.is_type(answer.type)
    assert json.dumps(answer.data)


def test_an_utterance_without_end_is_heard_no_longer_than_half_a_minute(
    household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[int] = []

    class Ears:
        def hear(self, samples: bytes) -> str:
            taken.append(len(samples))
            return ""

    monkeypatch.setattr(household, "listen", lambda rate_hz: Ears())
    second = AudioChunk(16_000, 2, 1, bytes(32_000)).event()

    async def talk() -> None:
        async with served(household) as home:
            await home.ask(AudioStart(16_000, 2, 1).event(), *[second] * 40)

    run(talk())
    assert len(taken) == 30


@pytest.mark.slow
def test_the_command_serves_until_it_is_ended(tmp_path: Path) -> None:
    environment = {**os.environ, "COSTER_DATABASE_URL": f"sqlite:///{tmp_path}/shop.sqlite3"}
    command = [sys.executable, "-m", "skill.cli", "wyoming", "--port", "0", "--as", "guest"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline().startswith("Listening on tcp://127.0.0.1:")
        server.send_signal(signal.SIGINT)
        assert server.wait(60) == 130
