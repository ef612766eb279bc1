"""A locale is read when it is asked for, and a fault in its files is told with its line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from interaction_models import LocaleNotFound, ModelError, load_locale, locales
from interaction_models.locale import ROOT
from tests.interaction_models.small import intent_file, small

EN = load_locale("en-US")

# Intents with slots that a shopper may fill.
SLOTS = {
    "SearchProduct": {"product", "pick", "price"},
    "BrowseDepartment": {"department"},
    "CheckPrice": {"product"},
    "CheckAvailability": {"product"},
    "HowManyLeft": {"product"},
    "ProductDetails": {"product", "attribute"},
    "Compare": {"product", "product_two", "ordinal", "ordinal_two"},
    "Choose": {"ordinal", "pick", "brand", "attribute", "size"},
    "Vary": {"attribute", "pick", "brand", "size", "price"},
    "AddToCart": {"product", "quantity", "unit", "pick"},
    "AddMore": {"product", "quantity", "unit"},
    "ChangeQuantity": {"product", "quantity", "unit", "ordinal"},
    "RemoveFromCart": {"product", "quantity", "ordinal"},
    "ShowCart": {"product"},
    "ChangeDelivery": {"daypart", "date"},
    "DeliveryTimes": {"date"},
    "OrderStatus": {"order", "date"},
    "CancelOrder": {"order", "date"},
    "ReorderProduct": {"product", "quantity", "order", "date"},
    "PastPrice": {"product", "date"},
    "UsualProducts": {"date"},
    "WhichIsCheaper": {"ordinal", "ordinal_two", "product", "product_two"},
    "ReorderLast": {"order", "date"},
    "WhoseAccount": {"person"},
    "UseCoupon": {"coupon"},
    "Offers": {"product"},
    "GiveCode": {"digits"},
    "ReturnProduct": {"product", "quantity", "order"},
    "TakeFromOrder": {"product", "quantity", "order"},
    "ChangeOrder": {"product", "quantity", "order"},
    "DeliveryProblem": {"product", "trouble"},
    "LateOrder": {"order"},
    "GiveReason": {"trouble"},
    "AllOfThem": {"quantity"},
}


# Nobody says these in words of their own.
TOLD_BY_PLATFORMS = {"AccountLinked", "Fallback", "Launch", "LinkingRefused", "NoInput"}


def test_the_slots_are_those_the_conversation_knows() -> None:
    found = {name: set(intent.slots) for name, intent in EN.intents.items() if intent.slots}
    assert found == SLOTS


def test_every_intent_says_what_it_is_for_and_how() -> None:
    for intent in EN.intents.values():
        assert intent.about.endswith(".")
        assert intent.family
        assert intent.sentences or intent.name in TOLD_BY_PLATFORMS


@pytest.mark.parametrize(
    ("list_name", "text", "value"),
    [
        ("ordinal", "2nd", 2),
        ("ordinal", "Second", 2),
        ("ordinal", "number two", 2),
        ("ordinal", "2", 2),
        ("ordinal", "the last", -1),
        ("ordinal", "eleventh", None),
        ("quantity", "three", 3),
        ("quantity", "Twenty-One", 21),
        ("quantity", "99", 99),
        ("quantity", "100", 100),
        ("quantity", "a hundred and twenty", 120),
        ("quantity", "two hundred fifty", 250),
        ("quantity", "1000", None),
        ("quantity", "two dozen", 24),
        ("quantity", "a couple of", 2),
        ("quantity", "half a dozen", 6),
        ("quantity", "a dozen", 12),
        ("quantity", "an", 1),
        ("pick", "cheaper", "cheapest"),
        ("pick", "the big", "largest"),
        ("pick", "cheaper one", None),
        ("unit", "bags", "bag"),
        ("daypart", "tonight", "evening"),
        ("daypart", "around noon", "noon"),
    ],
)
def test_a_list_resolves_what_is_said(list_name: str, text: str, value: str | int | None) -> None:
    assert EN.resolve(list_name, text) == value


def test_the_picks_are_those_the_conversation_knows() -> None:
    known = {"cheapest", "dearest", "largest", "smallest", "best", "other"}
    assert set(EN.lists["pick"].values) == known


def test_resolving_and_answering_need_neither_the_intents_nor_hassil() -> None:
    code = (
        "import sys; from interaction_models import load_locale; en = load_locale('en-US');"
        "assert en.resolve('quantity', 'two') == 2; assert en.replies;"
        "assert 'hassil' not in sys.modules; assert 'intents' not in vars(en);"
        "assert len(en.intents) > 40; assert 'hassil' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT.parent)


def test_a_locale_is_loaded_once() -> None:
    assert load_locale("en-US") is EN
    assert "en-US" in locales()


def test_an_unknown_locale_is_not_found() -> None:
    with pytest.raises(LocaleNotFound, match="tlh"):
        load_locale("tlh")


def test_an_unknown_list_is_not_found() -> None:
    with pytest.raises(LookupError, match="colour"):
        EN.resolve("colour", "red")


def test_a_sentence_knows_its_file_and_line() -> None:
    for intent in EN.intents.values():
        for sentence in (*intent.sentences, *intent.in_other_words):
            lines = (ROOT / sentence.file).read_text(encoding="utf-8").splitlines()
            assert f'"{sentence.text}"' in lines[sentence.line - 1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("about: x\nfamily: y\nsentences: none\n", ":3: a list is expected"),
        ("about: x\nfamily: y\nsentences:\n  - [a]\n", ":4: text is expected"),
        ("about: x\nfamily: y\nsentence:\n  - a\n", ":3: 'sentence' is none of about"),
        ("about: x\nfamily: 'y\n", "Odd.yaml:3: "),
        ("- about\n", ":1: a mapping is expected"),
        ("", ":1: the file is empty"),
    ],
)
def test_a_fault_in_a_file_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        _ = small(tmp_path, {"Odd": text}).intents


def test_slots_are_found_inside_rules(tmp_path: Path) -> None:
    rules = "amount: '{quantity} of <thing>'\nthing: '{product}'\n"
    locale = small(tmp_path, {"Odd": intent_file(["get <amount>"])}, rules=rules)
    assert locale.intents["Odd"].slots == ("quantity", "product")
