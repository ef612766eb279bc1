"""What search makes of more than plain words: signals, structure, sound, and honest doubt."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from fulfillment.search import Certainty, Hypothesis
from fulfillment.search.english import ENGLISH
from fulfillment.search.french import FRENCH
from fulfillment.search.heads import heads
from fulfillment.search.index import build_index
from fulfillment.search.matching import match
from fulfillment.search.segmenting import segment
from fulfillment.search.structure import Structure, has, structure
from fulfillment.shop import Shop
from tests.fulfillment.shopfloor import product

PHONES = [
    product("case", name="Slim 20 mobile phone case black", category="", brand="Slim"),
    product("p8", name="Novo phone 8 64 GB", category="", brand="Novo"),
    product("p9", name="Novo phone 9 64 GB", category="", brand="Novo"),
    product("arm", name="Steady monitor arm", category="", brand="Steady"),
    product("mon", name="View monitor 24 inch", category="", brand="View", department="screens"),
    product("lamp", name="Bright projector lamp", category="", brand="Bright"),
    product("drum", name="Drum for laser printer", category="", brand="Ink"),
    product("note", name="Paper", category="", description="For every laser printer."),
]


@pytest.fixture
def phones(corner: Shop) -> Shop:
    with corner.open() as work:
        work.catalog.add_many(PHONES)
    return corner


def first(shop: Shop, query: str, **around: object) -> str:
    with shop.open() as work:
        return work.search.rank(query, **around)[0].product.sku  # type: ignore[arg-type]


SQLITE = pytest.mark.parametrize("backend", ["sqlite"])


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("View monitor 24 inch", {"monitor", "inch"}),
        ("Steady monitor arm", {"arm"}),
        ("Drum for laser printer", {"drum"}),
        ("Holder (phone / tablet) black", {"holder"}),
        ("Notebook silver 43 cm", {"notebook", "cm"}),
    ],
)
def test_a_title_says_what_a_thing_is_by_its_last_words(text: str, nouns: set[str]) -> None:
    assert nouns <= heads(text, ENGLISH)
    assert "laser" not in heads(text, ENGLISH)


def test_a_french_title_says_it_by_its_first_word() -> None:
    assert heads("jus d'orange avec pulpe", FRENCH) == {"jus"}


@SQLITE
def test_the_thing_itself_comes_before_what_belongs_to_it(phones: Shop) -> None:
    assert first(phones, "monitor") == "mon"


@SQLITE
def test_every_signal_that_spoke_for_a_product_is_told_and_they_add_up(phones: Shop) -> None:
    with phones.open() as work:
        work.catalog.set_stock("mon", 0)
        told = work.search.rank("monitor", usual=("arm",), department="screens")
        answer = work.search.explain("monitor")
    signals = {ranked.product.sku: ranked.signals for ranked in told}
    assert {"words", "all words", "noun", "department", "sold out"} == signals["mon"].keys()
    assert {"words", "all words", "usual"} == signals["arm"].keys()
    assert signals["mon"]["sold out"] < 0
    for ranked in told:
        assert ranked.score == pytest.approx(sum(ranked.signals.values()))
    assert [r.score for r in told] == sorted((r.score for r in told), reverse=True)
    assert answer.found.query == "monitor"
    assert {r.product.sku for r in answer.ranked} == {"mon", "arm"}


@SQLITE
def test_a_description_ranks_but_does_not_answer(phones: Shop) -> None:
    with phones.open() as work:
        assert "note" in {ranked.product.sku for ranked in work.search.rank("laser printer")}
        assert "note" not in {p.sku for p in work.search.search("laser printer").products}


@SQLITE
def test_the_department_in_talk_settles_what_the_words_leave_open(corner: Shop) -> None:
    with corner.open() as work:
        work.catalog.add_many(
            [
                product("a", name="brush", category="brush", department="bath", popularity=9),
                product("b", name="brush", category="brush", department="kitchen"),
            ]
        )
    with corner.open() as work:
        assert work.search.search("brush").products[0].sku == "a"
        assert work.search.search("brush", department="kitchen").products[0].sku == "b"


@SQLITE
def test_another_model_is_not_taken_for_the_one_that_was_asked_for(phones: Shop) -> None:
    with phones.open() as work:
        assert work.search.search("novo phone 8").products[0].sku == "p8"
        asked = work.search.search("novo phone 7")
    assert asked.certainty in (Certainty.NEAREST, Certainty.NOTHING)


@SQLITE
def test_a_shop_with_things_for_it_does_not_offer_them_as_the_thing(corner: Shop) -> None:
    with corner.open() as work:
        work.catalog.add_many(
            [
                product(f"c{n}", name=f"Slim tablet case {color}", category="")
                for n, color in enumerate(("black", "red", "blue"))
            ]
        )
        assert work.search.search("folding tablet").certainty is Certainty.NOTHING
        assert work.search.search("tablet case").certainty is Certainty.SEVERAL


@SQLITE
def test_words_that_only_happen_to_stand_in_one_text_find_nothing(corner: Shop) -> None:
    with corner.open() as work:
        name = "Tower case with board tray, quiet fans and mystic light strip"
        work.catalog.add_many([product("tower", name=name, category="")])
        found = work.search.search("light board")
    assert found.certainty is not Certainty.ONE


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("coffee not decaf", Structure("coffee", frozenset({"decaf"}))),
        ("yogurt without sugar", Structure("yogurt", frozenset({"sugar"}))),
        ("the cheapest coffee", Structure("the coffee", frozenset(), "cheapest")),
        (
            "biggest shampoo but not scented",
            Structure("shampoo", frozenset({"scented"}), "largest"),
        ),
        ("not that one", Structure("not that one")),
        ("coffee", Structure("coffee")),
    ],
)
def test_what_must_not_be_and_what_is_preferred_are_no_words(query: str, told: Structure) -> None:
    assert structure(query, ENGLISH) == told


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("le café le moins cher", Structure("le café", frozenset(), "cheapest")),
        ("du café mais pas de décaféiné", Structure("du café", frozenset({"decafeine"}))),
        ("confiture sans sucre", Structure("confiture sans sucre")),
    ],
)
def test_it_is_the_same_in_french(query: str, told: Structure) -> None:
    assert structure(query, FRENCH) == told


def test_sugar_free_has_no_sugar() -> None:
    plain = product("a", name="sugar cookies")
    free = product("b", name="sugar free cookies")
    none = replace(plain, name="cookies", attributes=("no sugar added",))
    assert [has(each, "sugar", ENGLISH) for each in (plain, free, none)] == [True, False, False]


def test_nothing_is_found_that_must_not_be(shop: Shop) -> None:
    with shop.open() as work:
        every = work.search.search("ground coffee or decaf").products
        found = work.search.search("ground coffee not decaf")
        assert found.certainty in (Certainty.ONE, Certainty.SEVERAL)
        assert not [p for p in found.products if has(p, "decaf", ENGLISH)]
        ranked = work.search.rank("ground coffee not decaf")
    assert every
    assert not [r for r in ranked if has(r.product, "decaf", ENGLISH)]


def test_the_cheapest_comes_first_among_those_that_fit(shop: Shop) -> None:
    with shop.open() as work:
        coffee = [p for p in work.search.search("coffee").products if p.available]
        first_of_all = work.search.search("the cheapest coffee").products[0]
    assert first_of_all.price == min(p.price for p in coffee)
    assert first_of_all.category == "coffee"


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("pan cake mixed", "pancake mix"),
        ("too percent milk", "two percent milk"),
        ("brown egcks", "brown eggs"),
        ("italian dressi ng", "italian dressing"),
        ("peanutbutter", "peanut butter"),
    ],
)
def test_what_was_misheard_is_found_by_its_sound(shop: Shop, heard: str, meant: str) -> None:
    with shop.open() as work:
        assert work.search.search(heard).products[0].name == meant


def test_of_several_hypotheses_the_one_that_the_shop_sells_counts(shop: Shop) -> None:
    heard = [Hypothesis("whole mill", 0.9), Hypothesis("whole milk", 0.6)]
    with shop.open() as work:
        found = work.search.search("hole quill", heard=heard)
    assert {p.name for p in found.products} == {"whole milk"}


def test_a_doubtful_word_is_left_out_where_nothing_fits_with_it(shop: Shop) -> None:
    said = "xyzzy whole milk"
    with shop.open() as work:
        assert work.search.search(said).certainty is Certainty.NEAREST
        heard = [Hypothesis(said, 0.7, (0.1, 0.9, 0.9))]
        found = work.search.search(said, heard=heard)
    assert (found.certainty, {p.name for p in found.products}) == (
        Certainty.SEVERAL,
        {"whole milk"},
    )


def test_letters_without_blanks_become_the_fewest_known_words() -> None:
    known = {"pan", "cake", "pancake", "mix", "ca", "ke"}
    assert segment("pancakemix", known.__contains__) == ["pancake", "mix"]
    assert segment("pancakemixx", known.__contains__) is None
    assert segment("12", known.__contains__) is None


def test_an_index_in_memory_needs_no_database() -> None:
    sold = [product("a", name="papaya"), product("b", name="papaya juice")]
    index = build_index(sold)
    by_sku = {each.sku: each for each in sold}
    found = match(index, "papaya", lambda skus: [by_sku[sku] for sku in skus])
    assert [entry.product.sku for entry, _ in found.scores] == ["a"]
    assert index.summary.products == 2
    assert Decimal(found.evidence) == 1
