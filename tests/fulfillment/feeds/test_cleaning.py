"""Names to be said, from titles written for eyes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.feeds.cleaning import clean, rules_of
from fulfillment.feeds.texts import plain_text

EN, FR = rules_of("en-US"), rules_of("fr-FR")


@pytest.mark.parametrize(
    ("title", "brand", "name", "size"),
    [
        ("Org. Whl Mlk 1gal", "", "organic whole milk", "1 gal"),
        ("Coca-Cola Zero Sugar 12pk 12oz Cans", "", "Coca-Cola Zero Sugar", "12 x 12 fl oz"),
        ("Coca-Cola® Zero Sugar 12pk 12oz Cans", "Coca-Cola", "zero sugar", "12 x 12 fl oz"),
        ("ORGANIC VALLEY 2% FAT MILK 64 FL. OZ.", "Organic Valley", "2% fat milk", "64 fl oz"),
        ("Heinz Tomato Ketchup, 32 oz Bottle", "Heinz", "tomato ketchup", "32 oz"),
        (
            "Poland Spring Water 16.9 fl oz (Pack of 24)",
            "Poland Spring",
            "water",
            "24 x 16.9 fl oz",
        ),
        ("Lipton Tea Bags 100ct", "Lipton", "tea bags", "100 ct"),
        ("Large Brown Eggs, 1 Dozen", "", "Large Brown Eggs", "12 ct"),
        ("Tide Pods 81 ct - SKU: 12345-AB *NEW!*", "Tide", "pods", "81 ct"),
        ("BNLS SKNLS CHKN BRST 3 LB", "", "boneless skinless chicken breast", "3 lb"),
        ("Ben & Jerry's Ice Cream ½ gal", "Ben & Jerry's", "ice cream", "0.5 gal"),
        ("Sparkling Water 8pk 12 fl oz cans", "", "Sparkling Water", "8 x 12 fl oz"),
        ("Bounty Paper Towels, 12 Double Rolls", "Bounty", "paper towels", "12 rolls"),
        ("AA Batteries 8 Pack", "", "AA Batteries", "8 ct"),
        ("7 Up 2L", "7 Up", "7 Up", "2 l"),
        ("Hazel", "Hazel", "Hazel", None),
        ("Milk", "", "Milk", None),
    ],
)
def test_a_title_in_english(title: str, brand: str, name: str, size: str | None) -> None:
    cleaned = clean(title, EN, brand=brand)
    assert (cleaned.name, str(cleaned.size) if cleaned.size else None) == (name, size)
    assert cleaned.doubts == ()


@pytest.mark.parametrize(
    ("title", "brand", "name", "size"),
    [
        ("LAIT DEMI ECR. UHT 6X1L", "", "lait demi écrémé UHT", "6 x 1 l"),
        ("Eau gazeuse Perrier 6x1L", "Perrier", "eau gazeuse", "6 x 1 l"),
        ("Yaourt nat. lot de 8 x 125 g", "", "yaourt nature", "8 x 125 g"),
        ("Jbon blc 4 tr.", "", "jambon blanc", "4 slices"),
        ("Oeufs bio x12", "", "œufs bio", "12 ct"),
        ("Lait entier 1,5L", "", "Lait entier", "1.5 l"),
        ("Coca-Cola Zéro 33 cl (lot de 6)", "Coca-Cola", "zéro", "6 x 33 cl"),
        ("Papier toilette 12 rlx", "", "Papier toilette", "12 rolls"),
        ("THE VERT BIO 20 SACHETS", "", "thé vert bio", "20 bags"),
        ("PUREE DE LEGUMES 4 X 100G", "", "purée de légumes", "4 x 100 g"),
    ],
)
def test_a_title_in_french(title: str, brand: str, name: str, size: str) -> None:
    cleaned = clean(title, FR, brand=brand)
    assert (cleaned.name, str(cleaned.size)) == (name, size)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("GRND/PATTY - BEEF", "ground patty beef"),
        ("FROZEN SIDE DISH (MAC&CHS)", "frozen side dish mac and cheese"),
        ("GASOLINE-REG UNLEADED", "gasoline regular unleaded"),
        ("MULTI-SERVE DRINK", "multi-serve drink"),
        ("FEM. HYGN.NAPKINS", "feminine hygiene napkins"),
        ("CANDY BARS (SINGLES)(INCLUDING", "candy bars singles"),
        ("BREAD:ITALIAN/FRENCH", "bread italian french"),
        ("PURE JUICE - O", "pure juice"),
        ("DECAF COFFEE W/ S", "decaf coffee"),
        ("MUG W GIFT BOX", "mug with gift box"),
        ("Soup w/Chicken & Rice", "soup with chicken and rice"),
        ("HAM", "ham"),
        ("Cookies $2.99", "Cookies"),
        ("Surge outlet(s)", "Surge outlets"),
        ("Philips SPA2201/10 Speakers", "Philips Speakers"),
        ("Core™2 Duo", "Core 2 Duo"),
        # These are what they seem to be.
        ("M&M's Peanut", "M&M's Peanut"),
        ("A/C Filter", "A/C Filter"),
        ("Vitamin C", "Vitamin C"),
        ("Cotton Tee M", "Cotton Tee M"),
        ("StarTech.com Cable", "StarTech.com Cable"),
    ],
)
def test_words_that_a_title_joins_or_cuts_off_are_set_apart(title: str, name: str) -> None:
    assert clean(title, EN).name == name


@pytest.mark.parametrize(
    ("title", "name", "size"),
    [
        ("SET/6 PAPER PLATES", "paper plates", "6 ct"),
        ("PACK 20 PAPER NAPKINS", "paper napkins", "20 ct"),
        ("LAIT 1/2ECR. UHT 6X1L", "lait demi-écrémé UHT", "6 x 1 l"),
        ("Jambon s/couenne 4 tr.", "Jambon sans couenne", "4 slices"),
    ],
)
def test_sizes_and_signs_beside_words(title: str, name: str, size: str) -> None:
    cleaned = clean(title, FR if title.startswith(("LAIT", "Jam")) else EN)
    assert (cleaned.name, str(cleaned.size)) == (name, size)


def test_short_words_of_a_shouted_title_are_no_abbreviations() -> None:
    assert clean("HAND AND BODY LOTIONS ALL", EN).doubts == ()
    assert clean("SEL DES ALPES", FR).doubts == ()


def test_what_sets_a_variant_apart_is_said() -> None:
    options = [("Color", "Red"), ("Size", "L")]
    assert clean("Cotton Sheet", EN, options=options).name == "large red cotton sheet"
    assert clean("Drap coton", FR, options=[("Couleur", "Rouge")]).name == "drap coton rouge"
    assert clean("Sneaker", EN, options=[("Size", "42")]).name == "sneaker size 42"
    weighed = clean("Coffee Beans", EN, options=[("Weight", "500 g")])
    assert (weighed.name, str(weighed.size)) == ("coffee beans", "500 g")


def test_an_ounce_of_what_is_poured_is_a_fluid_one() -> None:
    assert str(clean("Fizz 12oz", EN, category="beverages soda").size) == "12 fl oz"
    assert str(clean("Chips 12oz", EN, category="snacks").size) == "12 oz"


def test_a_word_that_nobody_knows_is_doubted() -> None:
    assert clean("XQZ Blvd Thng", EN).doubts == ("XQZ", "Blvd", "Thng")
    assert "long" in clean("one two three four five six seven eight nine ten", EN).doubts


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<b>Oat</b> Drink<script>alert(1)</script>", "Oat Drink"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Tea", "Tea"),
        ("&amp;lt;b&amp;gt;Tea", "Tea"),
        ("Tea<style>b{}</style> & Milk", "Tea & Milk"),
        ("Tea<img src=x onerror=alert(1)>", "Tea"),
        ("Tea <script>alert(1)", "Tea"),
        ("a\x00b\x1b[31m\u202etea", "a b [31mtea"),
        ("3 < 4 and 5 > 2", "3 < 4 and 5 > 2"),
    ],
)
def test_markup_and_control_characters_go(markup: str, text: str) -> None:
    assert plain_text(markup) == text


@given(text=st.text(max_size=80))
def test_any_title_becomes_something_on_one_line(text: str) -> None:
    cleaned = clean(text, EN, brand="Hazel")
    assert cleaned.name.isprintable()
    assert cleaned.name or not plain_text(text)


@pytest.mark.parametrize(
    "piece", ["<br", "<script", "&lt;", "(" * 9, "12 x ", "1/", "-.", "a.b ", "ab/", "a-", "w "]
)
def test_no_title_takes_long(piece: str) -> None:
    title = (piece * 20_000)[:20_000]
    start = time.perf_counter()
    clean(plain_text(title)[:500], EN, brand=piece[:60])
    assert time.perf_counter() - start < 2
