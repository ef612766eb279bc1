"""What is refused: other sites and browsers, too much, too fast, out of step, of another rate."""

from __future__ import annotations

from typing import Any

import pytest

from skill.speech.heard import RATE_HZ, Recognizer
from skill.talk import asking, page, utterance
from tests.talk.conftest import HOME, Browser
from tests.talk.listening import Told

SECOND = bytes(2 * RATE_HZ)


@pytest.fixture
def ear() -> Recognizer:
    """What hears here; it need not hear well."""
    return Told("help")


def refused(answer: Any) -> tuple[int, str]:
    """The status and the trouble of an answer."""
    return answer.status_code, answer.json["trouble"]


def test_nothing_is_done_for_other_sites(browser: Browser) -> None:
    path = browser.begin()
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    answer = browser.ask("POST", f"{path}/typed", json={}, headers=elsewhere)
    assert refused(answer) == (403, "stale")
    del browser.headers["X-Coster-Token"]
    for method, where in (("POST", HOME), ("DELETE", path), ("POST", f"{path}/utterances")):
        assert refused(browser.ask(method, where, json={})) == (403, "stale")
    browser.headers["X-Coster-Token"] = "x.y"
    assert refused(browser.ask("POST", HOME, json={})) == (403, "stale")


def test_another_browser_opens_no_conversation_by_its_id(browser: Browser) -> None:
    path = browser.begin()
    there = browser.utter(path)
    other = browser.another()
    other.begin()
    assert refused(other.type(path, "help")) == (404, "gone")
    assert refused(other.send(there, 0, SECOND)) == (404, "gone")
    assert refused(other.ask("POST", f"{there}/finish", json={})) == (404, "gone")
    assert refused(other.ask("GET", f"{path}/sound/1/0")) == (404, "gone")
    assert refused(other.ask("DELETE", path)) == (404, "gone")
    assert browser.type(path, "help").status_code == 200


def test_there_is_no_sound_but_that_of_the_last_answers(browser: Browser) -> None:
    path = browser.begin()
    assert browser.ask("GET", f"{path}/sound/1/0").status_code == 200
    for where in ("1/99", "2/0", "0/0", "99999999999999999999/0"):
        assert browser.ask("GET", f"{path}/sound/{where}").status_code == 404
    for text in ("help", "what's in my cart"):
        browser.type(path, text)
    assert browser.ask("GET", f"{path}/sound/1/0").status_code == 404
    assert browser.ask("GET", f"{path}/sound/3/0").status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 409),
        ([], 409),
        ({"key": "", "text": "help"}, 409),
        ({"key": "k" * 65, "text": "help"}, 409),
        ({"key": "k", "text": " "}, 409),
        ({"key": "k", "text": 7}, 409),
        ({"key": "k", "text": "x" * 301}, 409),
        ({"key": "k", "text": "x" * 20_000}, 413),
    ],
)
def test_typed_words_have_a_form(browser: Browser, body: Any, status: int) -> None:
    path = browser.begin()
    assert browser.ask("POST", f"{path}/typed", json=body).status_code == status
    assert browser.type(path, "\x00\u202e<b>").status_code == 200


def test_a_repeated_request_acts_once(browser: Browser) -> None:
    path = browser.begin()
    browser.type(path, "add two pocket finch oat milk to my cart")
    first = browser.type(path, "the first one", key="k").json
    assert browser.type(path, "the first one", key="k").json == first
    cart = browser.type(path, "what's in my cart").json["answer"]["text"]
    assert "two" in cart
    there = browser.utter(path)
    for _ in range(2):
        assert browser.send(there, 0, SECOND).status_code == 200
    first = browser.ask("POST", f"{there}/finish", json={}).json
    assert browser.ask("POST", f"{there}/finish", json={}).json == first


def test_a_piece_that_comes_twice_is_heard_once(browser: Browser, ear: Told) -> None:
    there = browser.utter(browser.begin())
    for number in (0, 0, 1, 1):
        assert browser.send(there, number, SECOND).status_code == 200
    browser.ask("POST", f"{there}/finish", json={})
    assert ear.heard == [2 * SECOND]


