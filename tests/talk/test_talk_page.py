"""The page, and a conversation by its requests: spoken, typed, heard."""

from __future__ import annotations

import re
import wave
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from sqlite3 import connect

import html5lib
import pytest

from skill.settings import SettingError, Settings, from_environment
from skill.talk import parts
from skill.talk.parts import wanted
from tests.accounts.conftest import SETTINGS
from tests.talk.conftest import HOME, Browser
from tests.talk.listening import ORDER, Told, said

CART = "what's in my cart"


def fill(browser: Browser, path: str) -> None:
    """Put two cartons of oat milk into the cart."""
    browser.type(path, "add two pocket finch oat milk to my cart")
    assert browser.type(path, "the first one").json["answer"]["expects"] == "anything-else"


def test_the_page_may_use_its_own_script_and_the_microphone_and_nothing_else(
    browser: Browser,
) -> None:
    answer = browser.open()
    assert answer.status_code == 200
    html5lib.HTMLParser(strict=True).parse(answer.text)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in f"{policy};"
    assert "unsafe" not in policy
    assert answer.headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=(self)"
    assert "own server and to nobody else" in answer.text
    for path in re.findall(r'"(/talk/static/[^"]+)"', answer.text):
        with browser.ask("GET", path) as file:
            assert file.status_code == 200


def test_other_pages_get_no_microphone(browser: Browser) -> None:
    answer = browser.ask("GET", "/account/sign-in")
    assert "microphone=()" in answer.headers["Permissions-Policy"]


def test_a_shopper_speaks_and_is_answered_with_words_and_sound(browser: Browser) -> None:
    path = browser.begin()
    answer = browser.say(path, said(ORDER)).json
    assert answer["heard"] == ORDER
    assert answer["answer"]["text"].startswith("To hear about orders, your Hazel Market account")
    assert answer["answer"]["sign_in"]
    first, *_ = answer["answer"]["speech"]
    sound = browser.ask("GET", first)
    assert sound.mimetype == "audio/wav"
    with wave.open(BytesIO(sound.data)) as recording:
        assert recording.getnframes() / recording.getframerate() > 1


def test_words_so_far_and_the_end_of_speech_are_told_while_it_comes(browser: Browser) -> None:
    there = browser.utter(browser.begin())
    samples, told = said(ORDER), []
    for number, at in enumerate(range(0, len(samples), 8000)):
        told.append(browser.send(there, number, samples[at : at + 8000]).json)
    assert not told[0]["began"]
    assert [each["ended"] for each in told] == sorted(each["ended"] for each in told)
    words = told[-1].pop("words")
    assert told[-1] == {"began": True, "ended": True, "full": False}
    assert words == ORDER
    assert any(each["words"] and not each["ended"] for each in told[:-1])


def test_typed_words_are_answered_as_spoken_ones_are(browser: Browser) -> None:
    path = browser.begin()
    spoken = browser.say(path, said(ORDER)).json["answer"]
    typed = browser.type(path, ORDER).json
    assert typed["heard"] == ORDER
    assert typed["answer"]["text"] == spoken["text"]


def test_a_list_that_is_shown_comes_beside_the_words(browser: Browser) -> None:
    path = browser.begin()
    fill(browser, path)
    shown = browser.type(path, CART).json["answer"]["shown"]
    (item,) = shown["items"]
    assert "oat milk" in item["title"]
    assert item["detail"] == "$7.58"
    assert set(item) == {"title", "detail"}


@pytest.mark.parametrize("seconds", [0, 3])
def test_silence_is_no_turn_and_is_told(browser: Browser, seconds: int) -> None:
    path = browser.begin()
    answer = browser.say(path, bytes(32_000 * seconds)).json
    assert answer == {"heard": "", "answer": None, "trouble": "silent"}
    assert browser.type(path, "help").json["answer"]


class TestWhatIsNoCommand:
    """Talk that is refused."""

    @pytest.fixture
    def ear(self) -> Told:
        return Told("")

    def test_it_is_no_turn(self, browser: Browser) -> None:
        answer = browser.say(browser.begin(), said(ORDER)).json
        assert answer == {"heard": "", "answer": None, "trouble": "unclear"}


