"""What is written down of a yes, and limits that hold until the order is placed."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from fulfillment.customers import When
from fulfillment.money import Money
from fulfillment.orders import Consent
from fulfillment.shop import Shop
from tests.conftest import Clock
from tests.conversation.buying import CODE, SPOKEN, agree, orders, read_back, sam_of
from tests.conversation.conftest import Talk


def test_the_yes_is_kept_without_a_code_said_beside_it(guarded: Talk, shop: Shop) -> None:
    read_back(guarded)
    guarded.engine.answer(replace(guarded.turn("Yes"), utterance=f"yes and it's {SPOKEN} you know"))
    guarded.say("GiveCode", digits=CODE)
    with shop.open() as work:
        consent = work.orders.get_consent(orders(shop)[0].id)
    assert consent.words_heard == "yes and it's … you know"


def test_the_record_is_of_the_yes_and_of_what_was_read_out_before_it(
    guarded: Talk, shop: Shop, clock: Clock
) -> None:
    clock.forward(minutes=1)  # from here on the first delivery stays the same for hours
    said = read_back(guarded)
    agreed_at = clock.now
    guarded.say("Yes")
    clock.forward(seconds=40)
    guarded.say("GiveCode", digits=CODE)
    with shop.open() as work:
        consent = work.orders.get_consent(orders(shop)[0].id)
    assert consent.words_said == said
    assert consent.words_heard == "Yes"
    assert consent.at == agreed_at
    assert len(consent.quote_hash) == 64


def test_an_order_heard_in_pieces_keeps_every_piece(sam: Talk, shop: Shop) -> None:
    numbers = (1647, 1648, 1685, 1646, 3879, 2069, 2047)
    with shop.open() as work:
        for number in numbers:
            work.carts.add(f"customer:{sam_of(work).id}", f"HM-{number}", 1)
    pieces = [sam.say("Checkout"), sam.say("Yes"), sam.say("Yes")]
    sam.say("Repeat")
    sam.say("Yes")
    with shop.open() as work:
        consent = work.orders.get_consent(orders(shop)[0].id)
    assert "Shall I go on" in pieces[1]
    assert consent.words_said == " ".join(pieces)


def test_a_limit_passed_on_another_device_in_the_meantime_holds(guarded: Talk, shop: Shop) -> None:
    agree(guarded)
    with shop.open() as work:
        customer = sam_of(work)
        work.customers.limits.set(customer.id, order=None, day=Money(100, "USD"))
    assert "nothing is ordered" in guarded.say("GiveCode", digits=CODE)
    assert orders(shop) == []


@pytest.mark.parametrize("coded", [False, True])
def test_a_yes_answered_again_after_a_crash_finds_its_order_within_the_limit(
    guarded: Talk, shop: Shop, database: Path, coded: bool
) -> None:
    with shop.open() as work:
        customer = sam_of(work)
        if not coded:
            work.customers.codes.ask_when(customer.id, When.NEVER)
    read_back(guarded)
    if coded:
        guarded.say("Yes")
    crashed_after_placing(shop, database, customer.id)
    total = orders(shop)[0].total
    with shop.open() as work:
        work.customers.limits.set(customer.id, order=None, day=total)
    said = guarded.say("GiveCode", digits=CODE) if coded else guarded.say("Yes")
    assert "Your order is placed" in said
    assert len(orders(shop)) == 1


def crashed_after_placing(shop: Shop, database: Path, customer_id: int) -> None:
    """Place the open quote as a turn does that dies before its answer is kept."""
    connection = sqlite3.connect(database)
    rows = connection.execute("SELECT id, conversation FROM quotes WHERE state = 'open'")
    quote_id, conversation = rows.fetchone()
    connection.close()
    with shop.open() as work:
        yes = Consent("Shall I?", "Yes", "test", work.now, code_given=True)
        work.orders.place(quote_id, customer_id=customer_id, conversation=conversation, consent=yes)
