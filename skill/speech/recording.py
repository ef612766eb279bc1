"""Recordings in WAV files, of any rate, any number of channels and any width of a sample.

The format is read here since Python's ``wave`` takes neither floats nor, before 3.12, the
extensible header in which 24 bits and more come. Source: "Multimedia Programming Interface and
Data Specifications 1.0" (IBM and Microsoft, 1991) and Microsoft's WAVEFORMATEXTENSIBLE.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skill.speech.errors import NoRecording
from skill.speech.sound import Resampler, check_rate, numpy

_EXTENSIBLE = 0xFFFE
_FORMAT = struct.Struct("<HHIIHH")  # format, channels, rate, bytes a second, block, bits
_CHUNK = struct.Struct("<4sI")
# Written for the length by programs that stream, which do not know it yet.
_UNKNOWN_LENGTHS = (0xFFFFFFFF, 0x7FFFFFFF, 0x7FFFFFFF - 36, 0xFFFFFFFF - 36)


@dataclass(frozen=True, slots=True)
class Recording:
    """One channel, mixed of all; ``samples`` are floats from -1 to 1."""

    samples: Any
    rate_hz: int

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / self.rate_hz

    def at_16_khz(self) -> Any:
        """The samples at the rate that recognisers take. Raises WrongRate."""
        return Resampler(self.rate_hz).take(self.samples, last=True)


def read_recording(path: Path) -> Recording:
    """Reads a WAV file. Raises NoRecording, WrongRate and OSError."""
    chunks = dict(_chunks(path, path.read_bytes()))
    if b"fmt " not in chunks or b"data" not in chunks:
        missing = "format" if b"fmt " not in chunks else "samples"
        raise NoRecording(f"{path}: a WAV file without its {missing}: it is truncated")
    kind, channels, rate_hz, bits = _format(path, chunks[b"fmt "])
    check_rate(rate_hz)
    block = channels * bits // 8
    data = chunks[b"data"]
    if len(data) < block:
        raise NoRecording(f"{path}: a recording without a single sample")
    values = _values(path, data[: len(data) // block * block], kind, bits)
    return Recording(values.reshape(-1, channels).mean(axis=1, dtype="float32"), rate_hz)


def _chunks(path: Path, content: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not content:
        raise NoRecording(f"{path}: an empty file")
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        raise NoRecording(f"{path}: no WAV file")
    at = 12
    while at + _CHUNK.size <= len(content):
        name, length = _CHUNK.unpack_from(content, at)
        at += _CHUNK.size
        streamed = name == b"data" and length in _UNKNOWN_LENGTHS
        if not streamed and at + length > len(content):
            have = len(content) - at
            raise NoRecording(f"{path}: truncated: {have:,} bytes of {length:,} are there")
        yield name, content[at:] if streamed else content[at : at + length]
        at = len(content) if streamed else at + length + length % 2


def _format(path: Path, chunk: bytes) -> tuple[int, int, int, int]:
    if len(chunk) < _FORMAT.size:
        raise NoRecording(f"{path}: a WAV file whose format is truncated")
    kind, channels, rate_hz, _, _, bits = _FORMAT.unpack_from(chunk)
    if kind == _EXTENSIBLE and len(chunk) >= 26:  # the real format follows, first in a GUID
        kind = int.from_bytes(chunk[24:26], "little")
    if not channels or not bits:
        raise NoRecording(f"{path}: a WAV file with {channels} channels of {bits} bits")
    return kind, channels, rate_hz, bits


def _values(path: Path, data: bytes, kind: int, bits: int) -> Any:
    np = numpy()
    match kind, bits:
        case 1, 8:  # the only width without a sign
            return (np.frombuffer(data, "u1").astype("float32") - 128) / 128
        case 1, 16 | 32:
            return np.frombuffer(data, f"<i{bits // 8}").astype("float32") / 2.0 ** (bits - 1)
        case 1, 24:
            low = np.frombuffer(data, "u1").reshape(-1, 3)
            wide = np.zeros((len(low), 4), "u1")
            wide[:, 1:] = low
            return (wide.view("<i4").ravel() / 2.0**31).astype("float32")
        case 3, 32 | 64:
            values = np.frombuffer(data, f"<f{bits // 8}").astype("float32")
            return np.nan_to_num(values, nan=0.0, posinf=1.0, neginf=-1.0).clip(-1, 1)
    raise NoRecording(f"{path}: samples of {bits} bits in format {kind}, which is not read here")
