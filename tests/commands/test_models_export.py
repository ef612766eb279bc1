"""``coster models export``: a zip that the platform's console takes, the same on every machine."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from skill.cli import main
from skill.commands.models import pack

# What Google's documentation says that an import holds at least.
_NEEDED = {
    "dialogflow-es": [
        "agent.json",
        "package.json",
        "intents/Default Welcome Intent.json",
        "intents/Default Fallback Intent.json",
        "intents/AddToCart.json",
        "intents/AddToCart_usersays_en.json",
        "entities/Product.json",
        "entities/Product_entries_en.json",
    ],
    "dialogflow-cx": [
        "agent.json",
        "flows/Default Start Flow/Default Start Flow.json",
        "webhooks/Costermonger.json",
        "intents/Default Welcome Intent/Default Welcome Intent.json",
        "intents/Default Negative Intent/Default Negative Intent.json",
        "intents/AddToCart/AddToCart.json",
        "intents/AddToCart/trainingPhrases/en.json",
        "entityTypes/Product/Product.json",
        "entityTypes/Product/entities/en.json",
    ],
    "google-actions": [
        "manifest.yaml",
        "settings/settings.yaml",
        "actions/actions.yaml",
        "webhooks/Costermonger.yaml",
        "custom/global/actions.intent.MAIN.yaml",
        "custom/intents/AddToCart.yaml",
        "custom/types/Product.yaml",
        "custom/scenes/Shop.yaml",
    ],
}


@pytest.mark.parametrize("platform", sorted(_NEEDED))
def test_the_zip_opens_and_holds_what_google_documents(
    tmp_path: Path, platform: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "agent.zip"
    code = main(["models", "export", platform, "--to", str(target), "--url", "https://h.example/"])
    assert code == 0, capsys.readouterr().err
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == sorted(names)
        assert set(_NEEDED[platform]) <= set(names)
        texts = [archive.read(name).decode("utf-8") for name in names]
    assert any('"https://h.example/google/' in text for text in texts)
    assert not any("shop.example" in text for text in texts)


def test_the_same_files_make_the_same_zip(tmp_path: Path) -> None:
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    pack(one, {"b.json": json.dumps({"é": 1}), "a/b.json": "{}"})
    pack(two, {"a/b.json": "{}", "b.json": json.dumps({"é": 1})})
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_google_calls_no_address_without_tls(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "agent.zip"
    arguments = ["models", "export", "dialogflow-es", "--to", str(target), "--url", "http://h.test"]
    assert main(arguments) == 2
    assert "https" in capsys.readouterr().err
    assert not target.exists()


def test_a_folder_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "nowhere" / "agent.zip"
    assert main(["models", "export", "dialogflow-es", "--to", str(target)]) == 2
    assert "nowhere" in capsys.readouterr().err
