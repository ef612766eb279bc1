"""The computer's microphone and loudspeaker, through sounddevice and PortAudio."""

from __future__ import annotations

import logging
import queue
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any

from skill.speech.echo import BLOCK
from skill.speech.errors import DeviceMissing, EngineMissing
from skill.speech.heard import RATE_HZ
from skill.speech.sound import numpy

logger = logging.getLogger(__name__)

_LATE_S = 1.0  # without a block a microphone has gone, or its cable has
_LONGEST_S = 60  # what is kept of the microphone while nobody takes it


@cache
def _package() -> Any:
    try:
        return import_module("sounddevice")
    except ImportError as error:
        raise EngineMissing("sounddevice") from error
    except OSError as error:  # its wheels for Linux come without the library
        wanted = "PortAudio is missing: apt install libportaudio2"
        raise DeviceMissing(wanted) from error


def devices() -> list[str]:
    """The devices that there are, each in a line. Raises EngineMissing and DeviceMissing."""
    return [
        f"{number}: {each['name']} ({_ways(each)})"
        for number, each in enumerate(_package().query_devices())
    ]


def _ways(device: Any) -> str:
    ways = []
    if device["max_input_channels"]:
        ways.append("microphone")
    if device["max_output_channels"]:
        ways.append("loudspeaker")
    return " and ".join(ways)


def device_of(name: str | None) -> int | str | None:
    """A device by its number or a part of its name; None is the computer's choice."""
    return int(name) if name and name.isdecimal() else name


class Devices:
    """A microphone and a loudspeaker: see Audio.

    One that is unplugged is waited for: silence is heard until it is there again. Raises
    EngineMissing, and DeviceMissing where there is none to begin with.
    """

    def __init__(self, microphone: str | None = None, loudspeaker: str | None = None) -> None:
        self._names = device_of(microphone), device_of(loudspeaker)
        self._sounddevice = _package()
        self._stream: Any = None
        self._open()

    def exchange(self, out: Any) -> Any | None:
        """See Audio."""
        if self._stream is None and not self._reopened():
            return numpy().zeros(BLOCK, "float32")
        # What waits to be played is kept short: a block that comes late would stay late.
        if out.any() or self._out.empty():
            self._out.put(out)
        try:
            return self._heard.get(timeout=_LATE_S)
        except queue.Empty:
            logger.warning("The microphone or the loudspeaker has gone; waiting for it")
            self.close()
            return numpy().zeros(BLOCK, "float32")

    def close(self) -> None:
        """See Audio."""
        stream, self._stream = self._stream, None
        if stream is not None:
            with suppress(self._sounddevice.PortAudioError):
                stream.close()

    def _reopened(self) -> bool:
        try:
            # PortAudio learns of new devices only when it begins anew.
            self._sounddevice._terminate()
            self._sounddevice._initialize()
            self._open()
        except (DeviceMissing, self._sounddevice.PortAudioError):
            self._sounddevice.sleep(int(1000 * _LATE_S))
            return False
        logger.warning("The microphone and the loudspeaker are there again")
        return True

    def _open(self) -> None:
        blocks = int(_LONGEST_S * RATE_HZ / BLOCK)
        self._heard: queue.Queue[Any] = queue.Queue(blocks)
        self._out: queue.SimpleQueue[Any] = queue.SimpleQueue()
        try:
            self._stream = self._sounddevice.Stream(
                RATE_HZ, BLOCK, self._names, 1, "float32", callback=self._exchanged
            )
            self._stream.start()
        except (ValueError, self._sounddevice.PortAudioError) as error:
            self.close()
            raise DeviceMissing(f"no microphone or loudspeaker can be used: {error}") from error

    def _exchanged(self, heard: Any, played: Any, *_: Any) -> None:
        with suppress(queue.Full):  # what nobody takes for a minute is lost
            self._heard.put_nowait(heard[:, 0].copy())
        try:
            played[:, 0] = self._out.get_nowait()
        except queue.Empty:
            played.fill(0)
