"""The models that can be fetched, as ``models.toml`` lists them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from voice_models.errors import UnknownModel

LIST = Path(__file__).with_name("models.toml")


@dataclass(frozen=True, slots=True)
class Model:
    """A model's archive: a ZIP file with one folder in it, which bears the model's name.

    ``sha256`` and ``md5`` are in hexadecimal digits; "" where none is known.
    """

    name: str
    locale: str
    about: str
    size_bytes: int
    licence: str
    url: str
    sha256: str = ""
    md5: str = ""

    @property
    def language(self) -> str:
        """The locale's language, as "en"."""
        return self.locale.partition("-")[0]


def listed_models(path: Path = LIST) -> tuple[Model, ...]:
    """All models of a list, in its order."""
    found = tomllib.loads(path.read_text(encoding="utf-8"))["model"]
    return tuple(Model(**each) for each in found)


def get_model(wanted: str, models: Sequence[Model]) -> Model:
    """The model of a name, else the first of a locale or a language. Raises UnknownModel."""
    key = wanted.casefold().replace("_", "-")
    for given in map(attrgetter, ("name", "locale", "language")):
        for model in models:
            if given(model).casefold() == key:
                return model
    locales = ", ".join(dict.fromkeys(model.locale for model in models))
    raise UnknownModel(
        f"no model is listed for {wanted!r}: there are some for {locales}; "
        "COSTER_VOICE_MODEL names the folder of one of your own"
    )
