"""Words of shoppers and of products come apart in the same way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.catalog import parse_size
from fulfillment.search.english import plain, stem
from fulfillment.search.english_numbers import digits
from fulfillment.search.text import analyse, size_tokens, tokens


def texts(query: str) -> list[str]:
    return [word.text for word in analyse(query)]


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("twenty four rolls", "24 rolls"),
        ("two hundred and fifty grams", "250 grams"),
        ("one point five liters", "1.5 liters"),
        ("two and a half pounds", "2.5 pounds"),
        ("half a gallon of milk", "0.5 gallon of milk"),
        ("a quarter pound", "a 0.25 pound"),
        ("a dozen eggs", "12 eggs"),
        ("two dozen eggs", "24 eggs"),
        ("half a dozen eggs", "6 eggs"),
        ("one percent milk", "1 percent milk"),
        ("the red one", "the red one"),
        ("half and half", "half and half"),
    ],
)
def test_number_words_become_digits(spoken: str, written: str) -> None:
    assert digits(spoken) == written


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("tomatoes", "tomato"),
        ("berries", "berry"),
        ("cookies", "cookie"),
        ("boxes", "box"),
        ("peaches", "peach"),
        ("glasses", "glass"),
        ("cheeses", "cheese"),
        ("loaves", "loaf"),
        ("eggs", "egg"),
    ],
)
def test_a_plural_and_its_singular_have_one_stem(plural: str, singular: str) -> None:
    assert stem(plural) == stem(singular)


@pytest.mark.parametrize("word", ["hummus", "glass", "gas", "asparagus"])
def test_not_every_s_is_a_plural(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Crème Fraîche", "creme fraiche"),
        ("Hershey's", "hersheys"),
        ("2% milk", "two percent milk"),
        ("some of the coffee please", "coffee"),
        ("a bag of ice", "ice"),
        ("two packs of cola", "two pack cola"),
        ("dark-roast", "dark roast"),
    ],
)
def test_what_means_the_same_has_the_same_words(one: str, other: str) -> None:
    assert tokens(one) == tokens(other) or texts(one) == texts(other)


@pytest.mark.parametrize(
    ("query", "size"),
    [
        ("two liters", "2 l"),
        ("12 ounce", "12 oz"),
        ("12 ounces", "12 fl oz"),
        ("sixteen fluid ounces", "1 pt"),
        ("half a gallon", "0.5 gal"),
        ("a gallon", "1 gal"),
        ("500g", "500 g"),
        ("a pound", "1 lb"),
        ("six pack", "6 x 12 fl oz"),
        ("a pack of twelve", "12 ct"),
        ("12 ounce", "6 x 12 fl oz"),
        ("72 ounces", "6 x 12 fl oz"),
        ("twelve count", "12 rolls"),
    ],
)
def test_a_size_is_recognised_however_it_is_said(query: str, size: str) -> None:
    (word,) = analyse(query)
    assert set(word.forms) & set(size_tokens(parse_size(size)))


def test_an_ounce_is_not_a_pound() -> None:
    (word,) = analyse("one ounce")
    assert not set(word.forms) & set(size_tokens(parse_size("1 lb")))


def test_a_bare_number_may_be_a_quantity_and_is_not_required() -> None:
    two, milk = analyse("two milk")
    assert not two.required
    assert milk.required
    assert [word.required for word in analyse("seven")] == [True]


def test_what_follows_a_preposition_is_beside_the_point() -> None:
    assert [(word.text, word.aside) for word in analyse("food for cats")] == [
        ("food", False),
        ("cat", True),
    ]


def test_fillers_alone_ask_for_nothing() -> None:
    assert analyse("some of that please") == []
    assert tokens("the") == ()


@given(st.text(max_size=40))
def test_any_text_comes_apart_without_complaint(text: str) -> None:
    assert plain(plain(text)) == plain(text) or digits(plain(text)) != plain(text)
    for word in analyse(text):
        assert word.forms
    assert all(tokens(text))