def test_pieces_come_in_order_and_in_whole_samples(browser: Browser) -> None:
    there = browser.utter(browser.begin())
    assert browser.send(there, 1, SECOND).status_code == 409
    assert browser.send(there, 0, b"").status_code == 409
    assert browser.send(there, 0, SECOND[:-1]).status_code == 409
    assert browser.send(there, 0, SECOND).status_code == 200
    assert browser.send(there, 2, SECOND).status_code == 409
    for query in ("", "?number=1", "?number=-1&rate=16000", "?number=1&rate=1e4"):
        answer = browser.ask("POST", f"{there}/audio{query}", data=SECOND)
        assert answer.status_code == 409


@pytest.mark.parametrize("rate_hz", [0, 7_999, 96_001, 192_000, 999_999])
def test_a_rate_that_no_microphone_has_is_refused(browser: Browser, rate_hz: int) -> None:
    there = browser.utter(browser.begin())
    assert browser.send(there, 0, SECOND, rate_hz).status_code == 400
    assert browser.send(there, 0, SECOND, 44_100).status_code == 200
    assert browser.send(there, 1, SECOND, 48_000).status_code == 400


def test_a_piece_is_not_huge(browser: Browser) -> None:
    there = browser.utter(browser.begin())
    huge = bytes(page.MOST_PIECE_BYTES + 2)
    assert refused(browser.send(there, 0, huge, 96_000)) == (413, "long")


def test_speech_comes_no_faster_than_it_is_said(browser: Browser) -> None:
    there = browser.utter(browser.begin())
    taken = 0
    while (answer := browser.send(there, taken, SECOND)).status_code == 200:
        taken += 1
    assert refused(answer) == (429, "often")
    assert 4 <= taken < 15


def test_an_utterance_ends_somewhere(
    browser: Browser, ear: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(utterance, "AHEAD_S", 100.0)
    there = browser.utter(browser.begin())
    told = [browser.send(there, number, 2 * SECOND).json["full"] for number in range(12)]
    assert told == [False] * 9 + [True] * 3
    browser.ask("POST", f"{there}/finish", json={})
    assert [len(each) for each in ear.heard] == [20 * len(SECOND)]


def test_nobody_says_forty_things_a_minute(browser: Browser) -> None:
    path = browser.begin()
    told = [browser.ask("POST", f"{path}/utterances", json={}).status_code for _ in range(42)]
    assert told == [201] * 40 + [429] * 2
    assert refused(browser.type(path, "help")) == (429, "often")


def test_from_one_place_not_many_conversations_begin(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "OPENINGS", asking.OPENINGS._replace(tries=3))
    browser.open()
    told = [browser.ask("POST", HOME, json={}) for _ in range(5)]
    assert [each.status_code for each in told] == [201] * 3 + [429] * 2
    assert told[-1].headers["Retry-After"]
    assert browser.another("198.51.100.9").begin()


def test_a_browser_has_a_few_conversations_and_the_oldest_gives_way(browser: Browser) -> None:
    paths = [browser.begin() for _ in range(5)]
    answers = [browser.type(path, "help").status_code for path in paths]
    assert answers == [404, 200, 200, 200, 200]


def test_a_new_utterance_takes_the_place_of_the_one_before(browser: Browser) -> None:
    path = browser.begin()
    first = browser.utter(path)
    browser.send(first, 0, SECOND)
    second = browser.utter(path)
    assert refused(browser.send(first, 1, SECOND)) == (404, "gone")
    assert browser.send(second, 0, SECOND).status_code == 200
    assert browser.ask("DELETE", second).status_code == 200
    assert refused(browser.ask("POST", f"{second}/finish", json={})) == (404, "gone")


def test_answers_are_kept_nowhere(browser: Browser) -> None:
    path = browser.begin()
    for answer in (browser.type(path, "help"), browser.ask("GET", f"{path}/sound/2/0")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
