"""What is said of an order's terms: its delivery, what promotions save, the total, store credit."""

from __future__ import annotations

from collections.abc import Iterator

from fulfillment.orders import Quote
from skill.conversation import labels
from skill.conversation.answer import Line, say
from skill.conversation.dialogue import Dialogue
from skill.conversation.state import SAID_AT_ONCE


def terms(d: Dialogue, quote: Quote) -> tuple[Line, ...]:
    """After the goods: when they come and for how much, what is saved, the total, who pays it."""
    return (_delivery(d, quote), *_savings(quote), _total(d, quote), *_credit(d, quote))


def _delivery(d: Dialogue, quote: Quote) -> Line:
    slot = labels.slot(quote.delivery, d.work.now, d.zone)
    cost = quote.delivery.cost
    # Of promotions, only free delivery takes nothing off the goods.
    offered = next((each for each in quote.discounts if not each.amount), None)
    if offered is not None and not cost:
        by = "offer" if offered.coupon is None else "coupon"
        return say("quote-delivery-offered", slot=slot, address=quote.address_label, by=by)
    id_ = "quote-delivery" if cost else "quote-delivery-free"
    return say(id_, slot=slot, address=quote.address_label, cost=cost)


def _savings(quote: Quote) -> Iterator[Line]:
    saving = [say("plain", text=each.label) for each in quote.discounts if each.amount]
    if len(saving) > SAID_AT_ONCE:
        yield say("quote-savings-many", number=labels.number(len(saving)), saved=quote.discount)
    elif saving:
        yield say("quote-savings", offers=labels.series(saving), saved=quote.discount)


def _total(d: Dialogue, quote: Quote) -> Line:
    taxed = "quote-total-included" if quote.tax_included else "quote-total"
    return say(
        taxed if quote.tax else "quote-total-untaxed",
        total=quote.total,
        tax=quote.tax,
        payment="credit" if quote.credit else d.work.orders.payment_method,
    )


def _credit(d: Dialogue, quote: Quote) -> Iterator[Line]:
    if quote.credit and not quote.to_pay:
        yield say("quote-credit-whole")
    elif quote.credit:
        yield say(
            "quote-credit",
            credit=quote.credit,
            rest=quote.to_pay,
            payment=d.work.orders.payment_method,
        )
