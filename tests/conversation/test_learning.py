"""Sentences that were not understood are kept with consent only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from skill import wiring
from skill.conversation.plain import plain
from skill.conversation.turn import Caller
from skill.settings import SettingError, Settings, from_environment
from tests.conftest import Clock
from tests.conversation.conftest import Talk

SAID = "Frederick says hurl the oat milk into my cart"
KEPT = "… says … the oat milk into my cart"


def miss(talk: Talk, words: str = SAID) -> str:
    """Say something that is not understood, as a channel that brings the words."""
    turn = replace(talk.turn("Fallback"), utterance=words)
    return plain(talk.engine.answer(turn).speech, "en-US")


def kept(shop: Shop) -> list[tuple[str, str, int]]:
    with shop.open() as work:
        return [(each.text, each.expects, each.count) for each in work.unheard.sentences()]


def test_nothing_is_kept_of_who_was_never_asked(shop: Shop, sam: Talk) -> None:
    miss(sam)
    assert kept(shop) == []


def test_nothing_is_kept_of_who_said_no(shop: Shop, sam: Talk) -> None:
    miss(sam)
    assert "May I keep" in miss(sam)
    sam.say("No")
    miss(sam)
    assert kept(shop) == []


def test_nothing_is_kept_of_who_left_the_question(shop: Shop, sam: Talk) -> None:
    miss(sam)
    miss(sam)
    sam.say("SearchProduct", product="nutmeg")
    miss(sam)
    assert kept(shop) == []


def test_an_unsure_yes_is_no_consent(shop: Shop, sam: Talk) -> None:
    miss(sam)
    miss(sam)
    sam.say("Yes", 0.3)
    miss(sam)
    assert kept(shop) == []


def test_after_a_yes_the_scrubbed_words_are_kept(shop: Shop, sam: Talk) -> None:
    miss(sam)
    miss(sam)
    assert "From now on I keep" in sam.say("Yes")
    miss(sam)
    miss(sam)
    assert kept(shop) == [(KEPT, "anything-else", 2)]


def test_the_question_is_put_once_ever(sam: Talk, talk_as: Callable[..., Talk]) -> None:
    miss(sam)
    assert "May I keep" in miss(sam)
    sam.say("SearchProduct", product="nutmeg")
    again = talk_as("sam", session="another")
    miss(again)
    assert "May I keep" not in miss(again)


def test_a_guest_is_never_asked_and_may_allow_it_for_one_conversation(
    shop: Shop, talk_as: Callable[..., Talk]
) -> None:
    guest = talk_as(None)
    miss(guest)
    assert "May I keep" not in miss(guest)
    guest.say("KeepWords")
    miss(guest)
    assert [count for *_, count in kept(shop)] == [1]
    miss(talk_as(None, session="another"))
    assert [count for *_, count in kept(shop)] == [1]


def test_a_guessed_reading_is_asked_back_first(shop: Shop, sam: Talk) -> None:
    assert "May I keep" in sam.say("KeepWords", 0.7)
    miss(sam)
    assert kept(shop) == []


def test_forgetting_deletes_ones_own_and_ends_it(shop: Shop, talk_as: Callable[..., Talk]) -> None:
    sam, anna = talk_as("sam", session="s"), talk_as("anna", session="a")
    for talk in (sam, anna):
        talk.say("KeepWords")
        miss(talk)
    assert kept(shop) == [(KEPT, "anything-else", 2)]
    assert "is deleted" in sam.say("ForgetWords")
    assert kept(shop) == [(KEPT, "anything-else", 1)]
    miss(sam)
    assert kept(shop) == [(KEPT, "anything-else", 1)]


def test_a_guest_forgets_as_well(shop: Shop, talk_as: Callable[..., Talk]) -> None:
    guest = talk_as(None)
    guest.say("KeepWords")
    miss(guest)
    guest.say("ForgetWords")
    assert kept(shop) == []


def test_what_a_guest_allowed_is_forgotten_after_the_account_is_linked(
    shop: Shop, talk_as: Callable[..., Talk]
) -> None:
    guest = talk_as(None)
    guest.say("KeepWords")
    miss(guest)
    linked = replace(talk_as("sam"), session=guest.session, numbers=guest.numbers)
    linked.say("ForgetWords")
    assert kept(shop) == []


def test_an_open_choice_is_not_interrupted_by_the_question(sam: Talk) -> None:
    sam.say("SearchProduct", product="cheese")
    miss(sam)
    said = miss(sam)
    assert "May I keep" not in said
    assert said.endswith("Which would you like?")


def test_in_an_order_the_yes_stays_the_orders(anna: Talk) -> None:
    anna.say("ReorderProduct", product="coffee")
    miss(anna)
    for said in (miss(anna), anna.say("KeepWords"), anna.say("ForgetWords")):
        assert said.endswith(("Shall I place the order?", "Place it?"))
    assert "is placed" in anna.say("Yes")


def test_a_platform_that_brings_no_words_keeps_nothing(shop: Shop, sam: Talk) -> None:
    sam.say("KeepWords")
    sam.say("Fallback")
    assert kept(shop) == []


def test_where_the_merchant_switched_it_off_nobody_is_asked(database: Path, clock: Clock) -> None:
    engine = open_engine(f"sqlite:///{database}")
    shop = Shop(engine, clock=clock, learns=False)
    with shop.open() as work:
        sam = work.customers.find_by_handle("sam")
        assert sam is not None
        token = work.customers.issue_token(sam.id)
    talk = Talk(wiring.build_conversation(shop, Settings()), Caller("sam", token))
    miss(talk)
    assert "May I keep" not in miss(talk)
    assert "keeps nothing" in talk.say("KeepWords")
    miss(talk)
    assert kept(shop) == []
    engine.dispose()


def test_the_setting_is_on_or_off() -> None:
    assert from_environment({}).learn
    assert from_environment({"COSTER_LEARN": "on"}).learn
    assert not from_environment({"COSTER_LEARN": "Off"}).learn
    with pytest.raises(SettingError, match="COSTER_LEARN"):
        from_environment({"COSTER_LEARN": "maybe"})


def test_the_shop_of_the_settings_learns_as_they_say(tmp_path: Path) -> None:
    for learn in (True, False):
        url = f"sqlite:///{tmp_path}/{learn}.sqlite3"
        with wiring.build_shop(Settings(database_url=url, learn=learn)).open() as work:
            assert work.unheard.on is learn
