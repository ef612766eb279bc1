"""Sums, numbers and units as words."""

from __future__ import annotations

import pytest

from fulfillment.money import Money
from skill.channels.voice.saying import in_words, said, sum_in_words
from skill.conversation.reply import Amount, Listing, Pause, Spelling, Text


@pytest.mark.parametrize(
    ("minor", "english", "french"),
    [
        (
            499,
            "four dollars and ninety-nine cents",
            "quatre euros et quatre-vingt-dix-neuf centimes",
        ),
        (100, "one dollar", "un euro"),
        (50, "fifty cents", "cinquante centimes"),
        (1, "one cent", "un centime"),
        (0, "zero dollars", "zéro euro"),
        (-250, "minus two dollars and fifty cents", "moins deux euros et cinquante centimes"),
        (
            123450,
            "one thousand two hundred and thirty-four dollars and fifty cents",
            "mille deux cent trente-quatre euros et cinquante centimes",
        ),
    ],
)
def test_a_sum_is_said_in_words(minor: int, english: str, french: str) -> None:
    assert sum_in_words(Money(minor, "USD"), "en-US") == english
    assert sum_in_words(Money(minor, "EUR"), "fr-FR") == french


def test_pounds_have_pence() -> None:
    assert sum_in_words(Money(301, "GBP"), "en-GB") == "three pounds and one penny"


def test_a_currency_without_hundredths_goes_by_its_name() -> None:
    assert sum_in_words(Money(500, "JPY"), "en-US") == "five hundred Japanese yen"


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("It costs $4.99.", "It costs four dollars and ninety-nine cents."),
        ("2 x 1 lb", "two times one pound"),
        ("12oz and 33.8 fl oz", "twelve ounces and thirty-three point eight fluid ounces"),
        ("a 2-pack", "a two-pack"),
        ("1,234 items", "one thousand two hundred and thirty-four items"),
        ("7UP & 100% juice", "7UP and one hundred percent juice"),
        ("1/2 gallon", "half gallon"),
        ("in 2026", "in twenty twenty-six"),
        ("at 2:30", "at 2:30"),
        ("No. 5. Next", "No. five. Next"),
        ("no figures", "no figures"),
    ],
)
def test_figures_and_units_become_words(written: str, spoken: str) -> None:
    assert in_words(written, "en-US").strip() == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Ça coûte 4,99 €.", "Ça coûte quatre euros et quatre-vingt-dix-neuf centimes."),
        ("6 x 33 cl", "six fois trente-trois centilitres"),
        ("1\u202f234,5 g", "mille deux cent trente-quatre virgule cinq grammes"),
        ("71 œufs", "soixante et onze œufs"),
    ],
)
def test_french_figures_become_french_words(written: str, spoken: str) -> None:
    assert in_words(written, "fr-FR").strip() == spoken


def test_a_reply_has_no_sign_left_that_a_voice_would_guess_at() -> None:
    items = ((Text("oat milk, "), Amount(Money(399, "USD"))), (Text("2 eggs"),))
    parts = (Text("I found "), Listing(items, "and"), Pause(400), Spelling("a1"))
    expected = "I found oat milk, three dollars and ninety-nine cents and two eggs. A, 1"
    assert said(parts, "en-US") == expected


def test_another_language_keeps_its_figures() -> None:
    assert said((Text("3 Eier"),), "de-DE") == "3 Eier"
