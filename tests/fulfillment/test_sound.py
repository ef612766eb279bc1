"""How words sound, in English and in French, and how alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.search.sound import codes, distance, phonemes, trigrams


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("milk", "mIlk"),
        ("bread", "bred"),
        ("cheese", "Ciz"),
        ("whole wheat", "holwit"),
        ("knife", "nYf"),
        ("orange juice", "OrInJJus"),
        ("SD card", "esdikArd"),
    ],
)
def test_english_words_are_said_as_in_the_united_states(text: str, said: str) -> None:
    assert phonemes(text, "en-US") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pain", "p1"),
        ("jambon blanc", "Z3b4bl3"),
        ("eau", "o"),
        ("œufs", "2"),
        ("yaourt nature", "jaurnatyr"),
        ("noix", "nwa"),
        ("champignons", "S3piG4"),
        ("jus d'orange", "Zydor3Z"),
    ],
)
def test_french_words_are_said_without_their_silent_letters(text: str, said: str) -> None:
    assert phonemes(text, "fr-FR") == said


@pytest.mark.parametrize(
    ("heard", "meant", "locale"),
    [
        ("pan cake", "pancake", "en"),
        ("too percent milk", "2% milk", "en"),
        ("two percent milk", "2 percent milk", "en"),
        ("flower", "flour", "en"),
        ("hole wheat bred", "whole wheat bread", "en"),
        ("eight", "ate", "en"),
        ("vingt", "vin", "fr"),
        ("les", "lait", "fr"),
        ("soixante quinze", "75", "fr"),
        ("eau", "haut", "fr"),
        ("pois chiche", "poids chiches", "fr"),
    ],
)
def test_what_sounds_the_same_is_the_same(heard: str, meant: str, locale: str) -> None:
    assert distance(heard, meant, locale) == 0.0


@pytest.mark.parametrize(
    ("near", "text", "far"),
    [
        ("bear", "pear", "share"),
        ("zip", "sip", "lip"),
        ("mitt", "mint", "salt"),
        ("than", "dan", "kin"),
        ("pan cake mixed", "pancake mix", "pan"),
    ],
)
def test_phonemes_that_are_taken_for_each_other_are_nearer(near: str, text: str, far: str) -> None:
    assert 0 < distance(near, text) < distance(far, text) <= 1


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["en-US", "en-GB", "fr-FR"]))
def test_a_distance_of_any_texts_is_between_0_and_1_and_the_same_both_ways(
    first: str, second: str, locale: str
) -> None:
    assert 0.0 <= distance(first, second, locale) <= 1.0
    assert distance(first, second, locale) == distance(second, first, locale)
    assert distance(first, first, locale) == 0.0


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("bancake", "pancake"),
        ("pancakes", "pancake"),
        ("selery", "celery"),
        ("coffee", "covey"),
        ("cinnamin", "cinnamon"),
        ("tomado", "tomato"),
    ],
)
def test_words_that_sound_alike_share_a_code(heard: str, meant: str) -> None:
    assert set(codes(heard)) & set(codes(meant))


def test_words_that_sound_unlike_share_no_code() -> None:
    assert not set(codes("milk")) & set(codes("bread"))
    assert codes("!?") == ()


def test_a_phrase_has_the_same_trigrams_wherever_its_blanks_are() -> None:
    assert trigrams("pan cake mix") == trigrams("pancake mix")
    assert not set(trigrams("milk")) & set(trigrams("bread"))
