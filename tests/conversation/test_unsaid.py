"""Codes are left out of what is kept or shown; ordinary amounts stay."""

from __future__ import annotations

import pytest

from skill.conversation.unsaid import without_codes


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("yes", "yes"),
        ("my code is 0471", "my code is …"),
        ("Yes, it's oh four double seven.", "Yes, it's …."),
        ("04 71 please", "… please"),
        ("one two three four and five six seven eight", "… and …"),
        ("forty seven eleven", "…"),
        ("add two 24 packs of water", "add two 24 packs of water"),
        ("three one hundred watt bulbs", "three one hundred watt bulbs"),
        ("", ""),
    ],
)
def test_english(said: str, kept: str) -> None:
    assert without_codes(said, "en-US") == kept


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("c'est zéro quatre sept un", "c'est …"),
        ("mon code est quarante-sept douze", "mon code est …"),
        ("ajoute une baguette et deux croissants", "ajoute une baguette et deux croissants"),
    ],
)
def test_french(said: str, kept: str) -> None:
    assert without_codes(said, "fr-FR") == kept


def test_a_locale_without_words_still_loses_its_digits() -> None:
    assert without_codes("mein code ist 0471", "de-DE") == "mein code ist …"
