"""What is built says what the sources say, and Alexa's own schema takes it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from interaction_models import compiler, locales
from interaction_models.locale import ROOT
from skill.commands.models import demo_names
from tests.interaction_models.small import NAMES

_SCHEMA = ROOT.parents[1] / "shared/protocol/schemas/InteractionModel.json"
_MOST_BYTES = 1_500_000


@pytest.fixture(scope="module")
def models() -> dict[str, Any]:
    """The built models by their path."""
    paths = sorted((ROOT / "built/alexa").glob("*.json"))
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def test_the_built_files_are_not_stale() -> None:
    assert compiler.check(ROOT, demo_names) == [], "run: coster models build"


def test_every_locale_has_a_model(models: dict[str, Any]) -> None:
    assert models.keys() == {f"{name}.json" for name in locales()}


def test_alexas_schema_takes_the_built_models(models: dict[str, Any]) -> None:
    if not _SCHEMA.is_file():
        pytest.skip(f"no schema at {_SCHEMA}")
    schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    for model in models.values():
        jsonschema.validate(model, schema)


def test_a_model_stays_within_alexas_size(models: dict[str, Any]) -> None:
    assert models
    for name in models:
        assert (ROOT / "built/alexa" / name).stat().st_size < _MOST_BYTES


def test_every_slot_in_a_sample_is_declared_and_its_type_defined(models: dict[str, Any]) -> None:
    for model in models.values():
        language = model["interactionModel"]["languageModel"]
        defined = {each["name"] for each in language["types"]}
        for intent in language["intents"]:
            slots = {slot["name"]: slot["type"] for slot in intent.get("slots", [])}
            named = set(re.findall(r"\{(\w+)\}", " ".join(intent["samples"])))
            assert named == slots.keys(), intent["name"]
            custom = {t for t in slots.values() if not t.startswith("AMAZON.")}
            assert custom <= defined


def test_what_every_skill_must_understand_is_there(models: dict[str, Any]) -> None:
    needed = ["Cancel", "Fallback", "Help", "NavigateHome", "No", "Repeat", "Stop", "Yes"]
    for model in models.values():
        names = {each["name"] for each in model["interactionModel"]["languageModel"]["intents"]}
        assert {f"AMAZON.{name}Intent" for name in needed} <= names
        assert not {"Launch", "Fallback", "AMAZON.SearchQuery"} & names


def test_the_slots_we_ask_for_are_in_the_dialog_model(models: dict[str, Any]) -> None:
    for model in models.values():
        dialogs = {each["name"]: each for each in model["interactionModel"]["dialog"]["intents"]}
        prompts = {each["id"] for each in model["interactionModel"]["prompts"]}
        asked = {
            (name, slot["name"]): slot["prompts"]["elicitation"]
            for name, dialog in dialogs.items()
            for slot in dialog["slots"]
            if slot["elicitationRequired"]
        }
        assert asked.keys() == {("SearchProduct", "product"), ("ChangeQuantity", "quantity")}
        assert set(asked.values()) == prompts


def copied(folder: Path, intents: str = "*") -> Path:
    """A copy of American English alone, with the intents that a pattern names."""
    for name in ("en", "en-US"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("conversations"))
    for path in (folder / "en" / "intents").iterdir():
        if not fnmatch(path.name, intents):
            path.unlink()
    return folder


def test_building_twice_makes_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    """Of some intents: all are compared with what was built under yet another seed, above."""
    code = (
        "import sys, hashlib; from pathlib import Path; from interaction_models import compiler;"
        "from skill.commands.models import demo_names;"
        "built = compiler.build(Path(sys.argv[1]), demo_names);"
        "print(hashlib.sha256(repr(sorted(built.items())).encode()).hexdigest())"
    )
    root = copied(tmp_path / "models", "[AS]*")
    runs = {
        subprocess.run(
            [sys.executable, "-c", code, str(root)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT.parent)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_write_mends_what_check_finds(tmp_path: Path) -> None:
    root, names = copied(tmp_path / "models", "A*"), NAMES
    assert "built/alexa/en-US.json" in compiler.write(root, names)
    stale, gone = root / "built/alexa/en-US.json", root / "built/alexa/xx-XX.json"
    stale.write_text("{}", encoding="utf-8")
    gone.write_text("{}", encoding="utf-8")
    wrong = ["built/alexa/en-US.json", "built/alexa/xx-XX.json"]
    assert compiler.check(root, names) == wrong
    assert compiler.write(root, names) == wrong
    assert compiler.check(root, names) == []
    stale.unlink()
    assert compiler.check(root, names) == wrong[:1]
