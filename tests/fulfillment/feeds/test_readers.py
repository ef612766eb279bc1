"""Each kind of feed: what it says of products, and that its kind is told by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from fulfillment.feeds import Columns, FeedBroken, FeedUnknown, Reason, Unsold, read_mapping
from fulfillment.feeds.entry import Entry
from fulfillment.feeds.google_xml import read_google_xml
from tests.fulfillment.feeds.feeds import entries, google_tsv, read

RSS = """<?xml version="1.0"?>
<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>Hazel</title>
<item>
  <title>Plain title</title>
  <g:id>milk-1</g:id><g:title>Whole Milk &amp; More</g:title><g:price>4.99 USD</g:price>
  <g:availability>in_stock</g:availability><g:brand>Hazel</g:brand><g:gtin>4006381333931</g:gtin>
  <g:shipping><g:country>US</g:country><g:price>7.00 USD</g:price></g:shipping>
  <g:product_type>Food &gt; Dairy</g:product_type><g:product_type>Other</g:product_type>
  <description><![CDATA[<b>Fresh</b> milk]]></description>
</item>
<item><g:id>tea-1</g:id><title>Tea</title><g:price>2 USD</g:price></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
<title>Hazel</title><entry><g:id>a</g:id><title>Atom tea</title><g:price>3 USD</g:price></entry>
</feed>"""
SHOPIFY = """Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,\
Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,\
Variant Price,Variant Taxable,Image Src,Status
shirt,Cotton Shirt,<p>Soft</p>,Hazel,Shirts,"summer, linen",TRUE,Color,Red,'007,shopify,4,deny,\
19.99,TRUE,https://x/1.jpg,active
shirt,,,,,,,,Blue,,shopify,0,deny,21.99,TRUE,https://x/2.jpg,
shirt,,,,,,,,,,,,,,,https://x/3.jpg,
soap,Dish Soap,,Hazel,,,TRUE,Title,Default Title,SOAP,,,deny,3.00,FALSE,,active
old,Old Thing,,Hazel,,,TRUE,Title,Default Title,OLD,,,deny,3.00,TRUE,,draft
"""
WOO = """ID,Type,SKU,Name,Published,Short description,In stock?,Stock,Regular price,Sale price,\
Date sale price ends,Categories,Tags,Parent,Attribute 1 name,Attribute 1 value(s),Tax status
1,simple,TEA,Black Tea,1,Strong,1,7,4.00,3.50,2026-12-24,"Drinks > Tea, Gifts",hot,,,,taxable
2,variable,MUG,Mug,1,A mug,1,,,,,Kitchen,,,Color,"Red, Blue",taxable
3,variation,MUG-R,Mug - Red,1,,1,2,9.00,,,,,MUG,Color,Red,taxable
4,variation,,Mug - Blue,1,,backorder,,9.50,,,,,id:2,Color,Blue,none
5,simple,GONE,Gone,0,,1,1,1.00,,,,,,,,taxable
"""


def test_google_rss_is_read_with_its_own_fields_before_plain_ones() -> None:
    milk, tea = entries(RSS)
    assert (milk.id, milk.title, milk.price) == ("milk-1", "Whole Milk & More", "4.99 USD")
    assert (milk.brand, milk.gtin, milk.product_type) == ("Hazel", "4006381333931", "Food > Dairy")
    assert milk.description == "<b>Fresh</b> milk"
    assert (milk.line, tea.line, tea.title) == (3, 11, "Tea")


def test_google_atom_is_read() -> None:
    (tea,) = entries(ATOM)
    assert (tea.id, tea.title, tea.price) == ("a", "Atom tea", "3 USD")


def test_an_xml_feed_is_read_in_pieces_of_any_size() -> None:
    whole = entries(RSS)
    for size in (1, 7, 100):
        pieces = (RSS[at : at + size] for at in range(0, len(RSS), size))
        assert list(read_google_xml(pieces)) == whole


def test_entities_of_a_feeds_own_are_not_unfolded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]><rss><item>&l8;</item></rss>'
    with pytest.raises(FeedBroken, match="document type"):
        read(bomb)


def test_a_tag_without_end_is_not_waited_for() -> None:
    def endless() -> object:
        yield '<rss xmlns:g="http://base.google.com/ns/1.0"><item x="'
        for _ in range(10_000):
            yield "y" * 65_536

    with pytest.raises(FeedBroken, match="does not end"):
        list(read_google_xml(endless()))  # type: ignore[arg-type]


def test_a_text_without_end_costs_its_item_only() -> None:
    def long() -> object:
        yield '<rss xmlns:g="http://base.google.com/ns/1.0"><item><g:id>a</g:id><g:title>'
        for _ in range(100):
            yield "y" * 65_536
        yield "</g:title></item><item><g:id>b</g:id><g:title>Tea</g:title></item></rss>"

    first, second = read_google_xml(long())  # type: ignore[arg-type]
    assert isinstance(first, Unsold)
    assert (first.id, first.reason) == ("a", Reason.FIELD_TOO_LONG)
    assert isinstance(second, Entry)
    assert second.title == "Tea"


def test_google_tables_are_read_by_their_columns() -> None:
    feed = google_tsv(("1", "Whole Milk", "4.99 USD", "in stock", "Hazel", "Food > Dairy"))
    (milk,) = entries(feed)
    assert (milk.id, milk.title, milk.product_type) == ("1", "Whole Milk", "Food > Dairy")
    assert milk.needs_availability


def test_a_google_table_may_be_written_by_a_spreadsheet() -> None:
    (milk,) = entries(
        '"ID","Title","Price","Item group ID","Size","Link"\n1,"Milk, whole",5,g,L,x\n'
    )
    assert (milk.title, milk.parent, milk.options) == ("Milk, whole", "g", (("size", "L"),))


def test_shopify_variants_share_what_their_first_row_says() -> None:
    red, blue, soap, old = entries(SHOPIFY)
    assert (red.id, red.title, red.brand, red.stock) == ("007", "Cotton Shirt", "Hazel", "4")
    assert (blue.id, blue.title, blue.price) == ("shirt-blue", "Cotton Shirt", "21.99")
    assert red.options == (("Color", "Red"),)
    assert (red.parent, blue.parent, soap.parent) == ("shirt", "shirt", "")
    assert red.attributes == ("summer", "linen")
    assert (soap.id, soap.stock, soap.tax, soap.options) == ("SOAP", "", "untaxed", ())
    assert old.hidden is Reason.NOT_PUBLISHED


def test_shopify_columns_may_have_their_newer_names() -> None:
    feed = (
        "Title,URL handle,Vendor,Option1 name,Option1 value,SKU,Price,Inventory tracker,"
        "Inventory quantity,Status\nTea,tea,Hazel,Weight,500 g,T5,4.00,shopify,3,Active\n"
    )
    (tea,) = entries(feed)
    assert (tea.id, tea.price, tea.stock) == ("T5", "4.00", "3")
    assert tea.options == (("Weight", "500 g"),)


def test_woocommerce_variations_take_what_their_parent_says() -> None:
    tea, mug, red, blue, gone = entries(WOO)
    assert (tea.id, tea.price, tea.sale_price) == ("TEA", "4.00", "3.50")
    assert (tea.sale_dates, tea.product_type) == ("0001-01-01/2026-12-24", "Drinks > Tea")
    assert mug.hidden is Reason.NOT_A_PRODUCT
    assert (red.title, red.product_type, red.parent) == ("Mug", "Kitchen", "MUG")
    assert red.options == (("Color", "Red"),)
    assert (blue.id, blue.parent, blue.tax) == ("woo-4", "MUG", "untaxed")
    assert gone.hidden is Reason.NOT_PUBLISHED


def test_a_plain_table_is_read_by_usual_names_or_by_a_mapping(tmp_path: Path) -> None:
    (tea,) = entries("sku;name;prix;marque\nT1;Thé vert;2,50;Noisette\n")
    assert (tea.id, tea.title, tea.price, tea.brand) == ("T1", "Thé vert", "2,50", "Noisette")
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(
        'separator = "/"\n[columns]\nid = "No"\ntitle = "What"\nprice = "Gross"\n'
        'availability = "There"\nsynonyms = "Also"\n[constants]\nbrand = "Hazel"\n'
        '[availability]\nJ = "in stock"\nN = "out of stock"\n',
        encoding="utf-8",
    )
    feed = "No,What,Gross,There,Also\n1,Tea,2.50,N,chai/brew\n"
    (mapped,) = read(feed, columns=read_mapping(mapping))
    assert isinstance(mapped, Entry)
    assert (mapped.id, mapped.brand, mapped.availability) == ("1", "Hazel", "out of stock")
    assert mapped.synonyms == ("chai", "brew")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("columns = 3", "must be a table"),
        ("[columns", "not TOML"),
        ('[columns]\nid = "a"\ntitle = "b"', "which column holds the price"),
        ('[columns]\nid = "a"\ntitle = "b"\nprice = "c"\ncolour = "d"', "have no 'colour'"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(text: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FeedUnknown, match=fault):
        read_mapping(path)


def test_a_mapped_column_that_is_missing_is_named() -> None:
    columns = Columns({"id": "No", "title": "What", "price": "Gross"})
    with pytest.raises(FeedUnknown, match="no column 'Gross'"):
        read("No,What\n1,Tea\n", columns=columns)


@pytest.mark.parametrize("feed", ["", "\n\n", "a,b,c\n1,2,3\n"])
def test_what_is_no_feed_is_said_to_be_none(feed: str) -> None:
    with pytest.raises(FeedUnknown):
        read(feed)


def test_the_kind_may_be_told() -> None:
    with pytest.raises(FeedUnknown, match="mapping"):
        read("a,b\n1,2\n", kind="plain")
    (entry,) = read("id,title,price\n1,Tea,2\n", kind="google-tsv")
    assert isinstance(entry, Entry)
    assert entry.needs_availability
