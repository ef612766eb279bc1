"""Words that a model does not know are heard as words that it does."""

from __future__ import annotations

import pytest

from interaction_models.compiler.phrase_list import UNKNOWN
from skill.speech.stand_ins import Sounds, StandIns, english_sounds

_KNOWN = {"buy", "oat", "milk", "corn", "flakes", "two", "rice", "coffer", "the", "in", "a"}


def stand_ins(sounds: Sounds | None = None) -> StandIns:
    """Those of a model with few words."""
    return StandIns(_KNOWN.__contains__, sounds)


@pytest.fixture(scope="module")
def sounds() -> Sounds:
    """How English sounds."""
    found = english_sounds()
    if found is None:
        pytest.skip("the extra 'voice' is not installed: PocketSphinx has the dictionary")
    return found


def test_known_words_stay_as_they_are() -> None:
    assert stand_ins().known("buy oat milk") == "buy oat milk"
    assert stand_ins().known(UNKNOWN) == UNKNOWN


def test_a_word_is_heard_as_known_parts_that_it_is_written_of() -> None:
    places = stand_ins()
    assert places.known("buy cornflakes") == "buy corn flakes"
    assert places.known("oatmilk") == "oat milk"
    assert places.known("oatmilkrice") == "oat milk rice"
    assert places.as_meant(["buy", "two", "corn", "flakes"]) == [
        ("buy", 1),
        ("two", 1),
        ("cornflakes", 2),
    ]


def test_parts_that_are_too_short_to_be_heard_do_not_count() -> None:
    assert stand_ins().known("ina") is None


def test_a_phrase_with_a_word_that_nothing_is_like_is_left_out(sounds: Sounds) -> None:
    assert stand_ins().known("buy kefir") is None
    assert stand_ins(sounds).known("buy xyzzy") is None


def test_a_word_is_heard_as_the_known_word_that_sounds_most_like_it(sounds: Sounds) -> None:
    places = stand_ins(sounds)
    assert places.known("buy kefir") == "buy coffer"
    assert places.as_meant(["buy", "coffer"]) == [("buy", 1), ("kefir", 1)]


def test_a_word_that_means_itself_stands_for_no_other(sounds: Sounds) -> None:
    assert stand_ins(sounds).known("buy kefir", frozenset({"coffer"})) != "buy coffer"


def test_words_are_found_by_sound_whatever_their_spelling(sounds: Sounds) -> None:
    assert "flower" in sounds.nearest("flour")
    assert "leaks" in sounds.nearest("leeks")
    assert "leeks" not in sounds.nearest("leeks")
