"""Buying: the quote, its read-back, the yes, the order. No purchase without a read-back."""

from __future__ import annotations

from fulfillment.catalog import parse_size
from fulfillment.errors import (
    AddressMissing,
    CodeNeeded,
    DeliveryUnavailable,
    EmptyCart,
    LimitPassed,
    OutOfStock,
    PaymentDeclined,
    PaymentError,
    QuoteChanged,
    QuoteError,
    QuoteNotFound,
    ShopError,
)
from fulfillment.orders import Consent, Order, Quote
from skill.conversation import guards, labels, news
from skill.conversation.answer import Answer, Line, Series, ask, say
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.browse import sold_out
from skill.conversation.intents.cart import anything_else, empty_cart_answer
from skill.conversation.outcomes import not_paid
from skill.conversation.registry import answers_to, intent, intents
from skill.conversation.state import SAID_AT_ONCE
from skill.conversation.terms import terms

# The questions that are asked while an order is being read out.
OPEN_ORDER = ("confirm-order", "hear-quote", "give-code")


@intent("Checkout")
def checkout(d: Dialogue) -> Answer:
    """Read the order back and ask for the yes."""
    if d.question is not None and d.question.kind in OPEN_ORDER:
        return read_again(d)
    return quote_answer(d)


@intent("Done")
def done(d: Dialogue) -> Answer:
    """ "That's all": the order is read back, or it is goodbye when that was declined or made."""
    if d.question is not None and d.question.kind in OPEN_ORDER:
        return read_again(d)
    declined_or_made = d.question is not None and d.question.kind == "farewell"
    if declined_or_made or not d.work.carts.get(d.owner).lines:
        return intents["Stop"](d)
    return quote_answer(d)


@intent("PlaceOrder")
def place_order(d: Dialogue) -> Answer:
    """ "Place the order" is the yes to "Shall I place the order?"; anywhere else it asks for it."""
    if d.question is not None and d.question.kind == "confirm-order":
        return confirm_order(d, True)
    return checkout(d)


@guards.for_orders
def quote_answer(d: Dialogue, *, slot: str | None = None) -> Answer:
    """A fresh quote, read out from the beginning; a guest is asked to link the account first."""
    if d.customer is None:
        return link_first(d)
    if again := guards.same_again(d, slot):
        return again
    try:
        quote = d.work.quotes.make(d.customer.id, d.owner, d.conversation, slot=slot)
    except EmptyCart:
        return empty_cart_answer()
    except OutOfStock as error:
        return _shortage(d, error)
    except AddressMissing:
        return _address_first(d)
    except DeliveryUnavailable:
        if slot is not None:
            raise
        return Answer((say("no-delivery"),), anything_else())
    return guards.over_limit(d, quote) or read_back(d, quote, 0)


def link_first(d: Dialogue) -> Answer:
    """Only an account can order: the card that links it."""
    if not d.work.carts.get(d.owner).lines:
        return empty_cart_answer()
    card = (say("card-link-title"), say("card-link-text", shop=d.work.profile.name))
    line = say("link-first", shop=d.work.profile.name, carded=d.carded)
    return Answer((line,), card=card, links_account=True)


def _address_first(d: Dialogue) -> Answer:
    """Nothing is delivered nowhere: where a newcomer says where to."""
    shop = d.work.profile.name
    card = (say("card-address-title"), say("card-address-text", shop=shop))
    return Answer((say("address-first", shop=shop),), anything_else(), card=card)


def read_back(d: Dialogue, quote: Quote, offset: int, before: str = "") -> Answer:
    """The quote from line ``offset`` on: two or three products at a time, the total at the end.

    ``before`` is what was read out of it already, for the record of the yes.
    """
    lines = quote.lines[offset : offset + d.at_once]
    items = labels.series(
        [labels.counted(line, line.quantity, parse_size(line.size)) for line in lines]
    )
    said = [_opening(d, quote, items) if offset == 0 else say("quote-goes-on", items=items)]
    following = offset + d.at_once
    if following < len(quote.lines):
        question = ask(
            "hear-quote", say("ask-go-on"), quote=quote.id, offset=following, said=before
        )
        return Answer(tuple(said), question)
    question = ask("confirm-order", say("ask-place-order"), quote=quote.id, said=before)
    return Answer((*said, *terms(d, quote)), question)


def _opening(d: Dialogue, quote: Quote, items: Series) -> Line:
    count = labels.number(len(quote.lines))
    return say(
        "quote" if len(quote.lines) <= d.at_once else "quote-first",
        shop=quote.seller,
        number=count,
        items=items,
    )


def read_again(d: Dialogue, *first: Line) -> Answer:
    """The open quote once more from its beginning, so that a yes follows what was heard."""
    quote = d.work.quotes.get(d.asked.data["quote"])
    return read_back(d, quote, 0).after(*first)


