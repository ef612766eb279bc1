"""Mishearings that are generated to measure search with."""

from __future__ import annotations

import pytest

from fulfillment.search.confusions import KINDS, generate

_NAMES = ("whole wheat bread", "organic two percent milk", "pancake mix", "flour", "facial tissues")


def test_the_same_arguments_lead_to_the_same_mishearing() -> None:
    for kind in KINDS:
        assert [generate(n, 7, kind) for n in _NAMES] == [generate(n, 7, kind) for n in _NAMES]


@pytest.mark.parametrize("kind", KINDS)
def test_another_seed_leads_to_other_mishearings(kind: str) -> None:
    told = {tuple(generate(name, seed, kind) for name in _NAMES) for seed in range(30)}
    assert len(told) > 1


def test_words_are_joined_and_split_without_losing_letters() -> None:
    for seed in range(20):
        for name in _NAMES:
            for kind in ("joined", "split"):
                assert generate(name, seed, kind).replace(" ", "") == name.replace(" ", "")
    assert generate("pancake mix", 1, "joined") == "pancakemix"
    assert len(generate("pancake", 1, "split").split()) == 2


def test_one_word_is_dropped_but_never_the_only_one() -> None:
    for seed in range(20):
        left = generate("whole wheat bread", seed, "dropped").split()
        assert len(left) == 2
        assert set(left) < {"whole", "wheat", "bread"}
    assert generate("flour", 1, "dropped") == "flour"


def test_homophones_stand_for_each_other_both_ways() -> None:
    assert generate("flour", 1, "homophones") == "flower"
    assert generate("flower", 1, "homophones") == "flour"
    assert generate("vin", 1, "homophones", "fr-FR") == "vingt"
    assert generate("vin", 1, "homophones") == "vin"


def test_a_higher_rate_changes_more_words() -> None:
    name = "organic spreadable butter without salt"

    def changed(rate: float) -> int:
        heard = [generate(name, seed, "sounds", rate=rate).split() for seed in range(50)]
        return sum(a != b for words in heard for a, b in zip(words, name.split(), strict=True))

    assert changed(0.0) == 50
    assert changed(1.0) > changed(0.3) > changed(0.0)


def test_a_kind_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError):
        generate("milk", 1, "whispered")
