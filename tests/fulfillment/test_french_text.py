"""French words of shoppers and of products come apart in the same way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.catalog import parse_size
from fulfillment.catalog.size import canonical_unit, unit_spellings
from fulfillment.search.english import ENGLISH
from fulfillment.search.french import FRENCH, plain, stem
from fulfillment.search.french_numbers import digits
from fulfillment.search.languages import language_of
from fulfillment.search.text import analyse, may_be_misspelt, size_tokens, tokens


def texts(query: str) -> list[str]:
    return [word.text for word in analyse(query, FRENCH)]


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("deux litres", "2 litres"),
        ("dix sept rouleaux", "17 rouleaux"),
        ("vingt et un", "21"),
        ("soixante quinze centilitres", "75 centilitres"),
        ("soixante et onze", "71"),
        ("quatre vingts", "80"),
        ("quatre vingt dix neuf", "99"),
        ("septante deux", "72"),
        ("nonante et un", "91"),
        ("cent vingt", "120"),
        ("deux cent cinquante grammes", "250 grammes"),
        ("trois cents grammes", "300 grammes"),
        ("un virgule cinq litre", "1.5 litre"),
        ("un litre et demi", "1.5 litre"),
        ("deux kilos et demi", "2.5 kilos"),
        ("un demi litre", "0.5 litre"),
        ("trois quarts de litre", "0.75 litre"),
        ("un quart de litre", "0.25 litre"),
        ("une douzaine de oeufs", "12 de oeufs"),
        ("deux douzaines", "24"),
        ("une demi douzaine", "6"),
        ("une dizaine", "10"),
        ("une livre de beurre", "500 g de beurre"),
        ("deux livres de tomates", "1000 g de tomates"),
        ("une demi livre de beurre", "250 g de beurre"),
        ("un kilo de tomates", "1 kilo de tomates"),
        ("un pain", "un pain"),
        ("une baguette", "une baguette"),
        ("lait demi ecreme", "lait demi ecreme"),
        ("vingt pour cent", "20 pour cent"),
    ],
)
def test_number_words_become_digits(spoken: str, written: str) -> None:
    assert digits(spoken) == written


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("journaux", "journal"),
        ("eaux", "eau"),
        ("choux", "chou"),
        ("gateaux", "gateau"),
        ("cheveux", "cheveu"),
        ("noyaux", "noyau"),
        ("pommes", "pomme"),
        ("salees", "sale"),
        ("yogourts", "yaourt"),
        ("shampooing", "shampoing"),
    ],
)
def test_a_plural_and_its_singular_have_one_stem(plural: str, singular: str) -> None:
    assert stem(plural) == stem(singular)


@pytest.mark.parametrize("word", ["noix", "jus", "riz", "prix", "expres"])
def test_a_word_that_has_no_plural_of_its_own_finds_itself(word: str) -> None:
    assert texts(word) == list(tokens(word, FRENCH)) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Crème Fraîche", "creme fraiche"),
        ("l'huile d'olive", "huile olive"),
        ("l' huile d' olive", "huile olive"),
        ("l\u2019huile d\u2019olive", "huile olive"),
        ("des œufs", "oeuf"),
        ("du bœuf", "boeuf"),
        ("une bouteille d'eau", "eau"),
        ("un petit pot de crème", "crème"),
        ("du lait sans le lactose", "lait sans lactose"),
        ("qu'est-ce que", "est ce"),
        ("pain au chocolat", "pains au chocolat"),
        ("je voudrais du café, s'il vous plaît", "café"),
        ("yaourt à 0%", "yaourt 0 pour cent"),
    ],
)
def test_what_means_the_same_has_the_same_words(one: str, other: str) -> None:
    assert texts(one) == texts(other)


@pytest.mark.parametrize(
    ("query", "size"),
    [
        ("deux litres", "2 l"),
        ("1,5 litre", "1.5 l"),
        ("un litre et demi", "1.5 l"),
        ("un demi-litre", "50 cl"),
        ("500g", "500 g"),
        ("cinq cents grammes", "0.5 kg"),
        ("un kilo", "1000 g"),
        ("une livre", "500 g"),
        ("soixante-quinze centilitres", "75 cl"),
        ("pack de six", "6 x 1 l"),
        ("lot de douze", "12 ct"),
        ("par dix", "10 ct"),
        ("six pièces", "6 ct"),
        ("33 cl", "6 x 33 cl"),
        ("vingt mètres", "20 m"),
    ],
)
def test_a_size_is_recognised_however_it_is_said(query: str, size: str) -> None:
    (word,) = analyse(query, FRENCH)
    assert word.is_size
    assert set(word.forms) & set(size_tokens(parse_size(size), FRENCH))


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ("12 rolls", "rouleau"),
        ("4 slices", "tranche"),
        ("40 pods", "dosette"),
        ("25 bags", "sachet"),
        ("30 tablets", "pastille"),
        ("100 sheets", "feuille"),
        ("1 each", "unite"),
    ],
)
def test_what_is_counted_is_called_as_in_french(size: str, said: str) -> None:
    assert said in size_tokens(parse_size(size), FRENCH)


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("6 x 1 litre", "6 x 1 l"),
        ("500 grammes", "500 g"),
        ("1 kilo", "1 kg"),
        ("75 centilitres", "75 cl"),
        ("12 rouleaux", "12 rolls"),
        ("40 dosettes", "40 pods"),
        ("4 tranches", "4 slices"),
        ("25 sachets", "25 bags"),
        ("30 lavages", "30 loads"),
        ("6 pièces", "6 ct"),
        ("20 mètres", "20 m"),
    ],
)
def test_a_merchant_may_write_units_in_french(written: str, size: str) -> None:
    assert parse_size(written) == parse_size(size)


def test_every_french_spelling_of_a_unit_is_one_of_ours() -> None:
    units = {canonical_unit(spelling) for spelling in unit_spellings("fr")}
    assert units == {"g", "kg", "ml", "cl", "l", "m", "ct"}
    assert not {"gallon", "ounce", "in"} & set(unit_spellings("fr"))


def test_a_bare_number_may_be_a_quantity_and_is_not_required() -> None:
    two, milk = analyse("deux laits", FRENCH)
    assert not two.required
    assert milk.required


def test_a_number_that_names_a_kind_is_required() -> None:
    assert [word.required for word in analyse("couches taille quatre", FRENCH)] == [True] * 3


def test_what_one_does_without_is_one_word() -> None:
    assert texts("cola sans sucre") == ["cola", "sanssucre"]
    assert texts("jus sans d'additifs") == ["jus", "sansadditif"]


def test_a_word_is_never_taken_for_its_opposite() -> None:
    assert not may_be_misspelt("sanssel", "sel", FRENCH)
    assert may_be_misspelt("sanslactoze", "sanslactose", FRENCH)


def test_pate_and_pasta_are_two_things() -> None:
    assert texts("pâté") != texts("pâtes")
    assert texts("pâtée pour chat") != texts("pâtes pour chat")


def test_fillers_alone_ask_for_nothing() -> None:
    assert analyse("est-ce que vous avez de la", FRENCH) == []
    assert tokens("le", FRENCH) == ()


@pytest.mark.parametrize(
    ("locale", "language"),
    [("fr-FR", FRENCH), ("fr", FRENCH), ("en-GB", ENGLISH), ("de-DE", ENGLISH), ("", ENGLISH)],
)
def test_a_locale_has_the_language_it_is_named_after(locale: str, language: object) -> None:
    assert language_of(locale) is language


@given(st.text(max_size=40))
def test_any_text_comes_apart_without_complaint(text: str) -> None:
    assert plain(text) == plain(text).lower()
    for word in analyse(text, FRENCH):
        assert word.forms
    assert all(tokens(text, FRENCH))
