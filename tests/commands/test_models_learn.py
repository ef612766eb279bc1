"""``coster models learn``, on a database and a copy of the locales' words."""

from __future__ import annotations

import argparse
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from interaction_models import Locale
from interaction_models.locale import ROOT
from skill.cli import main
from skill.commands import learn
from skill.commands.models import demo_names
from skill.understanding import Understanding


@pytest.fixture
def shop(database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """The demo shop, which is the one of the settings as well."""
    monkeypatch.setenv("COSTER_DATABASE_URL", f"sqlite:///{database}")
    monkeypatch.delenv("COSTER_LOCALE", raising=False)
    engine = open_engine(f"sqlite:///{database}")
    yield Shop(engine)
    engine.dispose()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the locales' words."""
    left_out = shutil.ignore_patterns("built", "conversations", "*.py", "__pycache__")
    return Path(shutil.copytree(ROOT, tmp_path / "words", ignore=left_out))


def keep(shop: Shop, text: str, times: int = 1, expects: str = "") -> None:
    with shop.open() as work:
        for _ in range(times):
            work.unheard.keep("en-US", text, expects, "somebody")


def kept(shop: Shop) -> list[str]:
    with shop.open() as work:
        return [each.text for each in work.unheard.sentences()]


def taught(root: Path, *arguments: str) -> int:
    """Run ``learn`` on a copy of the words."""
    parser = argparse.ArgumentParser()
    learn.add_parser(parser.add_subparsers())
    return learn.run(parser.parse_args(["learn", *arguments]), root)


def test_the_list_has_the_most_frequent_first_with_a_guess(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(shop, "… some oat milk to my cart")
    keep(shop, "… is my stuff", times=3, expects="yes-no")
    assert main(["models", "learn"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].startswith("   3 x  '… is my stuff'  en-US, last ")
    assert shown[0].endswith("asked for yes-no")
    assert "AddToCart (0." in shown[3]
    assert shown[4] == "2 sentences."


def test_the_list_is_json_when_asked(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    keep(shop, "… some oat milk to my cart", times=2)
    assert main(["models", "learn", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["text"], row["count"], row["locale"]) == ("… some oat milk to my cart", 2, "en-US")
    assert row["intent"] == "AddToCart"
    assert 0 < row["confidence"] < 1


def test_an_empty_list_says_so(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "learn"]) == 0
    assert capsys.readouterr().out == "Nothing is kept.\n"


def test_one_is_dropped(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    keep(shop, "… is my stuff")
    assert main(["models", "learn", "--drop", "… is my stuff"]) == 0
    assert kept(shop) == []
    assert main(["models", "learn", "--drop", "… is my stuff"]) == 1
    assert "not in the list" in capsys.readouterr().out


def test_a_sentence_is_learnt_with_one_command(
    shop: Shop, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(shop, "… two oat milk into my cart")
    file = root / "en/intents/AddToCart.yaml"
    before = file.read_text("utf-8")
    assert taught(root, "hurl two oat milk into my cart", "--as", "AddToCart") == 0
    after = file.read_text("utf-8")
    (new,) = set(after.splitlines()) - set(before.splitlines())
    assert new == '  - "hurl {quantity} {product} into my cart"'
    assert after.replace(f"{new}\n", "") == before
    said = capsys.readouterr().out
    assert f"en/intents/AddToCart.yaml:{after.splitlines().index(new) + 1}" in said
    assert "coster models build" in said
    assert kept(shop) == []
    # A language is read once for each folder.
    learnt = Path(shutil.copytree(root, root.with_name("learnt")))
    understanding = Understanding(Locale("en-US", learnt / "en-US"), demo_names())
    best = understanding.understand("hurl three sourdough bread into my cart please")[0]
    assert best.intent == "AddToCart"
    assert best.slots["product"].text == "sourdough bread"
    assert best.slots["quantity"].value == 3


def test_a_gap_is_taken_for_the_product(shop: Shop, root: Path) -> None:
    keep(shop, "pile … onto my cart")
    assert taught(root, "pile … onto my cart", "--as", "AddToCart") == 0
    assert '- "pile {product} onto my cart"' in (root / "en/intents/AddToCart.yaml").read_text()
    assert kept(shop) == []


def test_a_template_is_taken_as_it_is_written(shop: Shop, root: Path) -> None:
    assert taught(root, "hurl [me] {product} onto the heap", "--as", "AddToCart") == 0
    text = (root / "en/intents/AddToCart.yaml").read_text("utf-8")
    assert '- "hurl [me] {product} onto the heap"' in text


def test_french_keeps_its_accents_and_elisions(shop: Shop, root: Path) -> None:
    arguments = ["catapulte l'huile d'olive vers ma crème", "--as", "AddToCart"]
    learn_file = root / "fr-FR/intents/AddToCart.yaml"
    before = learn_file.read_text("utf-8")
    assert taught(root, *arguments, "--locale", "fr-FR") == 0
    (new,) = set(learn_file.read_text("utf-8").splitlines()) - set(before.splitlines())
    assert "vers ma crème" in new


REFUSED = {
    ("what's in my cart", "AddToCart"): r"en/intents/AddToCart.yaml:\d+: .*ShowCart",
    ("hurl {nothing} in", "AddToCart"): r"en/intents/AddToCart.yaml:\d+: .*'nothing'",
    ("hurl (it in", "AddToCart"): r"en/intents/AddToCart.yaml:\d+: not a sentence template",
    ("hurl 12345 at it", "Help"): r"en/intents/Help.yaml:\d+: numbers are written in words",
    ("… says … in", "AddToCart"): "has a gap",
    ("… the door", "Help"): "has a gap",
    ("hurl it in", "Subtract"): "en-US has no intent 'Subtract'",
}


@pytest.mark.parametrize(("sentence", "intent"), REFUSED)
def test_what_would_not_do_is_refused_and_no_file_is_touched(
    shop: Shop, root: Path, capsys: pytest.CaptureFixture[str], sentence: str, intent: str
) -> None:
    keep(shop, sentence)
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    assert taught(root, sentence, "--as", intent) == 1
    assert re.search(REFUSED[sentence, intent], capsys.readouterr().err)
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before
    assert kept(shop) == [sentence]


def test_where_nothing_may_be_written_the_message_says_what_to_do(
    shop: Shop, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Also for the superuser, who may write where nobody else may.
    monkeypatch.setattr("os.access", lambda *_: False)
    assert taught(root, "hurl it in", "--as", "AddToCart") == 2
    said = capsys.readouterr().err
    assert "AddToCart.yaml may not be written" in said
    assert "checkout of the project" in said


@pytest.mark.parametrize(
    "arguments",
    [["hurl it in"], ["--as", "AddToCart"], ["--drop"], ["x", "--as", "Help", "--drop"]],
)
def test_a_sentence_needs_to_be_told_what_to_do_with(
    shop: Shop, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(["models", "learn", *arguments]) == 2
    assert "--as INTENT or --drop" in capsys.readouterr().err


def test_a_locale_that_is_not_there_is_told(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "learn", "x", "--drop", "--locale", "xx-XX"]) == 2
    assert "no locale is named 'xx-XX'" in capsys.readouterr().err
