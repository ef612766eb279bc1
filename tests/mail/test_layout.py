"""The form of letters: the same in both forms, and readable by ear and without styles."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfillment.outbox import Message
from skill.mail.envelope import Party, enclose
from skill.mail.layout import as_html, as_text
from skill.mail.letter import Heading, Letter, Link, Paragraph, Table
from tests.mail.reading import Page, page, parsed, pieces_left

LINK = "https://bank.example/approve?order=1&shop=2"
LETTER = Letter(
    "en-GB",
    "Your receipt",
    (
        Paragraph("Thank you, " + "and once more " * 20 + "thank you."),
        Heading("What you ordered"),
        Table("Goods", ("Item", "Price"), (("Bread", "£2.50"), ("Milk", "£4.00"))),
        Table("Sums", (), (("Delivery", "£3.00"), ("Total", "£9.50"))),
        Link("Approve the payment", LINK),
    ),
)
WORDS = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split()) or "x"
)


def html_of(letter: Letter) -> Page:
    return parsed(as_html(letter))


def test_a_letter_says_its_language_and_its_title() -> None:
    found = html_of(LETTER)
    (root,), (title,), (h1,) = found.all("html"), found.all("title"), found.all("h1")
    assert root.get("lang") == "en-GB"
    assert title.text == h1.text == "Your receipt"
    assert {each.get("lang") for each in found.all("div")} == {"en-GB"}


def test_every_table_has_a_caption_and_every_heading_says_what_it_is_for() -> None:
    found = html_of(LETTER)
    for table in found.all("table"):
        assert table[0].tag.endswith("}caption")
        assert table[0].text
    scopes = [(cell.get("scope"), cell.text) for cell in found.all("th")]
    assert scopes == [
        ("col", "Item"),
        ("col", "Price"),
        ("row", "Bread"),
        ("row", "Milk"),
        ("row", "Delivery"),
        ("row", "Total"),
    ]


def test_nothing_is_fetched_and_nothing_runs() -> None:
    html = as_html(LETTER)
    found = parsed(html)
    forbidden = ("img", "script", "style", "link", "iframe", "object", "form", "svg", "font")
    assert not [name for name in forbidden if found.all(name)]
    assert re.findall(r"https?://\S+?\"", html) == [LINK.replace("&", "&amp;") + '"']
    assert not re.search(r"url\(|display:|visibility:|position:", html)


def test_colours_have_the_contrast_that_wcag_asks_for() -> None:
    styles = re.findall(r"(?<![-\w])color:(#\w{6});background-color:(#\w{6})", as_html(LETTER))
    assert len(styles) == 2
    assert len(re.findall(r"color:", as_html(LETTER))) == 2 * len(styles)
    for colour, ground in styles:
        assert contrast(colour, ground) >= 7, (colour, ground)


def test_the_plain_text_is_the_html_without_its_form() -> None:
    assert pieces_left(as_text(LETTER), html_of(LETTER)) == ""
    assert max(len(line) for line in as_text(LETTER).splitlines() if LINK not in line) <= 72


def test_a_table_is_read_row_by_row_in_plain_text() -> None:
    assert "Item: Bread\nPrice: £2.50\n\nItem: Milk\nPrice: £4.00" in as_text(LETTER)
    assert "Delivery: £3.00\nTotal: £9.50" in as_text(LETTER)


def wordy(subject: str, text: str, name: str, cell: str) -> Letter:
    """A letter with every kind of block, of these words."""
    table = Table(name, (text, subject), ((cell, name),))
    blocks = (Paragraph(text), Heading(name), table, Table(text, (), ((name, cell),)))
    return Letter("fr-FR", subject, blocks)


def shape(found: Page) -> list[object]:
    """The elements of a page, without its words."""
    return [each.tag for each in found.root.iter()]


@settings(max_examples=60, deadline=None)
@given(subject=WORDS, text=WORDS, name=WORDS, cell=WORDS)
def test_no_word_becomes_markup_and_none_is_lost(
    subject: str, text: str, name: str, cell: str
) -> None:
    letter = wordy(subject, text, name, cell)
    found = html_of(letter)
    assert [each.text for each in found.all("h1")] == [subject]
    assert [each.text for each in found.all("p")] == [text]
    assert found.table(0) == [[text, subject], [cell, name]]
    assert found.table(1) == [[name, cell]]
    assert shape(found) == shape(html_of(wordy("a", "b", "c", "d")))


@pytest.mark.parametrize(
    "words", ['<script>alert("x")</script>', "</td></table>", "&lt;b&gt;", "'\""]
)
def test_names_that_look_like_markup_are_shown_as_they_are(words: str) -> None:
    message = Message(1, "k", "receipt", {}, datetime(2026, 11, 20, tzinfo=UTC), 1)
    letter = Letter("en-US", words, (Table(words, (words,), ((words,),)), Link(words, LINK)))
    party = Party(words, "anna@example.com")
    mail = enclose(letter, message, Party("Shop", "s@shop.example"), party)
    assert page(mail).table(0) == [[words], [words]]
    assert mail["Subject"] == words


def contrast(colour: str, ground: str) -> float:
    """The contrast of two colours, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    light, dark = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    def linear(part: str) -> float:
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(colour[at : at + 2]) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
