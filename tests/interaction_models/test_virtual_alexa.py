"""A client of other people's making, virtual-alexa, understands the built models as they are meant.

Needs node and npm; the package comes from ``node_modules`` beside the project where it is
installed (``npm install --no-save virtual-alexa@0.7.8``), else from the registry.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from interaction_models import load_locale, locales
from interaction_models.compiler.alexa import alexa_model
from interaction_models.locale import ROOT
from skill.commands.models import demo_names
from tests.interaction_models.small import compiled, small

_PACKAGE = "virtual-alexa@0.7.8"
_CLIENT = Path(__file__).with_name("virtual_alexa.cjs")
_SLOT = re.compile(r"\{(\w+)\}")
_OF_EACH_INTENT = 6
# What is said for Amazon's own types, of which virtual-alexa knows none but the numbers.
_SAID = {"AMAZON.NUMBER": "2", "AMAZON.Ordinal": "second"}
_DROPPED = frozenset("-.")
_ANY_WORDS = "something"


@dataclass(frozen=True)
class Utterance:
    """A sample with its slots filled, and what it must lead to."""

    text: str
    intent: str
    slots: dict[str, str]


@pytest.fixture(scope="session")
def virtual_alexa(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the package."""
    if not shutil.which("node"):
        pytest.skip("node is not installed")
    installed = ROOT.parent / "node_modules/virtual-alexa"
    return installed if installed.is_dir() else _install(tmp_path_factory.mktemp("npm"))


def _install(folder: Path) -> Path:
    npm = shutil.which("npm")
    if not npm:
        pytest.skip("npm is not installed")
    options = ["--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1"]
    try:
        done = subprocess.run(
            [npm, "install", "--prefix", str(folder), *options, _PACKAGE],
            capture_output=True,
            text=True,
            timeout=180,
        )
    except subprocess.TimeoutExpired:
        pytest.skip(f"npm did not deliver {_PACKAGE} in time")
    if done.returncode:
        pytest.skip(f"npm cannot install {_PACKAGE}: {done.stderr.strip()[-200:]}")
    return folder / "node_modules/virtual-alexa"


def heard(package: Path, model: Path, locale: str, texts: list[str]) -> list[dict[str, Any]]:
    """The intent and slots that each text led to."""
    asked = {"model": str(model), "locale": locale, "utterances": texts}
    done = subprocess.run(
        ["node", "--no-deprecation", str(_CLIENT), str(package)],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def utterances(model: dict[str, Any]) -> Iterator[Utterance]:
    """Some samples of every intent that has any, evenly from the first to the last."""
    language = model["interactionModel"]["languageModel"]
    types = {
        each["name"]: [v for v in map(_name, each["values"]) if not _DROPPED & set(v)]
        for each in language["types"]
    }
    alike = _alike_to_it(language)
    for intent in language["intents"]:
        slots = {slot["name"]: slot["type"] for slot in intent.get("slots", ())}
        told = [text for text in intent["samples"] if _told(text, slots, alike)]
        step = max(1, len(told) // _OF_EACH_INTENT)
        for number, text in enumerate(told[::step]):
            yield _filled(text, intent["name"], slots, types, number)


def _name(value: dict[str, Any]) -> str:
    return str(value["name"]["value"])


def _told(text: str, slots: dict[str, str], alike: Counter[str]) -> bool:
    """Whether virtual-alexa can tell a sample; ``virtual_alexa.cjs`` says why not all."""
    return "} {" not in text and not _DROPPED & set(text) and alike[_seen(text, slots)] == 1


def _alike_to_it(language: dict[str, Any]) -> Counter[str]:
    """In how many samples virtual-alexa sees the same words.

    To it no words at all are a number, too: "more" is "{quantity} more" as well.
    """
    seen: Counter[str] = Counter()
    for intent in language["intents"]:
        slots = {slot["name"]: slot["type"] for slot in intent.get("slots", ())}
        numbers = [f"{{{name}}}" for name, type_ in slots.items() if type_ == "AMAZON.NUMBER"]
        for text in intent["samples"]:
            seen[_seen(text, slots)] += 1
            without = text
            for number in numbers:
                without = without.replace(number, "")
            if without != text:
                seen[_seen(" ".join(without.split()), slots)] += 1
    return seen


def _seen(text: str, slots: dict[str, str]) -> str:
    """The sample with one sign for all slots of Amazon's types that virtual-alexa does not know."""
    known = {name for name, type_ in slots.items() if _is_known(type_)}
    return _SLOT.sub(lambda slot: slots[slot[1]] if slot[1] in known else "*", text)


def _is_known(type_: str) -> bool:
    return type_ == "AMAZON.NUMBER" or not type_.startswith("AMAZON.")


def _filled(
    text: str, intent: str, slots: dict[str, str], types: dict[str, list[str]], number: int
) -> Utterance:
    said = {}
    for name in _SLOT.findall(text):
        values = types.get(slots[name], [_SAID.get(slots[name], _ANY_WORDS)])
        said[name] = values[number % len(values)]
    return Utterance(_SLOT.sub(lambda slot: said[slot[1]], text), intent, said)


@pytest.mark.parametrize("locale", locales())
def test_samples_of_every_intent_lead_to_it_with_their_slots(
    virtual_alexa: Path, locale: str, tmp_path: Path
) -> None:
    path = tmp_path / "model.json"
    path.write_text(alexa_model(load_locale(locale), demo_names(locale)), encoding="utf-8")
    model = json.loads(path.read_text(encoding="utf-8"))
    said = list(utterances(model))
    with_samples = [
        i for i in model["interactionModel"]["languageModel"]["intents"] if i["samples"]
    ]
    assert {each.intent for each in said} == {intent["name"] for intent in with_samples}
    answers = heard(virtual_alexa, path, locale, [each.text for each in said])
    wrong = [
        (each, answer)
        for each, answer in zip(said, answers, strict=True)
        if answer != {"intent": each.intent, "slots": each.slots}
    ]
    assert wrong == []


def test_what_is_no_sample_leads_nowhere(virtual_alexa: Path, tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(compiled(small(tmp_path)), encoding="utf-8")
    texts = ["buy bread", "buy the moon", "sell bread"]
    answers = heard(virtual_alexa, path, "en-US", texts)
    assert [answer["intent"] for answer in answers] == ["Buy", None, None]
