"""Which recogniser hears a locale; each engine is imported when it is opened."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from skill.speech.errors import ModelMissing
from skill.speech.vocabulary import Vocabulary

if TYPE_CHECKING:
    from skill.speech.heard import Recognizer

ENGINES = ("auto", "vosk", "pocketsphinx")


def open_recognizer(
    vocabulary: Vocabulary, engine: str = "auto", environment: Mapping[str, str] = os.environ
) -> Recognizer:
    """The engine of that name; ``auto`` is Vosk where a model of the language is there.

    Raises EngineMissing, ModelMissing and ModelBroken.
    """
    model = find_model(environment)
    if engine == "vosk" and model is None:
        raise ModelMissing("there is no Vosk model: COSTER_VOICE_MODEL names the folder of one")
    if engine == "vosk" or (engine == "auto" and model):
        from skill.speech.vosk_engine import Vosk

        return Vosk(model or Path(), vocabulary)
    from skill.speech.sphinx import Sphinx

    return Sphinx(vocabulary)


def find_model(environment: Mapping[str, str]) -> Path | None:
    """The folder of one's own Vosk model, as COSTER_VOICE_MODEL names it; None without one."""
    named = environment.get("COSTER_VOICE_MODEL", "").strip()
    return Path(named) if named else None
