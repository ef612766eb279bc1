"""Where fetched models are kept, and which of them hears a locale.

Below the folder of models, each has a folder of its name. What is still being fetched or checked
lies in folders whose names begin with a dot, and is no model yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from voice_models.listed import Model, listed_models

# Whatever else a model has, it has one of each; in older ones they lie at the top.
NEEDED = (("am/final.mdl", "final.mdl"), ("conf/mfcc.conf", "mfcc.conf"))


def models_folder(environment: Mapping[str, str]) -> Path | None:
    """The folder of fetched models; None where there is neither a setting nor a home.

    COSTER_VOICE_MODELS names it, else it is that of the user's data, as the XDG Base Directory
    Specification has it.
    """
    if named := environment.get("COSTER_VOICE_MODELS", "").strip():
        return Path(named).expanduser()
    if data := environment.get("XDG_DATA_HOME", "").strip():
        return Path(data) / "costermonger" / "voice"
    home = environment.get("HOME") or environment.get("USERPROFILE")
    return Path(home) / ".local" / "share" / "costermonger" / "voice" if home else None


def own_model(environment: Mapping[str, str]) -> Path | None:
    """The folder of one's own model, as COSTER_VOICE_MODEL names it; None without one."""
    named = environment.get("COSTER_VOICE_MODEL", "").strip()
    return Path(named).expanduser() if named else None


def is_model(folder: Path) -> bool:
    """Whether a folder holds what every model has."""
    return all(any((folder / name).is_file() for name in names) for names in NEEDED)


def fetched_models(
    environment: Mapping[str, str], models: Sequence[Model] | None = None
) -> dict[Model, Path]:
    """The listed models that have been fetched, and the folder of each."""
    folder = models_folder(environment)
    if folder is None or not folder.is_dir():
        return {}
    every = listed_models() if models is None else models
    return {model: folder / model.name for model in every if is_model(folder / model.name)}


def find_fetched(
    environment: Mapping[str, str], locale: str, models: Sequence[Model] | None = None
) -> Path | None:
    """The folder of the fetched model for a locale or a language; None where there is none.

    The locale's own goes before another of its language, the larger before the smaller: who has
    fetched that wants it.
    """
    fetched = fetched_models(environment, models)
    language = locale.partition("-")[0]
    akin = [model for model in fetched if model.language == language]
    akin.sort(key=lambda model: (model.locale != locale, -model.size_bytes))
    return fetched[akin[0]] if akin else None
