"""What goes wrong with speech.

SpeechError(ValueError)
├── EngineMissing    a recogniser's package is not installed
├── ModelMissing     a recogniser has no model for the locale
├── ModelBroken      a model's folder is no model
├── NoRecording      a file is no WAV that can be read: another format, empty, truncated
├── DeviceMissing    there is no such microphone or loudspeaker, or nothing to use it with
└── WrongRate        samples at a rate that no recogniser takes
"""

from __future__ import annotations


class SpeechError(ValueError):
    """Something about speech that its user can put right."""


class EngineMissing(SpeechError):  # noqa: N818 - as the other trees
    """A recogniser's package is not installed."""

    def __init__(self, package: str) -> None:
        extra = "pip install 'costermonger[voice]'"
        super().__init__(f"{package} is not installed: pip install {package}, or {extra}")


class ModelMissing(SpeechError):  # noqa: N818 - as the other trees
    """A recogniser has no model for the locale."""


class ModelBroken(SpeechError):  # noqa: N818 - as the other trees
    """A model's folder is no model."""


class NoRecording(SpeechError):  # noqa: N818 - as the other trees
    """A file is no recording that can be read."""


class WrongRate(SpeechError):  # noqa: N818 - as the other trees
    """Samples at a rate that no recogniser takes."""

    def __init__(self, rate_hz: int) -> None:
        super().__init__(f"{rate_hz} Hz is no rate for speech: 8000 to 192000 Hz are")


class DeviceMissing(SpeechError):  # noqa: N818 - as the other trees
    """There is no such microphone or loudspeaker, or nothing to use it with."""