@answers_to("hear-quote")
def hear_quote(d: Dialogue, yes: bool) -> Answer:
    """Yes reads on; a no leaves the order unplaced."""
    if not yes:
        return declined(d)
    quote = d.work.quotes.get(d.asked.data["quote"])
    return read_back(d, quote, int(d.asked.data["offset"]), guards.words_said(d))


@answers_to("confirm-order")
def confirm_order(d: Dialogue, yes: bool) -> Answer:
    """The yes that buys, and only when it was surely heard."""
    if not yes:
        return declined(d)
    if not d.certain:
        return read_again(d, say("unsure-yes"))
    if d.customer is None:
        return link_first(d)
    quote = d.work.quotes.get(d.asked.data["quote"])
    return placed(d, quote, guards.consent(d, quote))


def declined(d: Dialogue) -> Answer:
    """Nothing is ordered, and the cart stays."""
    d.work.quotes.void(d.asked.data["quote"])
    return Answer((say("not-ordered"),), ask("farewell", say("ask-anything-else")))


@guards.for_orders
def placed(d: Dialogue, quote: Quote, consent: Consent) -> Answer:
    """The order of the quote that was agreed to, or why there is none."""
    try:
        order = d.work.orders.place(
            quote.id,
            customer_id=d.buyer.id,
            conversation=d.conversation,
            consent=consent,
        )
    except PaymentError as error:
        return _not_paid(d, error)
    except ShopError as error:
        return _not_placed(d, quote, consent, error)
    return thanks(d, order)


def _not_placed(d: Dialogue, quote: Quote, consent: Consent, error: ShopError) -> Answer:
    """Why a quote that was agreed to is no order; the next step where there is one."""
    match error:
        case CodeNeeded():
            return guards.ask_code(d, quote, consent)
        case LimitPassed():
            return guards.limit_passed(d, quote, error)
        case QuoteChanged():
            return quote_answer(d).after(say(f"changed-{error.changes[0]}"))
        case OutOfStock():
            return _shortage(d, error)
        case QuoteError() | QuoteNotFound():
            return quote_answer(d).after(say("quote-expired"))
    raise error


def _not_paid(d: Dialogue, error: PaymentError) -> Answer:
    if not isinstance(error, PaymentDeclined):
        news.await_outcome(d)
    return not_paid(d, error)


def thanks(d: Dialogue, order: Order) -> Answer:
    """The order is placed: when it comes and what it costs, in words and on a card."""
    slot = labels.slot(order.delivery, d.work.now, d.zone)
    name = d.customer.name if d.customer else ""
    line = say("order-placed", name=name, slot=slot, total=order.total)
    items = labels.series(
        [say("product-short", brand=ln.brand, name=ln.name) for ln in order.lines]
    )
    text = say(
        "card-order-text",
        items=items,
        more=max(0, len(order.lines) - SAID_AT_ONCE),
        slot=slot,
        total=order.total,
        shared=int(bool(order.credit and order.to_pay)),
        credit=order.credit,
        rest=order.to_pay,
        payment=order.payment_method if order.to_pay else "credit",
        shop=d.work.profile.name,
    )
    card = (say("card-order-title", shop=d.work.profile.name), text)
    question = ask("farewell", say("ask-anything-else"), about="order", placed=order.id)
    return Answer((line,), question, card=card)


def _shortage(d: Dialogue, error: OutOfStock) -> Answer:
    product = d.work.catalog.get(error.sku)
    cart = d.work.carts.get(d.owner)
    if not error.available and len(cart.lines) == 1:
        d.work.carts.clear(d.owner)
        carry = {"quantity": cart.lines[0].quantity}
        return sold_out(d, product, carry).after(say("nothing-ordered"))
    id_ = "shortage-some" if error.available else "shortage-none"
    number = labels.number(error.available)
    line = say(id_, product=labels.short(product), count=error.available, number=number)
    question = ask(
        "confirm-shortage",
        say("ask-take-rest" if error.available else "ask-leave-out"),
        sku=error.sku,
        available=error.available,
    )
    return Answer((line,), question)


@answers_to("confirm-shortage")
def confirm_shortage(d: Dialogue, yes: bool) -> Answer:
    """Order without what is gone, or leave the order."""
    if not yes:
        return Answer((say("not-ordered"),), ask("farewell", say("ask-anything-else")))
    data = d.asked.data
    d.work.carts.set_quantity(d.owner, data["sku"], int(data["available"]))
    return quote_answer(d)


@answers_to("confirm-again")
def confirm_again(d: Dialogue, yes: bool) -> Answer:
    """The same once more: it is read back as any order."""
    if yes:
        return quote_answer(d, slot=d.asked.data["slot"])
    return Answer((say("not-ordered"),), ask("farewell", say("ask-anything-else")))


@answers_to("confirm-checkout")
def confirm_checkout(d: Dialogue, yes: bool) -> Answer:
    """The answer to "Would you like to check out?"."""
    if yes:
        return quote_answer(d)
    return Answer(question=ask("farewell", say("ask-anything-else")))
