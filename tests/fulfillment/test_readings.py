"""What the words of a query may stand for, as the products of a shop bear it out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from fulfillment.catalog.product import Product
from fulfillment.search.building import SMALL_SHOP, build
from fulfillment.search.called import NOBODY
from fulfillment.search.engine import Lookup
from fulfillment.search.english import ENGLISH
from fulfillment.search.index import Index, Load, build_index
from fulfillment.search.matching import match
from fulfillment.search.readings import as_written, corrected, respellings, together
from fulfillment.search.text import Word, analyse
from tests.fulfillment.shopfloor import product

# What is written one way in more than three times four products, and in three times as many as the
# other way, is usual.
USUAL = 13


def named(*names: str, times: int = 1) -> list[Product]:
    """Products of these names, several of each."""
    return [product(f"{name} {n}", name=name) for name in names for n in range(times)]


def indexed(*groups: Iterable[Product]) -> Index:
    return build_index([each for group in groups for each in group])


def large(products: Sequence[Product]) -> Index:
    """An index as a large shop has it, without a table of all names."""
    built = build(products, SMALL_SHOP + 1, ENGLISH)
    assert built.called is None
    return Index(Lookup(built.index), built.summary, lambda: built.called)


def load_from(products: Iterable[Product]) -> Load:
    by_sku = {each.sku: each for each in products}
    return lambda skus: [by_sku[sku] for sku in skus]


def analysed(text: str) -> list[str]:
    return texts(analyse(text, ENGLISH))


def respelled(index: Index, query: str) -> list[list[str]]:
    return [texts(words) for words in respellings(index, analyse(query, ENGLISH))]


def texts(words: Iterable[Word]) -> list[str]:
    return [word.text for word in words]


def written(index: Index, query: str) -> list[str]:
    return texts(as_written(index, analyse(query, ENGLISH), "text"))


def test_two_words_that_products_write_as_one_are_one() -> None:
    index = indexed(named("laptop", times=USUAL))
    assert written(index, "lap top") == ["laptop"]
    assert written(index, "red lap top bag") == ["red", "laptop", "bag"]


def test_one_word_that_products_write_as_two_is_two() -> None:
    index = indexed(named("laser printer", times=USUAL))
    assert written(index, "laserprinter") == ["laser", "printer"]


@pytest.mark.parametrize("query", ["lap top", "laserprinter"])
def test_a_way_of_writing_that_is_rare_is_not_the_usual_one(query: str) -> None:
    index = indexed(named("laptop", "laser printer", times=USUAL - 1))
    assert written(index, query) == query.split()


@pytest.mark.parametrize("query", ["lap top", "laserprinter"])
def test_where_both_ways_are_common_words_are_left_alone(query: str) -> None:
    both = named("laptop", "laser printer", times=USUAL), named("lap top", "laserprinter")
    assert written(indexed(*both), query) == query.split()


@pytest.mark.parametrize(
    ("more", "fewer"), [("sun glass", "sung lass"), ("sung lass", "sun glass")]
)
def test_the_cut_that_most_products_have_is_taken(more: str, fewer: str) -> None:
    index = indexed(named(more, times=USUAL + 1), named(fewer, times=USUAL))
    assert written(index, "sunglass") == analysed(more)


def test_words_are_taken_for_others_that_products_have_together() -> None:
    index = indexed(named("oat milk", "goat cheese"))
    read = together(index, analyse("boat milk", ENGLISH), "text")
    assert read is not None
    assert texts(read) == ["oat", "milk"]
    read = together(index, analyse("boat cheese", ENGLISH), "text")
    assert read is not None
    assert texts(read) == ["goat", "cheese"]


@pytest.mark.parametrize(("more", "fewer"), [("cake", "lake"), ("lake", "cake")])
def test_of_words_nearly_as_much_alike_those_count_that_more_products_have(
    more: str, fewer: str
) -> None:
    index = indexed(named(f"{more} view", times=60), named(f"{fewer} view"))
    likeness = dict(index.alike("fake"))
    assert 0 < likeness["cake"] - likeness["lake"] < 0.05
    read = together(index, analyse("fake view", ENGLISH), "text")
    assert read is not None
    assert texts(read) == [more, "view"]


def test_words_that_no_product_has_together_are_nothing() -> None:
    index = indexed(named("oat milk", "goat cheese"))
    assert together(index, analyse("boat bread", ENGLISH), "text") is None


def test_a_slip_is_mended_before_a_word_is_taken_apart() -> None:
    index = indexed(named("catfood", "cat", "foot"))
    found = respelled(index, "catfoot")
    assert found[0] == ["catfood"]
    assert ["cat", "foot"] in found


def test_blanks_are_put_anew_beside_a_size_too() -> None:
    index = indexed(named("pancake", "oat milk", "iced tea bag"))
    size = analysed("2 liters")
    assert ["oat", "milk", *size] in respelled(index, "oatmilk 2 liters")
    assert ["pancake", *size] in respelled(index, "pan cake 2 liters")


def test_blanks_in_the_wrong_places_are_all_put_anew() -> None:
    index = indexed(named("oat milk", "bread"))
    assert respelled(index, "oa tmi lkbread") == [["oat", "milk", "bread"]]


def test_words_that_were_mended_are_joined() -> None:
    index = indexed(named("pancake", "cake"))
    assert ["pancake"] not in respelled(index, "pan bake")
    assert ["pancake"] in respelled(index, "pan cakke")


def test_halves_of_two_letters_are_no_words_by_themselves() -> None:
    index = indexed(named("ox", "tail", "oxtail soup"))
    assert ["ox", "tails"] not in respelled(index, "oxtails 2 liters")


@pytest.mark.parametrize("known", ["milk", "2 liters", "7", "mlk"])
def test_known_and_short_words_sizes_and_numbers_stay_as_they_are(known: str) -> None:
    index = indexed(named("milk"))
    words = analyse(known, ENGLISH)
    assert [corrected(index, word, 0.1) for word in words] == words


def test_what_is_called_as_the_query_sounds_comes_before_what_has_its_words() -> None:
    sold = [product("capsule", name="time capsule"), product("herb", name="thyme")]
    found = match(build_index(sold), "time", load_from(sold))
    assert found.fits
    scores = {entry.product.sku: score for entry, score in found.scores}
    assert scores.keys() == {"herb", "capsule"}
    assert scores["herb"] > scores["capsule"]


def test_what_is_written_as_it_was_said_has_no_namesakes() -> None:
    sold = [product("paper", name="time"), product("herb", name="thyme")]
    found = match(build_index(sold), "time", load_from(sold))
    assert [entry.product.sku for entry, _ in found.scores] == ["paper"]


@pytest.mark.parametrize(
    ("heard", "meant"), [("pan cake mixed", "pancake mix"), ("still wolf pets", "steel wool pads")]
)
def test_names_are_found_by_their_sound_in_a_large_shop_too(heard: str, meant: str) -> None:
    sold = named("pancake mix", "steel wool pads", "oat milk", "dish soap")
    near = large(sold).heard((heard,), load_from(sold))
    assert near == build_index(sold).heard((heard,), load_from(sold))
    assert near.skus == (f"{meant} 0",)
    assert 0.5 < near.like < 1
    assert near.sure > 0.35


def test_nothing_sounds_like_silence_in_a_large_shop() -> None:
    sold = named("oat milk")
    for ways in ((), ("",)):
        assert large(sold).heard(ways, load_from(sold)) == NOBODY
    assert large(sold).sounding_the_same(("oat milk",)) == ()


def test_a_large_shop_reads_fewer_candidates() -> None:
    index = indexed(named("oat milk"))
    assert index.candidates(7) > 7
    object.__setattr__(index.summary, "products", SMALL_SHOP)
    assert index.candidates(7) > 7
    object.__setattr__(index.summary, "products", SMALL_SHOP + 1)
    assert index.candidates(7) == 7
