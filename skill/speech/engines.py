"""Which recogniser hears a locale; each engine is imported when it is opened."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from skill.speech.errors import ModelMissing
from skill.speech.vocabulary import Vocabulary
from voice_models.places import find_fetched, own_model

if TYPE_CHECKING:
    from skill.speech.heard import Recognizer

ENGINES = ("auto", "vosk", "pocketsphinx")
_SPHINX_HEARS = "en"  # the one language whose model comes with its package


def open_recognizer(
    vocabulary: Vocabulary,
    engine: str = "auto",
    environment: Mapping[str, str] = os.environ,
    *,
    locale: str | None = None,
) -> Recognizer:
    """The engine of that name; ``auto`` is Vosk where a model of the language is there.

    A model of the ``locale`` goes before another of the vocabulary's language. Raises
    EngineMissing, ModelMissing and ModelBroken.
    """
    wanted = locale or vocabulary.language
    model = find_model(environment, wanted)
    only_vosk = engine == "vosk" or (engine == "auto" and vocabulary.language != _SPHINX_HEARS)
    if only_vosk and model is None:
        raise ModelMissing(
            f"there is no Vosk model for {wanted}: 'coster voice fetch {wanted}' fetches one, "
            "and COSTER_VOICE_MODEL names the folder of one of your own"
        )
    if model and engine != "pocketsphinx":
        from skill.speech.vosk_engine import Vosk

        return Vosk(model, vocabulary, environment)
    from skill.speech.sphinx import Sphinx

    return Sphinx(vocabulary)


def find_model(environment: Mapping[str, str], locale: str) -> Path | None:
    """The folder of a Vosk model: one's own, as COSTER_VOICE_MODEL names it, else one fetched."""
    return own_model(environment) or find_fetched(environment, locale)
