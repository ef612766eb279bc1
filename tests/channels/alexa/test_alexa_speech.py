"""What Alexa says: always well-formed, always the same words as in plain text, never too long."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.money import Money
from skill.channels.alexa.parse import find_turn
from skill.channels.alexa.render import render, size_bytes
from skill.channels.ssml import ssml
from skill.conversation.plain import plain
from skill.conversation.reply import (
    Amount,
    Card,
    Listing,
    Pause,
    Reply,
    Shown,
    ShownItem,
    Spelling,
    Term,
    Text,
)
from tests.channels.alexa.alexa_requests import a_request

SCREEN = find_turn(a_request(interfaces=("Alexa.Presentation.APL",)))

ANY_TEXT = st.text(st.characters()) | st.sampled_from(["<break/>", "a & b", "]]>", "\x00\ud800"])
MONEY = st.builds(Money, st.integers(-(10**12), 10**12), st.sampled_from(["USD", "EUR", "JPY"]))
SIMPLE = (
    st.builds(Text, ANY_TEXT)
    | st.builds(Amount, MONEY)
    | st.builds(Spelling, ANY_TEXT)
    | st.builds(Pause, st.integers(-1, 10**6))
)
LISTS = st.builds(Listing, st.lists(st.lists(SIMPLE).map(tuple), max_size=3).map(tuple), ANY_TEXT)
PARTS = st.lists(SIMPLE | LISTS).map(tuple)
RATES = st.sampled_from(["slow", "normal", "fast"])


def heard(markup):
    """The words of SSML, read as Alexa reads it."""
    return "".join(
        " ".join(text.upper()) if element.tag == "say-as" else text
        for element, text in _texts(ElementTree.fromstring(markup))
    )


def _texts(element):
    yield element, element.text or ""
    for child in element:
        yield from _texts(child)
        # A pause parts words, as a blank does.
        yield element, (" " if child.tag == "break" else "") + (child.tail or "")


@pytest.mark.parametrize(
    ("parts", "rate", "markup"),
    [
        ((Text("Hello."),), "normal", "<speak>Hello.</speak>"),
        ((Text("Hello."),), "slow", '<speak><prosody rate="slow">Hello.</prosody></speak>'),
        ((Text("Hello."),), "fast", '<speak><prosody rate="fast">Hello.</prosody></speak>'),
        ((Text("It is "), Amount(Money(499, "USD"))), "normal", "<speak>It is $4.99</speak>"),
        (
            (Spelling("H&M"),),
            "normal",
            '<speak><say-as interpret-as="spell-out">H&amp;M</say-as></speak>',
        ),
        (
            (Spelling("La Vie"),),
            "normal",
            '<speak><say-as interpret-as="spell-out">La</say-as>, '
            '<say-as interpret-as="spell-out">Vie</say-as></speak>',
        ),
        ((Pause(300),), "normal", '<speak><break time="300ms"/></speak>'),
        ((Pause(99_999),), "normal", '<speak><break time="10000ms"/></speak>'),
        ((Listing(((Text("a"),), (Text("b"),)), "or"),), "normal", "<speak>a or b</speak>"),
        ((Text('a "b" <d>\x07'),), "normal", "<speak>a &quot;b&quot; &lt;d&gt;</speak>"),
        ((Text("it's"),), "normal", "<speak>it&apos;s</speak>"),
    ],
)
def test_parts_become_markup(parts, rate, markup):
    assert ssml(parts, "en-US", rate) == markup


@given(PARTS, RATES)
def test_speech_is_always_well_formed(parts, rate):
    assert ElementTree.fromstring(ssml(parts, "en-US", rate)).tag == "speak"


@given(PARTS, RATES)
def test_alexa_says_the_same_words_as_are_written(parts, rate):
    assert heard(ssml(parts, "en-US", rate)).split() == plain(parts, "en-US").split()


@given(PARTS, RATES, st.integers(60, 400))
def test_speech_is_cut_without_breaking_it(parts, rate, limit):
    markup = ssml(parts, "en-US", rate, limit)

    assert len(markup) <= limit
    said, whole = heard(markup).split(), plain(parts, "en-US").split()
    # The last word may have lost what follows it without a blank.
    assert said[:-1] == whole[: len(said[:-1])]


def test_a_long_text_is_cut_after_a_word():
    assert ssml((Text("one two three"),), "en-US", limit=22) == "<speak>one two</speak>"


LETTERS = st.sampled_from("aé<&'\U0001f34e")
LONG = st.builds(lambda letter, words: (letter * 9 + " ") * words, LETTERS, st.integers(0, 3_000))
ITEMS = st.lists(st.builds(ShownItem, st.text(), LONG, LONG), max_size=3).map(tuple)
TERMS = st.lists(
    st.builds(Term, st.text(), st.text(max_size=200), st.lists(st.text(max_size=200)).map(tuple)),
    max_size=150,
).map(tuple)


@given(
    st.builds(
        Reply,
        speech=LONG.map(lambda text: (Text(text),)),
        reprompt=LONG.map(lambda text: (Text(text),)),
        card=st.none() | st.builds(Card, LONG, LONG),
        shown=st.none() | st.builds(Shown, st.text(), ITEMS),
        ends=st.booleans(),
        links_account=st.booleans(),
        rate=RATES,
        vocabulary=TERMS,
    )
)
def test_a_response_is_never_too_long(check_response, reply):
    response = render(reply, SCREEN)

    assert check_response({"version": "1.0", "response": response})
    assert size_bytes(response) <= 24_576 - 512
    for speech in (response.get("outputSpeech"), response.get("reprompt", {}).get("outputSpeech")):
        if speech:
            assert len(speech["ssml"]) < 8_000
            ElementTree.fromstring(speech["ssml"])
    card = response.get("card", {})
    assert len(card.get("title", "") + card.get("content", "")) < 8_000


def filled(**parts):
    """A reply with something of everything, and ``parts`` of it made long."""
    whole = {
        "speech": (Text("Here is what I found."),),
        "card": Card("Found", "Oat milk"),
        "shown": Shown("Found", (ShownItem("SKU1", "Oat milk"),)),
        "vocabulary": (Term("SKU1", "Oat milk"),),
    }
    return Reply(**(whole | parts))


def kept(reply):
    """What of a reply made it into the response."""
    response = render(reply, SCREEN)
    kinds = {directive["type"] for directive in response.get("directives", ())}
    return kinds | {name for name in ("outputSpeech", "card") if name in response}


APL, NAMES = "Alexa.Presentation.APL.RenderDocument", "Dialog.UpdateDynamicEntities"
LIST = Shown("Found", (ShownItem("SKU1", "x" * 30_000),))
MANY = tuple(Term(str(n), f"{n} {'x' * 130}", ("y" * 140,)) for n in range(100))


@pytest.mark.parametrize(
    ("reply", "names"),
    [
        (filled(), {APL, NAMES, "card", "outputSpeech"}),
        (filled(shown=LIST), {NAMES, "card", "outputSpeech"}),
        (
            filled(shown=LIST, vocabulary=MANY, card=Card("c", "z" * 9_000)),
            {"card", "outputSpeech"},
        ),
        (filled(card=Card("c", "\U0001f34e" * 9_000)), {"card", "outputSpeech"}),
        (filled(speech=(Text("\U0001f34e " * 9_000),)), {"card", "outputSpeech"}),
    ],
)
def test_what_matters_least_is_left_out_first(reply, names):
    assert kept(reply) == names
