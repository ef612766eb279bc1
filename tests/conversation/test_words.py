"""Replies are data: each is there, each is used, each can be kept and read back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast

import interaction_models
from fulfillment.money import Money
from fulfillment.orders import OrderState
from skill.conversation import registry
from skill.conversation.answer import Line, Series, Spelled, line_from_json, line_to_json, say
from skill.conversation.labels import _UNITS
from skill.conversation.phrases import PhraseError, Phrases, joined
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
    reply_from_json,
    reply_to_json,
)
from tests.conversation.lint import faults
from tests.conversation.replies import sources

CODE = Path(__file__).parents[2] / "skill" / "conversation"
MAIL, PAGES, WIRING = CODE.parent / "mail", CODE.parent / "accounts", CODE.parent / "wiring.py"
WATCHED = CODE.parent / "operation" / "watched.py"
TEMPLATES = (*PAGES.rglob("*.html"), *(CODE.parent / "talk").rglob("*.html"))
FILES = (
    *CODE.rglob("*.py"),
    *MAIL.rglob("*.py"),
    *PAGES.rglob("*.py"),
    *TEMPLATES,
    WIRING,
    WATCHED,
)
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
LOCALES = interaction_models.locales()


def messages(locale: str) -> dict[str, ast.Message]:
    parsed: dict[str, ast.Message] = {}
    for source in sources(locale):
        for entry in FluentParser().parse(source).body:
            assert not isinstance(entry, ast.Junk), entry.content
            if isinstance(entry, ast.Message):
                parsed[entry.id.name] = entry
    return parsed


def patterns_in_code() -> list[str]:
    """Every reply id that the code names, as a regular expression where it is put together."""
    literal = re.findall(
        r'"([a-z]+(?:-[a-z0-9]+)+|number|cart|added|left|details|removed)"', SOURCES
    )
    literal += re.findall(r"\bt\('([a-z]+(?:-[a-z0-9]+)+)'", SOURCES)
    built = [
        re.sub(r"\{[^}]*\}", ".+", text) for text in re.findall(r'f"([a-z{][^"\s]*)"', SOURCES)
    ]
    built += [f"{start}-.+" for start in re.findall(r'"([a-z]+(?:-[a-z]+)*)-" ~', SOURCES)]
    sizes = [f"{style}-.+" for style in ("size", "sized")]  # put together from style and unit
    return [
        *map(re.escape, literal),
        *(text for text in built if re.match(r"[a-z]+-", text)),
        *sizes,
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_reply_is_used(locale: str) -> None:
    used = re.compile("|".join(f"(?:{pattern})" for pattern in patterns_in_code()))
    words = set(re.findall(r'"([a-z-]+)"', SOURCES))
    known = messages(locale)
    in_a_row = {f"{name}-on" for name in known}
    unused = [name for name in known if not used.fullmatch(name) and name not in words | in_a_row]
    assert not unused


@pytest.mark.parametrize("locale", LOCALES)
def test_every_reply_the_code_asks_for_by_name_is_there(locale: str) -> None:
    known = messages(locale)
    asked = re.findall(r'\bsay\(\s*"([a-z-]+)"', SOURCES)
    assert len(asked) > 100
    assert not [name for name in asked if name not in known]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_reply_that_is_put_together_is_there(locale: str) -> None:
    known = messages(locale)
    wanted = [f"status-{state.value}" for state in OrderState]
    wanted += [f"news-{state}" for state in ("placed", "failed", "cancelled")]
    wanted += [f"{style}-{unit}" for style in ("size", "sized", "per") for unit in _SIZES]
    wanted += [f"which-product-{name}" for name in registry.purposes if name != "reorder"]
    wanted += [
        f"choose-{by}{more}"
        for by in ("name", "brand", "size", "attribute", "price", "take-out", "set-quantity")
        for more in ("", "-more")
    ]
    changes = ("cart", "price", "promotion", "address", "delivery", "credit", "tax")
    wanted += [f"changed-{what}" for what in changes]
    assert not [name for name in wanted if name not in known]


_SIZES = ["other", *(key for key in _UNITS.values() if not key.startswith("hundred"))]


def test_every_intent_has_words_and_every_word_an_intent() -> None:
    for name in LOCALES:
        assert set(interaction_models.load_locale(name).intents) == set(registry.intents)


def test_every_question_that_is_asked_has_somebody_who_takes_the_answer() -> None:
    asked = set(re.findall(r'\bask\(\s*"([a-z-]+)"', SOURCES))
    assert asked == set(registry.answers)


def test_a_missing_reply_or_place_is_an_error() -> None:
    phrases = Phrases("en-US", ["hello = Hello { $name }"])
    with pytest.raises(PhraseError, match="no reply goodbye"):
        phrases.render(say("goodbye"))
    with pytest.raises(PhraseError, match="hello"):
        phrases.render(say("hello"))


def test_wordings_alternate_and_lengths_are_chosen() -> None:
    phrases = Phrases("en-US", ["a = One.\n    .alt = Two.\n    .short = S.\n    .long = L."])
    used: dict[str, int] = {}
    said = [plain(phrases.render(say("a"), "normal", used), "en-US") for _ in range(3)]
    assert said == ["One.", "Two.", "One."]
    assert plain(phrases.render(say("a"), "short", used), "en-US") == "S."
    assert plain(phrases.render(say("a"), "long", used), "en-US") == "L."


def test_money_and_lists_keep_their_type_inside_a_sentence() -> None:
    phrases = Phrases(
        "en-US", ["joint-and = and\nitem = { $n }\na = You get { $list } for { $sum }."]
    )
    items = tuple(say("item", n=name) for name in ("tea", "milk", "honey"))
    parts = phrases.render(Line("a", {"list": Series(items), "sum": Money(499, "USD")}))
    assert [type(part) for part in parts] == [Text, Listing, Text, Amount, Text]
    assert plain(parts, "en-US") == "You get tea, milk and honey for $4.99."


def test_private_characters_in_a_name_cannot_forge_a_place() -> None:
    phrases = Phrases("en-US", ["a = { $name } costs { $sum }"])
    parts = phrases.render(say("a", name="\ue0000\ue001x", sum=Money(1, "USD")))
    assert plain(parts, "en-US") == "0x costs $0.01"


def test_a_line_can_be_kept_and_read_back() -> None:
    line = say(
        "a",
        text="x",
        n=2,
        sum=Money(1, "JPY"),
        inner=say("b", word=Spelled("abc")),
        list=Series((say("c"), say("d")), "or"),
    )
    assert line_from_json(line_to_json(line)) == line


def test_a_reply_can_be_kept_and_read_back() -> None:
    reply = Reply(
        speech=(Text("a"), Amount(Money(5, "USD")), Listing(((Text("b"),),), "and"), Pause(300)),
        reprompt=(Spelling("c"),),
        card=Card("t", "x"),
        shown=Shown("t", (ShownItem("k", "a", "b"),)),
        suggestions=("yes",),
        expects="yes-no",
        links_account=True,
        rate="slow",
        vocabulary=(Term("v", "n", ("s",)),),
    )
    assert reply_from_json(reply_to_json(reply)) == reply


def test_parts_join_with_one_space() -> None:
    assert joined([(Text("a"),), (Text("b"), Amount(Money(1, "USD")))])[0] == Text("a b")


BAD = {
    "an open session without a question": Reply((Text("Fine."),), (Text("So?"),)),
    "a closed session with a question": Reply((Text("Fine?"),), ends=True),
    "more than three items": Reply(
        (Listing(tuple((Text(c),) for c in "abcd"), "and"), Text("?")), (Text("?"),)
    ),
    "an id": Reply((Text("That is HM-1001?"),), (Text("?"),)),
    "a URL": Reply((Text("See https://x.example?"),), (Text("?"),)),
    "JSON or markup": Reply((Text('{"a": 1}?'),), (Text("?"),)),
    "a raw number of cents": Reply((Text("It costs 1899?"),), (Text("?"),)),
    "blame": Reply((Text("You said it wrong?"),), (Text("?"),)),
    "silence": Reply((), ends=True),
}


@pytest.mark.parametrize("fault", BAD)
def test_the_lint_finds(fault: str) -> None:
    assert fault in faults(BAD[fault])


def test_the_lint_times_speech() -> None:
    long = Reply((Text("word " * 100 + "?"),), (Text("?"),))
    assert any("seconds" in fault for fault in faults(long))
