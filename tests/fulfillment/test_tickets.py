"""Matters for a person: handed over once, with all that is needed and nothing more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from fulfillment.aftercare import Ticket
from fulfillment.errors import OrderNotFound, TicketNotFound
from fulfillment.outbox import Message
from fulfillment.shop import Shop, Work
from tests.conftest import Clock
from tests.fulfillment.shopfloor import buy, offer


def complain(work: Work, order_id: int | None, said: str = "milk was spoiled") -> Ticket:
    context: dict[str, Any] = {"said": said, "channel": "chat", "reason": "damaged"}
    return work.aftercare.tickets.open("delivery", 1, order_id, context)


def messages(corner: Shop) -> Iterator[Message]:
    while True:
        with corner.open() as work:
            message = work.outbox.claim()
        if message is None:
            return
        yield message
        with corner.open() as work:
            work.outbox.mark_delivered(message)


def test_a_ticket_holds_how_the_order_stands_and_what_was_said(work: Work) -> None:
    order = buy(work, offer(work))
    (report,) = complain(work, order.id).reports
    assert (report["said"], report["channel"], report["reason"]) == (
        "milk was spoiled",
        "chat",
        "damaged",
    )
    assert report["order"]["state"] == "placed"
    assert report["order"]["payment"] == {"method": "till", "state": "paid"}
    assert [(line["sku"], line["quantity"]) for line in report["order"]["lines"]] == [("bread", 2)]


def test_a_ticket_names_no_shopper_and_no_address(work: Work) -> None:
    order = buy(work, offer(work))
    text = json.dumps(complain(work, order.id).reports)
    for personal in ("Anna", "anna", "14 Linden Court", "home"):
        assert personal not in text


def test_the_shop_and_the_shopper_are_told_once(corner: Shop) -> None:
    with corner.open() as work:
        order = buy(work, offer(work))
        ticket = complain(work, order.id)
    with corner.open() as work:
        assert complain(work, order.id) == ticket
    told = [(each.kind, each.document) for each in messages(corner)]
    for kind in ("ticket", "ticket_received"):
        assert told.count((kind, {"ticket_id": ticket.id})) == 1


def test_more_on_the_same_order_within_a_day_goes_to_the_same_ticket(
    corner: Shop, clock: Clock
) -> None:
    with corner.open() as work:
        order = buy(work, offer(work))
        first = complain(work, order.id)
    clock.forward(hours=23)
    with corner.open() as work:
        again = complain(work, order.id, "bread was wet")
        assert again.id == first.id
        assert [each["said"] for each in again.reports] == ["milk was spoiled", "bread was wet"]
    clock.forward(hours=2)
    with corner.open() as work:
        assert complain(work, order.id).id != first.id
        assert len(work.aftercare.tickets.list_open()) == 2
    assert [each.kind for each in messages(corner)].count("ticket") == 3


def test_another_order_or_another_kind_is_another_ticket(work: Work) -> None:
    first, second = buy(work, offer(work)), buy(work, offer(work))
    ids = {complain(work, first.id).id, complain(work, second.id).id, complain(work, None).id}
    ids.add(work.aftercare.tickets.open("late", 1, first.id, {"said": "?"}).id)
    assert len(ids) == 4


def test_a_closed_ticket_is_not_listed_and_not_added_to(work: Work) -> None:
    ticket = complain(work, None)
    assert work.aftercare.tickets.close(ticket.id).state == "closed"
    assert work.aftercare.tickets.list_open() == []
    assert complain(work, None).id != ticket.id


def test_nobody_complains_of_the_order_of_another(work: Work) -> None:
    order = buy(work, offer(work))
    with pytest.raises(OrderNotFound):
        work.aftercare.tickets.open("delivery", 2, order.id, {})


def test_a_ticket_that_is_none_is_said_to_be_none(work: Work) -> None:
    with pytest.raises(TicketNotFound):
        work.aftercare.tickets.get("nothing")
    with pytest.raises(TicketNotFound):
        work.aftercare.tickets.close("nothing")
