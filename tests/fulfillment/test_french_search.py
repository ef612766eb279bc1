"""The demo shop in France, searched as shoppers speak."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fulfillment.demo import load_demo
from fulfillment.search import Certainty, Found
from fulfillment.search.french import FRENCH
from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from fulfillment.storage.schema import create_schema
from tests.conftest import Clock


@pytest.fixture(scope="module")
def france_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The French shop's database, not to be changed."""
    path = tmp_path_factory.mktemp("france") / "demo.sqlite3"
    engine = open_engine(f"sqlite:///{path}")
    create_schema(engine)
    load_demo(Shop(engine, clock=Clock()), "fr-FR")
    engine.dispose()
    return path


@pytest.fixture
def france(france_file: Path, tmp_path: Path) -> Iterator[Shop]:
    """The French shop, a copy for this test."""
    engine = open_engine(f"sqlite:///{shutil.copy(france_file, tmp_path / 'france.sqlite3')}")
    yield Shop(engine, clock=Clock())
    engine.dispose()


def search(shop: Shop, query: str, *usual: str) -> Found:
    with shop.open() as work:
        return work.search.search(query, usual=usual)


def names(found: Found) -> set[str]:
    return {product.name for product in found.products}


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("lait", "lait demi-écrémé"),
        ("du lait entier", "lait entier"),
        ("lait demi-écrémé bio", "lait demi-écrémé bio"),
        ("lait d'avoine", "lait d'avoine"),
        ("lait davoine", "lait d'avoine"),
        ("lait sans lactose", "lait sans lactose"),
        ("je voudrais du café", "café moulu"),
        ("café en grains bio", "café en grains bio"),
        ("café sans caféine", "café moulu décaféiné"),
        ("des capsules de café", "capsules de café"),
        ("déca soluble", "café soluble décaféiné"),
        ("thé vert à la menthe", "thé vert à la menthe"),
        ("une tisane", "infusion camomille"),
        ("une douzaine d'œufs", "œufs plein air"),
        ("des oeufs bio", "œufs bio"),
        ("les pâtes", "spaghetti"),
        ("pâtes sans gluten", "penne sans gluten"),
        ("pâté", "pâté de campagne"),
        ("pâtée pour chat", "pâtée pour chat"),
        ("croquettes pour mon chien", "croquettes pour chien"),
        ("de la litière", "litière minérale pour chat"),
        ("l'eau", "eau de source"),
        ("une bouteille d'eau pétillante", "eau gazeuse"),
        ("jus d'orange", "jus d'orange"),
        ("cola sans sucre", "cola sans sucre"),
        ("un kilo de tomates", "tomates rondes"),
        ("tomates cerises", "tomates cerises"),
        ("pommes", "pommes gala"),
        ("pommes de terre", "pommes de terre"),
        ("patates", "pommes de terre"),
        ("choux", "chou-fleur"),
        ("poireaux", "poireaux"),
        ("yaourt à la fraise", "yaourts à la fraise"),
        ("yogourts nature", "yaourts nature"),
        ("une plaquette de beurre demi-sel", "beurre demi-sel"),
        ("comté vingt-quatre mois", "comté 24 mois"),
        ("fromage râpé", "emmental râpé"),
        ("fromage de chèvre", "bûche de chèvre"),
        ("une baguette", "baguette tradition"),
        ("chocolatines", "pains au chocolat"),
        ("pain de mie complet", "pain de mie complet"),
        ("crème fraîche", "crème fraîche épaisse"),
        ("crème solaire", "crème solaire"),
        ("quatre tranches de jambon", "jambon blanc"),
        ("bœuf bourguignon", "bœuf à braiser"),
        ("huile d'olive", "huile d'olive"),
        ("moutarde à l'ancienne", "moutarde à l'ancienne"),
        ("confiture d'abricot", "confiture d'abricots"),
        ("pâte à tartiner", "pâte à tartiner aux noisettes"),
        ("petits pois", "petits pois surgelés"),
        ("pizza quatre fromages", "pizza quatre fromages surgelée"),
        ("glace à la vanille", "crème glacée à la vanille"),
        ("papier toilette", "papier toilette"),
        ("sopalin", "essuie-tout"),
        ("mouchoirs recyclés", "mouchoirs recyclés"),
        ("produit pour la vaisselle", "liquide vaisselle"),
        ("liquide vaisselle sans parfum", "liquide vaisselle sans parfum"),
        ("pastilles pour le lave-vaisselle", "tablettes lave-vaisselle"),
        ("vinaigre blanc", "vinaigre ménager"),
        ("couches taille quatre", "couches taille 4"),
        ("lingettes bébé", "lingettes pour bébé"),
        ("shampooing", "shampoing"),
        ("piles AAA", "piles lr03"),
        ("piles rechargeables", "piles rechargeables lr6"),
        ("une ampoule de cent watts", "ampoule led 100 watts"),
        ("des fleurs", "bouquet de tulipes"),
    ],
)
def test_the_first_that_is_found_is_meant(france: Shop, query: str, first: str) -> None:
    found = search(france, query)
    assert found.certainty in (Certainty.ONE, Certainty.SEVERAL)
    assert found.products[0].name == first
    assert found.products[0].available


@pytest.mark.parametrize(
    ("query", "category"),
    [
        ("lait", "lait"),
        ("café", "café"),
        ("pâtes", "pâtes"),
        ("sucre", "sucre"),
        ("œufs", "œufs"),
        ("chocolat", "chocolat"),
        ("fromage", "fromage"),
        ("savon", "savon"),
        ("pain", "pain"),
        ("eau", "eau"),
        ("nourriture pour chat", "nourriture pour chat"),
    ],
)
def test_a_category_means_its_products_and_not_what_is_made_of_them(
    france: Shop, query: str, category: str
) -> None:
    found = search(france, query)
    assert found.certainty is Certainty.SEVERAL
    assert {product.category for product in found.products} == {category}