def test_who_has_signed_in_is_known_and_signing_out_ends_the_conversation(
    browser: Browser,
) -> None:
    browser.sign_in("anna")
    path = browser.begin()
    assert "You are signed in as Anna" in browser.open().text
    orders = browser.type(path, "where is my order").json["answer"]
    assert not orders["sign_in"]
    browser.client.delete_cookie("__Host-coster-session", domain="shop.example")
    browser.open()
    assert browser.type(path, "where is my order").status_code == 404


def test_signing_out_everywhere_ends_conversations_in_other_browsers(browser: Browser) -> None:
    browser.sign_in("anna")
    path = browser.begin()
    there = browser.utter(path)
    with browser.shop.open() as work:
        customer = work.customers.find_by_handle("anna")
        assert customer
        work.accounts.browsers.end_all(customer.id)
    assert browser.type(path, "what's in my cart").json == {"trouble": "gone"}
    assert browser.ask("POST", f"{there}/finish", json={}).json == {"trouble": "gone"}


def test_the_token_of_a_conversation_ends_with_it(browser: Browser, database: Path) -> None:
    def tokens() -> int:
        with closing(connect(database)) as connection:
            query = "SELECT count(*) FROM access_tokens WHERE expires_at IS NOT NULL"
            (count,) = connection.execute(query).fetchone()
            return int(count)

    before = tokens()
    browser.sign_in("anna")
    path = browser.begin()
    assert tokens() == before + 1
    assert browser.ask("DELETE", path).status_code == 200
    assert tokens() == before
    assert browser.type(path, "help").status_code == 404


def test_a_newcomer_finds_the_cart_again_and_keeps_it_when_signing_in(browser: Browser) -> None:
    path = browser.begin()
    fill(browser, path)
    browser.ask("DELETE", path)
    again = browser.type(browser.begin(), CART).json["answer"]["text"]
    assert "oat" in again.lower()
    other = browser.another()
    assert "empty" in other.type(other.begin(), CART).json["answer"]["text"]
    browser.sign_in("sam")
    assert "oat" in browser.type(browser.begin(), CART).json["answer"]["text"].lower()


def test_who_wants_to_buy_without_an_account_is_led_to_sign_in(browser: Browser) -> None:
    path = browser.begin()
    fill(browser, path)
    assert browser.type(path, "check out").json["answer"]["sign_in"]


def test_a_voice_code_is_never_shown(browser: Browser) -> None:
    path = browser.begin()
    answer = browser.type(path, "my code is 4 7 1 1").json
    assert not re.search(r"\d", answer["heard"])


def test_in_a_language_without_a_recogniser_the_page_reads_and_speaks(browser: Browser) -> None:
    browser.ask("GET", "/account/language/fr-FR")
    page = browser.open()
    assert "Parler à Hazel Market" in page.text
    assert "data-hears" not in page.text
    path = browser.begin()
    answer = browser.type(path, "qu'est-ce qu'il y a dans mon panier").json["answer"]
    assert "panier" in answer["text"].lower()
    assert browser.ask("GET", answer["speech"][0]).status_code == 200


class TestWithoutThePage:
    """A server whose merchant has switched it off."""

    @pytest.fixture
    def settings(self) -> Settings:
        return replace(SETTINGS, talk="off")

    def test_there_is_no_page(self, browser: Browser) -> None:
        assert browser.ask("GET", "/talk").status_code == 404
        assert browser.ask("POST", HOME, json={}).status_code == 404


def test_the_setting_is_on_off_or_auto() -> None:
    assert from_environment({}).talk == "auto"
    assert from_environment({"COSTER_TALK": "Off"}).talk == "off"
    assert from_environment({"COSTER_TALK_AT_ONCE": "2"}).talk_at_once == 2
    with pytest.raises(SettingError, match="COSTER_TALK must be one of auto, on, off"):
        from_environment({"COSTER_TALK": "yes"})


def test_what_is_missing_keeps_the_page_away_or_the_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert wanted("auto")
    assert wanted("on")
    monkeypatch.setattr(parts, "find_spec", lambda name: None if name == "soxr" else object())
    assert not wanted("auto")
    assert not wanted("off")
    with pytest.raises(SettingError, match="needs soxr: pip install"):
        wanted("on")
    monkeypatch.setattr(parts, "find_spec", lambda name: None)
    with pytest.raises(SettingError, match="pyttsx3, pocketsphinx"):
        wanted("on")
