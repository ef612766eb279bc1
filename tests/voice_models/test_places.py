"""The list of models, and which fetched one hears a locale."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from voice_models.errors import UnknownModel
from voice_models.listed import get_model, listed_models
from voice_models.places import fetched_models, find_fetched, models_folder, own_model


def lay(folder: Path, *names: str) -> None:
    """Makes folders that hold what a model has at least."""
    for name in names:
        for file in ("am/final.mdl", "conf/mfcc.conf"):
            path = folder / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()


def test_every_listed_model_has_what_is_needed_to_check_it() -> None:
    models = listed_models()
    assert len({model.name for model in models}) == len(models)
    for model in models:
        assert re.fullmatch(r"[0-9a-f]{32}", model.md5)
        assert re.fullmatch(r"([0-9a-f]{64})?", model.sha256)
        assert urlsplit(model.url).scheme == "https"
        assert model.url.endswith(f"/{model.name}.zip")
        assert 10_000_000 < model.size_bytes < 500_000_000
        assert model.licence == "Apache-2.0"


def test_the_shops_own_locales_have_a_model_each() -> None:
    for locale in ("en-US", "en-GB", "fr-FR"):
        assert get_model(locale, listed_models()).locale == locale


def test_a_model_is_named_by_its_name_its_locale_or_its_language() -> None:
    models = listed_models()
    assert get_model("vosk-model-en-us-0.22-lgraph", models).size_bytes > 100_000_000
    assert get_model("en-us", models).name == "vosk-model-small-en-us-0.15"
    assert get_model("fr_FR", models).name == get_model("fr", models).name
    with pytest.raises(UnknownModel, match=r"'tlh'.*en-US.*COSTER_VOICE_MODEL"):
        get_model("tlh", models)


def test_models_are_kept_where_a_setting_the_data_folder_or_the_home_says(tmp_path: Path) -> None:
    home = {"HOME": "/home/kim"}
    assert models_folder(home) == Path("/home/kim/.local/share/costermonger/voice")
    data = {**home, "XDG_DATA_HOME": "/data"}
    assert models_folder(data) == Path("/data/costermonger/voice")
    assert models_folder({**data, "COSTER_VOICE_MODELS": "/models"}) == Path("/models")
    assert models_folder({}) is None
    assert fetched_models({}) == {}
    assert own_model({"COSTER_VOICE_MODEL": " /own "}) == Path("/own")
    assert own_model({}) is None


def test_the_model_of_the_locale_goes_first_then_the_larger(tmp_path: Path) -> None:
    kept = {"COSTER_VOICE_MODELS": str(tmp_path)}
    assert find_fetched(kept, "en-US") is None
    lay(tmp_path, "vosk-model-small-en-gb-0.15")
    assert find_fetched(kept, "en-US") == tmp_path / "vosk-model-small-en-gb-0.15"
    lay(tmp_path, "vosk-model-small-en-us-0.15", "vosk-model-en-us-0.22-lgraph")
    assert find_fetched(kept, "en-US") == tmp_path / "vosk-model-en-us-0.22-lgraph"
    assert find_fetched(kept, "en-GB") == tmp_path / "vosk-model-small-en-gb-0.15"
    assert find_fetched(kept, "en") == tmp_path / "vosk-model-en-us-0.22-lgraph"
    assert find_fetched(kept, "fr-FR") is None


def test_what_is_unlisted_or_half_there_is_no_fetched_model(tmp_path: Path) -> None:
    lay(tmp_path, "another-model", ".fetching/vosk-model-small-fr-0.22")
    (tmp_path / "vosk-model-small-de-0.15" / "am").mkdir(parents=True)
    assert fetched_models({"COSTER_VOICE_MODELS": str(tmp_path)}) == {}
