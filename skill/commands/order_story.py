"""One order from the words that were said to the money, for a merchant to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fulfillment.errors import OrderNotFound
from fulfillment.ledger import Journal
from fulfillment.orders import OrderLine
from fulfillment.shop import Work

_WIDTH = 12


def story(work: Work, order_id: int) -> dict[str, Any]:
    """Everything that is known of an order, as JSON values. Raises :class:`OrderNotFound`.

    Amounts are decimal strings of ``currency``, moments ISO 8601. The address is not among it.
    """
    order = work.orders.look_up(order_id)
    return {
        "order": order.id,
        "state": order.state.value,
        "placed_at": order.placed_at.isoformat(timespec="seconds"),
        "shopper": work.customers.get(order.customer_id).handle,
        "currency": order.total.currency,
        "consent": _consent(work, order_id),
        "lines": [_line(line) for line in order.lines],
        "promotions": {each.label: each.amount.decimal() for each in order.discounts},
        "delivery": {
            "from": order.delivery.starts.isoformat(timespec="seconds"),
            "until": order.delivery.ends.isoformat(timespec="seconds"),
            "to": order.address_label,
            "cost": order.delivery_cost.decimal(),
        },
        "tax": order.tax.decimal(),
        "total": order.total.decimal(),
        "store_credit": order.credit.decimal(),
        "payment": {
            "method": order.payment_method,
            "state": order.payment_state,
            "reason": order.reason,
            "amount": order.to_pay.decimal(),
        },
        "refunds": [
            {"part": each.part, "amount": each.amount.decimal(), "state": each.state}
            for each in work.orders.refunds(order_id)
        ],
        "ledger": [_journal(each) for each in work.ledger.of_order(order_id)],
        "messages": [
            {"kind": each.kind, "state": each.state} for each in work.outbox.about(order_id)
        ],
    }


def tell(document: dict[str, Any]) -> Iterator[str]:
    """The same as lines for a terminal."""
    currency = document["currency"]
    yield f"order {document['order']}, {document['state']}, placed {document['placed_at']}"
    yield _row("shopper", document["shopper"])
    if consent := document["consent"]:
        yield _row("said", consent["said"])
        yield _row("heard", f"{consent['heard']} ({consent['channel']}, {consent['at']})")
        yield _row("terms", consent["quote_hash"])
    for line in document["lines"]:
        back = f", {line['back']} of them back" if line["back"] else ""
        yield _row("", f"{line['quantity']} x {line['name']}{back}  {line['total']}")
    for label, amount in document["promotions"].items():
        yield _row("promotion", f"{label}  -{amount}")
    delivery, payment = document["delivery"], document["payment"]
    yield _row("delivery", f"{delivery['from']} to {delivery['to']}  {delivery['cost']}")
    yield _row("tax", document["tax"])
    yield _row(
        "total", f"{document['total']} {currency}, {document['store_credit']} by store credit"
    )
    reason = f", {payment['reason']}" if payment["reason"] else ""
    yield _row("payment", f"{payment['amount']} by {payment['method']}: {payment['state']}{reason}")
    for refund in document["refunds"]:
        yield _row("refund", f"{refund['amount']} {refund['part']}: {refund['state']}")
    for journal in document["ledger"]:
        yield _row("ledger", f"{journal['kind']}: {_postings(journal['postings'])}")
    for message in document["messages"]:
        yield _row("message", f"{message['kind']}: {message['state']}")


def _consent(work: Work, order_id: int) -> dict[str, str] | None:
    try:
        consent = work.orders.get_consent(order_id)
    except OrderNotFound:
        return None
    return {
        "said": consent.words_said,
        "heard": consent.words_heard,
        "channel": consent.channel,
        "at": consent.at.isoformat(timespec="seconds"),
        "quote_hash": consent.quote_hash,
    }


def _line(line: OrderLine) -> dict[str, Any]:
    return {
        "sku": line.sku,
        "name": f"{line.brand} {line.name}".strip(),
        "quantity": line.quantity,
        "back": line.quantity - line.left,
        "total": line.total.decimal(),
    }


def _journal(journal: Journal) -> dict[str, Any]:
    postings = [(each.account.value, each.amount.decimal()) for each in journal.postings]
    return {"kind": journal.kind, "postings": postings}


def _postings(postings: list[tuple[str, str]]) -> str:
    return ", ".join(f"{account} {amount}" for account, amount in postings)


def _row(name: str, text: str) -> str:
    return f"  {name:<{_WIDTH}}{text}"
