"""Recordings as WAV files of 16 bits, one channel."""

from __future__ import annotations

import io
import wave
from pathlib import Path

from skill.speech.recording import Recording
from skill.speech.sound import sixteen_bits


def wav_bytes(recording: Recording) -> bytes:
    """The recording as the content of a WAV file; what is too loud is cut off."""
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(recording.rate_hz)
        file.writeframes(sixteen_bits(recording.samples))
    return content.getvalue()


def write_recording(path: Path, recording: Recording) -> None:
    """Writes a WAV file. Raises OSError."""
    path.write_bytes(wav_bytes(recording))
