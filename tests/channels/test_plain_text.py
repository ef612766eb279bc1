import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.money import Money
from skill.conversation.plain import money, plain, shortened
from skill.conversation.reply import Amount, Listing, Pause, Spelling, Text

PRICE = Amount(Money(499, "USD"))


def items(*texts):
    return tuple((Text(text),) for text in texts)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ((), ""),
        ((Text("That is "), PRICE, Text(".")), "That is $4.99."),
        ((Text("Brand "), Spelling("Hil"), Text(".")), "Brand H I L."),
        ((Spelling("4 2"),), "4, 2"),
        ((Text("One."), Pause(300), Text("Two.")), "One. Two."),
        ((Text("  One\n two\x00\x1b "),), "One two"),
        ((Listing((), "and"),), ""),
        ((Listing(items("a"), "and"),), "a"),
        ((Listing(items("a", "b"), "or"),), "a or b"),
        ((Listing(items("a", "b", "c"), "and"),), "a, b and c"),
        ((Listing(items("a", "b"), ""),), "a, b"),
        ((Listing(((Text("tea for "), PRICE), (Text("a&b"),)), " and "),), "tea for $4.99 and a&b"),
    ],
)
def test_parts_become_words(parts, words):
    assert plain(parts, "en-US") == words


@pytest.mark.parametrize(
    ("amount", "locale", "written"),
    [
        (Money(499, "USD"), "en-US", "$4.99"),
        (Money(123_456_789, "USD"), "en-US", "$1,234,567.89"),
        (Money(-50, "USD"), "en-US", "-$0.50"),
        (Money(499, "EUR"), "de-DE", "4,99 €"),
        (Money(499, "JPY"), "ja-JP", "¥499"),
        (Money(499, "USD"), "xx-YY", "$4.99"),
        (Money(499, "USD"), "", "$4.99"),
        (Money(499, "USD"), "en", "$4.99"),
    ],
)
def test_money_is_written_as_in_the_locale(amount, locale, written):
    assert money(amount, locale).replace("\uffe5", "¥") == written


@pytest.mark.parametrize(
    ("limit", "text"), [(11, "one two six"), (10, "one two…"), (5, "one…"), (2, "o…"), (0, "")]
)
def test_a_long_text_is_cut_after_a_word(limit, text):
    assert shortened("one two six", limit) == text


@given(st.text(), st.integers(0, 20))
def test_a_shortened_text_is_never_longer_than_asked_for(text, limit):
    assert len(shortened(text, limit)) <= limit
