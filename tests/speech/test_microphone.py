"""The computer's microphone and loudspeaker, which may be unplugged."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from skill.speech import microphone, sound
from skill.speech.echo import BLOCK
from skill.speech.errors import DeviceMissing, EngineMissing
from skill.speech.microphone import Devices, device_of, devices


class GoneError(Exception):
    """As PortAudio's own."""


@dataclass
class Sockets:
    """A sounddevice whose one device can be pulled out and put in again."""

    is_plugged: bool = True
    streams: list[Stream] = field(default_factory=list)
    began: int = 0
    PortAudioError: type[Exception] = GoneError

    def query_devices(self) -> list[dict[str, Any]]:
        device = {"name": "Headset", "max_input_channels": 1, "max_output_channels": 2}
        return [device] if self.is_plugged else []

    def Stream(self, *arguments: Any, callback: Any) -> Stream:  # noqa: N802 - its own name
        if not self.is_plugged:
            raise GoneError("no device")
        self.streams.append(Stream(self, callback))
        return self.streams[-1]

    def sleep(self, milliseconds: int) -> None:
        """Nobody waits in a test."""

    def _initialize(self) -> None:
        self.began += 1

    def _terminate(self) -> None:
        """Nothing is held."""


@dataclass
class Stream:
    """It calls back once a block, while its device is there."""

    owner: Sockets
    callback: Any
    is_closed: bool = False

    def start(self) -> None:
        self.bring(0.5)

    def close(self) -> None:
        self.is_closed = True

    def bring(self, value: float) -> Any:
        """A block with that value is heard; what was played is returned."""
        np = sound.numpy()
        played = np.ones((BLOCK, 1), "float32")
        self.callback(np.full((BLOCK, 1), value, "float32"), played, BLOCK, None, None)
        return played[:, 0]


@pytest.fixture
def sockets(monkeypatch: pytest.MonkeyPatch) -> Sockets:
    found = Sockets()
    monkeypatch.setattr(microphone, "_package", lambda: found)
    monkeypatch.setattr(microphone, "_LATE_S", 0.01)
    return found


def block(value: float = 0.0) -> Any:
    return sound.numpy().full(BLOCK, value, "float32")


def test_what_is_played_goes_out_as_what_is_heard_comes_in(sockets: Sockets) -> None:
    pair = Devices()
    heard = pair.exchange(block(0.25))
    assert heard is not None
    assert heard[0] == 0.5
    assert sockets.streams[0].bring(0.1)[0] == 0.25


def test_where_nothing_is_to_be_played_the_loudspeaker_is_silent(sockets: Sockets) -> None:
    Devices()
    assert not sockets.streams[0].bring(0.1).any()


def test_silence_is_not_put_behind_silence(sockets: Sockets) -> None:
    pair = Devices()
    for _ in range(20):
        sockets.streams[0].callback(block().reshape(-1, 1), block().reshape(-1, 1))
    for _ in range(10):
        pair.exchange(block())
    pair.exchange(block(0.25))
    played = [sockets.streams[0].bring(0.1)[0] for _ in range(3)]
    assert 0.25 in played


def test_an_unplugged_microphone_is_silent_until_it_is_there_again(sockets: Sockets) -> None:
    pair = Devices()
    pair.exchange(block())
    sockets.is_plugged = False
    for _ in range(3):
        heard = pair.exchange(block())
        assert heard is not None
        assert not heard.any()
    assert sockets.streams[0].is_closed
    sockets.is_plugged = True
    heard = pair.exchange(block())
    assert heard is not None
    assert heard[0] == 0.5
    assert sockets.began > 0
    assert len(sockets.streams) == 2


def test_without_any_device_there_is_a_plain_error(sockets: Sockets) -> None:
    sockets.is_plugged = False
    with pytest.raises(DeviceMissing, match="no microphone or loudspeaker"):
        Devices()


def test_devices_are_listed_with_what_they_are(sockets: Sockets) -> None:
    assert devices() == ["0: Headset (microphone and loudspeaker)"]


def test_a_device_goes_by_its_number_or_its_name() -> None:
    assert [device_of(name) for name in ("3", "Head", None)] == [3, "Head", None]


def test_closing_twice_does_no_harm(sockets: Sockets) -> None:
    pair = Devices()
    pair.close()
    pair.close()
    assert sockets.streams[0].is_closed


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (ImportError("no module"), EngineMissing),
        (OSError("PortAudio library not found"), DeviceMissing),
    ],
)
def test_what_is_missing_is_named(
    fault: Exception, expected: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(name: str) -> Any:
        raise fault

    monkeypatch.setattr(microphone, "import_module", fails)
    microphone._package.cache_clear()
    with pytest.raises(expected, match="install"):
        devices()
    microphone._package.cache_clear()


def test_a_real_stream_of_portaudio_exchanges_blocks(tmp_path: Path) -> None:
    """ALSA's null device plays to nobody and hears silence; it needs no sound card."""
    program = (
        "import sys\n"
        "try: import sounddevice\n"
        "except (ImportError, OSError): sys.exit(77)\n"
        "from skill.speech import microphone, sound\n"
        "silent = sound.numpy().zeros(512, 'float32')\n"
        "pair = microphone.Devices()\n"
        "assert microphone.devices()\n"
        "assert all(len(pair.exchange(silent)) == 512 for _ in range(20))\n"
        "pair.close()\n"
        "assert len(pair.exchange(silent)) == 512 and pair._stream is not None\n"
        "pair.close()\n"
    )
    (tmp_path / "asound.conf").write_text(
        "pcm.!default { type null }\nctl.!default { type null }\n"
    )
    environment = os.environ | {"ALSA_CONFIG_PATH": str(tmp_path / "asound.conf")}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=60
    )
    if done.returncode == 77:
        pytest.skip("PortAudio is not installed")
    assert done.returncode == 0, done.stderr
