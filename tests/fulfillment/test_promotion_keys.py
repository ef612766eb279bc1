"""Codes of coupons: however one is written or said, it has one key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.promotions.keys import key_of

SAID = {
    ("en", "SAVE10"): [
        *("save ten", "Save Ten.", "s a v e one zero", "S.A.V.E. 1 0", "save one oh", "save10"),
        *("SAVE-10", "save dash ten", "save 1o", "s a v e ten"),
    ],
    ("en", "WELCOME5"): ["welcome five", "welcome 5", "w e l c o m e 5"],
    ("en", "SAVE25"): ["save twenty five", "save twenty-five", "save two five"],
    ("en", "SAVE100"): ["save one hundred", "save hundred", "save one zero zero"],
    ("en", "SUMMER2026"): [
        *("summer twenty twenty six", "summer two thousand and twenty six"),
        *("summer two thousand twenty six", "summer two zero two six"),
    ],
    ("en", "TENFOUR"): ["10 4", "ten four", "t e n f o u r", "one zero four"],
    ("en", "OH5"): ["oh five", "o h five"],
    ("fr", "BIENVENUE5"): ["bienvenue cinq", "b i e n v e n u e cinq", "Bienvenue 5 !"],
    ("fr", "NOËL97"): [
        *("noël quatre-vingt-dix-sept", "noel nonante sept", "noel neuf sept", "NOEL 97"),
    ],
    ("fr", "ETE71"): ["été soixante et onze", "été soixante-et-onze", "été septante et un"],
    ("fr", "PRIX2026"): ["prix deux mille vingt six", "prix vingt vingt-six"],
    ("fr", "X200"): ["x deux cents", "x deux zéro zéro", "x tiret deux cents"],
    ("fr", "MOINS80"): ["moins quatre-vingts", "moins huitante", "moins octante"],
}


@pytest.mark.parametrize(
    ("language", "code", "said"),
    [(language, code, said) for (language, code), all_ in SAID.items() for said in all_],
)
def test_a_code_is_recognised_however_it_is_said(language: str, code: str, said: str) -> None:
    assert key_of(said, language) == key_of(code, language)


def test_different_codes_have_different_keys() -> None:
    codes = ["SAVE10", "SAVE100", "SAVE1", "SAVE", "SAVE5", "SAVE15", "SAVE50", "10SAVE"]
    assert len({key_of(code, "en") for code in codes}) == len(codes)


@pytest.mark.parametrize("words", ["", " ", "-", "¡!", "…"])
def test_what_has_neither_letters_nor_digits_has_no_key(words: str) -> None:
    assert key_of(words, "en") == ""


@given(st.text("ABCEILNSTVX0123456789", min_size=1, max_size=12), st.sampled_from(["en", "fr"]))
def test_a_code_that_is_spelled_keeps_its_key(code: str, language: str) -> None:
    assert key_of(" ".join(code), language) == key_of(code, language)
    assert key_of("-".join(code.lower()), language) == key_of(code, language)


@given(st.integers(0, 9999))
def test_a_number_is_read_as_its_digits(number: int) -> None:
    assert key_of(f"X{number}", "en") == f"x{number}"
