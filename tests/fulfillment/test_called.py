"""What everything is called aloud, and whose name was said however its words were misheard."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.search.called import NOBODY, Called, alike, ways_to_say
from fulfillment.search.confusions import generate
from fulfillment.search.english import ENGLISH

NAMES = {
    "pads": ("steel wool pads",),
    "mix": ("pancake mix", "breakfast mixes"),
    "pans": ("cake pans",),
    "milk": ("2 percent milk", "milk"),
    "whole": ("whole milk", "milk"),
    "tea": ("black tea",),
    "thyme": ("thyme",),
    "soap": ("unscented soap",),
}


@pytest.fixture(scope="module")
def called() -> Called:
    return Called.of(NAMES.items(), ENGLISH)


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("pan cake mixed", "mix"),
        ("still wolf pets", "pads"),
        ("kick pence", "pans"),
        ("to percent mill", "milk"),
        ("back t", "tea"),
        ("time", "thyme"),
    ],
)
def test_the_name_that_sounds_most_alike_is_whose_it_is(
    called: Called, heard: str, meant: str
) -> None:
    found = called.nearest((heard,))
    assert found.skus == (meant,)
    assert 0.5 < found.like < 1


def test_a_name_that_was_said_is_alike_altogether_and_everybodys_who_has_it(called: Called) -> None:
    found = called.nearest(("milk",))
    assert set(found.skus) == {"milk", "whole"}
    assert found.like == 1
    assert found.sure >= 0.9


def test_it_is_less_sure_the_less_alike_the_name_and_the_nearer_the_next(called: Called) -> None:
    heard = ("pancake mix", "pancake mick", "bank ache mick", "parking my bike")
    sure = [called.nearest((text,)).sure for text in heard]
    assert sure == sorted(sure, reverse=True)
    assert sure[0] > 0.9 > 0.35 > sure[-1]
    rival = Called.of([*NAMES.items(), ("sticks", ("pancake sticks",))], ENGLISH)
    assert rival.nearest(("pancake mick",)).sure < called.nearest(("pancake mick",)).sure


def test_other_names_of_the_same_thing_are_no_rivals(called: Called) -> None:
    named = {**NAMES, "mix": ("pancake mix", "pancake mixes")}
    other = Called.of(named.items(), ENGLISH)
    assert (
        other.nearest(("pan cake mixed",)).sure >= called.nearest(("pan cake mixed",)).sure - 0.01
    )


def test_where_half_was_heard_right_another_word_is_not_taken_for_the_other_half() -> None:
    beans = Called.of([("k", ("kidney beans",)), ("b", ("black tea",))], ENGLISH)
    assert beans.nearest(("lima beans",)).sure < 0.2
    assert beans.nearest(("kidding beans",)).sure > 0.8


def test_what_says_the_opposite_is_not_alike(called: Called) -> None:
    assert called.nearest(("scented soap",)).skus != ("soap",)


def test_what_sounds_just_like_a_name_is_told_unless_it_is_one(called: Called) -> None:
    assert called.sounding_the_same(("time",)) == ("thyme",)
    assert called.sounding_the_same(("thyme",)) == ()
    assert called.sounding_the_same(("rhyme",)) == ()


def test_nothing_sounds_like_silence(called: Called) -> None:
    assert called.nearest(()) == NOBODY
    assert called.nearest(("...",)) == NOBODY
    assert Called.of((), ENGLISH).nearest(("milk",)) == NOBODY


def test_names_are_the_same_after_they_were_written_down(called: Called) -> None:
    again = Called.read(json.loads(json.dumps(called.to_json())), ENGLISH)
    assert again.nearest(("pan cake mixed",)) == called.nearest(("pan cake mixed",))
    with pytest.raises(ValueError, match="argument"):
        Called.read({"names": ["a"], "skus": [], "said": []}, ENGLISH)


def test_what_has_changed_is_called_otherwise_and_the_rest_as_before(called: Called) -> None:
    now = called.changed([("mix", ("waffle mix",))], lambda sku: sku in {"mix", "tea"})
    assert now.nearest(("waffle mix",)).skus == ("mix",)
    assert now.nearest(("pancake mix",)).sure < 0.1
    assert "tea" not in now.nearest(("black tea",)).skus
    assert now.nearest(("hole milk",)).skus == ("whole",)


def test_words_that_mean_nothing_are_left_out_and_kept() -> None:
    assert ways_to_say("To percent milk, please", ENGLISH) == (
        "percent milk",
        "to percent milk please",
    )


@given(st.sampled_from(sorted(name for names in NAMES.values() for name in names)), st.integers())
def test_how_alike_two_names_are_does_not_depend_on_their_order(name: str, seed: int) -> None:
    heard = generate(name, seed, "mixed")
    assert alike(name, heard, ENGLISH) == pytest.approx(alike(heard, name, ENGLISH))
    assert 0 <= alike(name, heard, ENGLISH) <= 1
    assert alike(name, name, ENGLISH) == 1
