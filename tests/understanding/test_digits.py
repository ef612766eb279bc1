"""Codes said digit by digit."""

from __future__ import annotations

import pytest

from interaction_models import load_locale
from interaction_models.normalizer import Normalizer
from skill.understanding.digits import SaidDigits
from tests.understanding.conftest import Understandings

SAID = {
    "my code is one two three four": "1234",
    "my code is oh four double seven": "0477",
    "my code is zero zero zero zero": "0000",
    "my code is 0042": "0042",
    "my code is 12 34": "1234",
    "my code is 1 2 3 4 5 6 7 8": "12345678",
    "my code is double one double two": "1122",
    "my code is 12 three four": "1234",
    "twelve thirty four": "1234",
    "forty seven eleven": "4711",
}


@pytest.mark.parametrize("said", SAID)
def test_a_code_is_understood_with_its_zeros(understandings: Understandings, said: str) -> None:
    best = understandings("en-US").understand(said)[0]
    assert best.intent == "GiveCode"
    assert best.slots["digits"].value == SAID[said]


def test_french_digits_are_understood(understandings: Understandings) -> None:
    best = understandings("fr-FR").understand("mon code est zéro un deux trois")[0]
    assert (best.intent, best.slots["digits"].value) == ("GiveCode", "0123")


@pytest.mark.parametrize(
    "said",
    [
        "one two three",
        "one two and three four",
        "double",
        "one two three double",
        "twelve four two",
    ],
)
def test_no_run_of_four_digits_is_no_code(said: str) -> None:
    assert not runs(said)


def test_every_run_of_four_to_eight_digits_is_found() -> None:
    found = runs("1 2 3 4 5")
    assert found == {"1 2 3 4": "1234", "1 2 3 4 5": "12345", "2 3 4 5": "2345"}
    assert max(map(len, runs("1 2 3 4 5 6 7 8 9").values())) == 8


def test_only_one_digit_is_doubled() -> None:
    assert runs("1 double 23 4") == {}
    assert runs("1 double two 34")["1 double two 34"] == "12234"


def runs(said: str) -> dict[str, str]:
    locale = load_locale("en-US")
    digits = SaidDigits(locale.lists["digits"], Normalizer(locale.speech))
    return dict(digits.runs(said.split()))


def test_french_pairs_of_digits_are_understood(understandings: Understandings) -> None:
    best = understandings("fr-FR").understand("quatre-vingt-dix-sept onze")[0]
    assert (best.intent, best.slots["digits"].value) == ("GiveCode", "9711")


@pytest.mark.parametrize("said", ["add twelve eggs", "twenty four eggs", "thirty four"])
def test_a_number_of_things_is_no_code(understandings: Understandings, said: str) -> None:
    assert understandings("en-US").understand(said)[0].intent != "GiveCode"