@pytest.mark.parametrize(
    ("query", "brand"),
    [
        ("café solène", "Solène"),
        ("café moulu Tournevent", "Tournevent"),
        ("lait de chez Val Mérin", "Val Mérin"),
        ("couches Bout d'Aile", "Bout d'Aile"),
        ("farine moulin d' abriel", "Moulin d'Abriel"),
        ("yaourts nature osérine", "Osérine"),
    ],
)
def test_a_brand_narrows_what_is_found(france: Shop, query: str, brand: str) -> None:
    found = search(france, query)
    assert found.certainty in (Certainty.ONE, Certainty.SEVERAL)
    assert {product.brand for product in found.products} == {brand}


@pytest.mark.parametrize(
    ("query", "sizes"),
    [
        ("deux litres de lait", {"2 l"}),
        ("un pack de six laits demi-écrémés", {"6 x 1 l"}),
        ("cinq cents grammes de café moulu Solène", {"500 g"}),
        ("une livre de beurre doux", {"500 g"}),
        ("soixante-quinze centilitres d'huile d'olive", {"75 cl"}),
        ("1,5 litre de cola", {"1.5 l"}),
        ("une bouteille de cola d'un litre et demi", {"1.5 l"}),
        ("un demi-litre de crème fraîche", {"50 cl"}),
        ("vingt-quatre rouleaux de papier toilette", {"24 rolls"}),
        ("quarante capsules de café", {"40 pods"}),
        ("huit tranches de jambon", {"8 slices"}),
        ("œufs par dix", {"10 ct"}),
        ("une boîte de six œufs", {"6 ct"}),
        ("lessive trois litres", {"3 l"}),
        ("un kilo et demi de pommes", {"1.5 kg"}),
    ],
)
def test_a_size_narrows_what_is_found(france: Shop, query: str, sizes: set[str]) -> None:
    found = search(france, query)
    assert found.certainty in (Certainty.ONE, Certainty.SEVERAL)
    assert {str(product.size) for product in found.products} == sizes


def test_a_dozen_of_eggs_puts_the_pack_of_twelve_first(france: Shop) -> None:
    found = search(france, "une douzaine d'œufs")
    assert str(found.products[0].size) == "12 ct"
    assert {product.category for product in found.products} == {"œufs"}


@pytest.mark.parametrize(
    ("word", "thing"),
    [
        ("sans lactose", "lait"),
        ("sans lactose", "yaourts"),
        ("sans lactose", "beurre"),
        ("sans gluten", "pain de mie"),
        ("sans gluten", "biscuits"),
        ("sans parfum", "lessive"),
        ("sans céréales", "croquettes pour chat"),
        ("sans sucre", "thé glacé"),
        ("décaféiné", "café"),
        ("bio", "pommes"),
    ],
)
def test_a_quality_is_had_by_all_that_is_found(france: Shop, word: str, thing: str) -> None:
    found = search(france, f"{thing} {word}")
    assert found.certainty in (Certainty.ONE, Certainty.SEVERAL)
    assert all(word in product.attributes for product in found.products)


def test_what_is_without_sugar_is_not_found_by_sugar(france: Shop) -> None:
    assert "cola sans sucre" not in names(search(france, "cola au sucre"))


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("mayonaise", "mayonnaise"),
        ("spagetti", "spaghetti"),
        ("cafée moulut", "café moulu"),
        ("bananne", "bananes"),
        ("fromaje rapé", "fromage râpé"),
        ("shampoin", "shampoing"),
        ("dentifrise", "dentifrice"),
        ("champignion", "champignons"),
        ("lait sans lactoze", "lait sans lactose"),
        ("cremme solaire", "crème solaire"),
    ],
)
def test_a_misspelt_word_is_taken_for_the_one_it_resembles(
    france: Shop, heard: str, meant: str
) -> None:
    assert names(search(france, heard)) == names(search(france, meant)) != set()


@pytest.mark.parametrize(
    "query",
    ["pneus", "tronçonneuse", "bière", "un ordinateur portable", "journaux", "", "le", "xyz"],
)
def test_what_is_not_sold_is_not_found(france: Shop, query: str) -> None:
    found = search(france, query)
    assert (found.certainty, found.products) == (Certainty.NOTHING, ())


@pytest.mark.parametrize(
    ("query", "category"),
    [
        ("lait de bufflonne", "lait"),
        ("yaourts au kiwi", "yaourts"),
        ("confiture de rhubarbe", "confiture"),
        ("trente litres de lait", "lait"),
    ],
)
def test_what_is_sold_in_another_kind_only_is_near(france: Shop, query: str, category: str) -> None:
    found = search(france, query)
    assert found.certainty is Certainty.NEAREST
    assert {product.category for product in found.products} == {category}
    assert 1 < len(found.products) <= 3


def test_the_usual_comes_before_the_popular(france: Shop) -> None:
    last = [p for p in search(france, "café").products if p.available][-1]
    assert search(france, "café", last.sku).products[0] == last


@pytest.mark.parametrize("accented", ["thé glacé pêche", "crème dessert", "bûche de chèvre"])
def test_accents_need_not_be_written(france: Shop, accented: str) -> None:
    plain = accented.translate(str.maketrans("éèêû", "eeeu"))
    assert plain != accented
    assert search(france, plain).products == search(france, accented).products != ()


def test_the_language_of_a_shop_is_that_of_its_locale(france: Shop, shop: Shop) -> None:
    with france.open() as work:
        assert work.search.language is FRENCH
    with shop.open() as work:
        assert work.search.language.name == "en"
