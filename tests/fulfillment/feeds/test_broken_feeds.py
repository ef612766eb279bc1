"""Feeds that are broken in every way: each line is refused by name, and the rest is taken."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

from fulfillment.feeds import FeedBroken, FeedRefused, FeedUnknown, Options
from skill.commands.catalog_report import open_report
from tests.fulfillment.feeds.feeds import Counter, google_tsv, many
from tests.fulfillment.feeds.test_readers import RSS

GOOD = ("ok", "Tea", "2 USD", "in stock")


@pytest.fixture
def backend() -> str:
    """What is refused depends on no database."""
    return "sqlite"


def skus(counter: Counter) -> list[str]:
    with counter.shop.open() as work:
        return sorted(product.sku for product in work.catalog.everything())


BEFORE = ["bread", "gone", "last", "milk", "soap"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("", "Tea", "2 USD", "in stock"), "id-missing"),
        (("x" * 101, "Tea", "2 USD", "in stock"), "id-too-long"),
        (("ok", "Tea again", "2 USD", "in stock"), "id-duplicate"),
        (("a", "", "2 USD", "in stock"), "title-missing"),
        (("a", "<script>alert(1)</script>", "2 USD", "in stock"), "title-missing"),
        (("a", "Tea " * 200, "2 USD", "in stock"), "title-too-long"),
        (("a", "Tea", "", "in stock"), "price-missing"),
        (("a", "Tea", "-2 USD", "in stock"), "price-negative"),
        (("a", "Tea", "0 USD", "in stock"), "price-zero"),
        (("a", "Tea", "two dollars", "in stock"), "price-unreadable"),
        (("a", "Tea", "2 EUR", "in stock"), "currency-wrong"),
        (("a", "Tea", "99999999 USD", "in stock"), "price-too-high"),
        (("a", "Tea", "2 USD", ""), "availability-missing"),
        (("a", "Tea", "2 USD", "perhaps"), "availability-unknown"),
    ],
)
def test_a_wrong_line_is_refused_by_name(
    counter: Counter, row: tuple[str, ...], reason: str
) -> None:
    outcome = counter.take(google_tsv(GOOD, row), Options(most_refused=0.5))
    assert outcome.refused == {reason: 1}
    assert [(line, why) for line, _, why in counter.reasons()] == [(3, reason)]
    assert skus(counter) == ["ok"]


def test_a_stock_that_is_no_number_is_refused_and_less_than_nothing_is_nothing(
    counter: Counter,
) -> None:
    feed = "sku,name,price,stock\na,Tea,2,some\nb,Jam,2,-4\nc,Oil,2,3.0\n"
    assert counter.take(feed, Options(force=True)).refused == {"stock-unreadable": 1}
    with counter.shop.open() as work:
        assert [p.stock for p in work.catalog.get_many("bc")] == [0, 3]


def test_a_duplicate_far_behind_is_refused_and_the_first_stands(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fulfillment.feeds.importing.STEP", 10)
    counter.take(many(35) + "P3\tOther\t9 USD\tin stock\t\t\t\n")
    assert counter.reasons() == [(37, "P3", "id-duplicate")]
    with counter.shop.open() as work:
        assert work.catalog.get("P3").name == "Oat biscuits 3"


def test_script_in_titles_is_removed_and_counted(counter: Counter) -> None:
    title = "Tea<script>alert(document.cookie)</script> <b onclick=x>green</b>"
    outcome = counter.take(google_tsv(("a", title, "2 USD", "in stock")))
    assert outcome.notes == {"markup-removed": 1}
    with counter.shop.open() as work:
        tea = work.catalog.get("a")
        assert (tea.title, tea.name) == ("Tea green", "Tea green")


def test_too_many_refusals_keep_the_old_catalogue(counter: Counter) -> None:
    feed = google_tsv(GOOD, GOOD, ("b", "Jam", "2 USD", "in stock"))
    with pytest.raises(FeedRefused, match="1 of 3 products are refused"):
        counter.take(feed)
    assert skus(counter) == BEFORE
    counter.take(feed, Options(force=True))
    assert skus(counter) == ["b", "ok"]


def test_a_feed_that_has_lost_most_products_keeps_the_old_catalogue(counter: Counter) -> None:
    counter.take(many(20))
    with pytest.raises(FeedRefused, match="11 of 20 products are no longer in the feed"):
        counter.take(many(9))
    assert len(skus(counter)) == 20
    counter.take(many(9), Options(keep=True))
    assert len(skus(counter)) == 20
    counter.take(many(9), Options(force=True))
    assert len(skus(counter)) == 9


def test_a_truncated_xml_feed_changes_nothing(counter: Counter) -> None:
    with pytest.raises(FeedBroken) as broken:
        counter.take(RSS[: RSS.index("</channel>")])
    assert broken.value.line == 12
    assert skus(counter) == BEFORE


def test_a_truncated_packed_feed_changes_nothing_and_tells_the_line(counter: Counter) -> None:
    packed = gzip.compress(many(5000).encode())
    with pytest.raises(FeedBroken, match=r"from line [1-9]"):
        counter.take(packed[: len(packed) // 2], Options(force=True))
    assert skus(counter) == BEFORE


def test_a_table_that_ends_inside_a_quoted_field_is_short_of_one_product(counter: Counter) -> None:
    feed = "id,title,price,availability\n1,Tea,2,in stock\n2,Oil,2,in stock\n3,Ham,2,in stock\n"
    counter.take(f'{feed}4,Jam,2,in stock\n5,"Mil', Options())
    assert counter.reasons() == [(6, "", "quote-unclosed")]
    assert skus(counter) == ["1", "2", "3", "4"]


def test_the_wrong_encoding_is_read_as_well_as_can_be(counter: Counter) -> None:
    outcome = counter.take(google_tsv(("a", "Café crème", "2 USD", "in stock")).encode("cp1252"))
    assert outcome.notes == {"characters-guessed": 2}
    with counter.shop.open() as work:
        assert work.catalog.get("a").name == "Café crème"


@pytest.mark.parametrize(
    "junk", [b"", b"\0" * 5000, b"\x89PNG\r\n\x1a\n" * 50, b"<html>", b"\xff\xfe"]
)
def test_what_is_no_feed_at_all_changes_nothing(counter: Counter, junk: bytes) -> None:
    with pytest.raises((FeedUnknown, FeedBroken, FeedRefused)):
        counter.take(junk)
    assert skus(counter) == BEFORE


def test_a_page_in_place_of_a_feed_is_no_feed(counter: Counter) -> None:
    page = b"<!DOCTYPE html><html><body><p>Please log in</body></html>"
    with pytest.raises(FeedBroken, match="document type"):
        counter.take(page)


def test_cells_that_are_missing_are_empty_and_more_are_ignored(counter: Counter) -> None:
    feed = "id,title,price,availability\na\nb,Jam,2,in stock,more,and more\n"
    outcome = counter.take(feed, Options(force=True))
    assert outcome.refused == {"title-missing": 1}
    assert skus(counter) == ["b"]


@pytest.mark.parametrize("name", ["report.csv", "report.jsonl"])
def test_the_report_tells_line_id_reason_and_text(
    counter: Counter, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    counter.take(google_tsv(GOOD, ("a", "Tea, green", "-2 USD", "in stock")), Options(force=True))
    with open_report(path, again=False) as report:
        for unsold in counter.unsold:
            report(unsold)
    text = path.read_text(encoding="utf-8")
    row = json.loads(text) if path.suffix == ".jsonl" else next(csv.DictReader(text.splitlines()))
    told = {key: str(value) for key, value in row.items()}
    assert told == {"line": "3", "id": "a", "reason": "price-negative", "text": "-2 USD"}
    with open_report(path, again=True) as report:
        report(counter.unsold[0])
    assert len(path.read_text(encoding="utf-8").splitlines()) == (3 if name.endswith("csv") else 2)
