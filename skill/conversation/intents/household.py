"""What a household needs: its usual basket, and what is running out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import add
from typing import Any

from fulfillment.catalog import Product
from fulfillment.customers import Usual, next_due, running_out, usual_basket
from fulfillment.errors import OutOfStock, QuantityOutOfRange
from fulfillment.money import Money
from skill.conversation import changed, labels
from skill.conversation.answer import Answer, Line, ask, say
from skill.conversation.asking import choosing
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.browse import sold_out
from skill.conversation.intents.cart import anything_else
from skill.conversation.intents.checkout import quote_answer
from skill.conversation.intents.orders import needs_account
from skill.conversation.intents.reorder import reorder_last
from skill.conversation.registry import answers_to, intent, intents
from skill.conversation.screen import rows
from skill.conversation.state import SAID_AT_ONCE

# More than two rounds of three nobody keeps in mind.
_MOST = 2 * SAID_AT_ONCE


@intent("UsualBasket")
def usual_order(d: Dialogue) -> Answer:
    """ "Order the usual": what is bought time and again, three at a time, for one yes.

    While a choice is open, it is the usual one of these; where nothing was bought twice, it is
    the last order.
    """
    if choosing(d) or d.customer is None:
        return reorder_last(d)
    basket = usual_basket(d.usuals)
    wanted = _to_be_had(d, basket)
    if not wanted:
        return reorder_last(d)
    gone = [u.product for u in basket[:_MOST] if not u.product.available]
    answer = _offered(d, wanted, "basket", alone=not _cart_holds_anything(d))
    return answer.after(say("basket-without", items=_names(gone))) if gone else answer


@intent("RunningOut")
def what_runs_out(d: Dialogue) -> Answer:
    """What is due by the rhythm in which it was bought, or honestly nothing; a guest's cart."""
    if d.customer is None:
        unseen = say("usual-needs-account")
        cart = _cart_holds_anything(d)
        return intents["ShowCart"](d).after(unseen) if cart else needs_account(d, unseen)
    due = running_out(d.usuals)
    wanted = _to_be_had(d, due)
    if wanted:
        return _offered(d, wanted, "due", alone=not _cart_holds_anything(d))
    gone = [usual.product for usual in due if not usual.product.available]
    if gone:
        return sold_out(d, gone[0], {})
    return Answer((say("due-in-cart") if due else _nothing_due(d),), anything_else())


def _nothing_due(d: Dialogue) -> Line:
    """That nothing is due, and what will be first."""
    coming = next_due(d.usuals)
    if coming is None or coming.rhythm is None:
        return say("due-nothing" if d.usuals else "no-usual")
    days = max(1, round(coming.rhythm.days - coming.rhythm.since))
    number = labels.number(days)
    return say("due-next", product=labels.short(coming.product), days=days, number=number)


def _to_be_had(d: Dialogue, usuals: Sequence[Usual]) -> list[list[Any]]:
    """The SKUs and usual quantities of what can be had and is not in the cart."""
    cart = d.work.carts.get(d.owner)
    had = [u for u in usuals if u.product.available and cart.find(u.product.sku) is None]
    return [[u.product.sku, min(u.quantity, u.product.stock)] for u in had[:_MOST]]


def _cart_holds_anything(d: Dialogue) -> bool:
    return bool(d.work.carts.get(d.owner).lines)


def _offered(
    d: Dialogue, wanted: Sequence[Sequence[Any]], why: str, *, alone: bool, more: bool = False
) -> Answer:
    """Name the first three with what they come to, and ask whether they go into the cart.

    ``alone``: nothing else was in the cart, so that what is taken is read back for ordering.
    """
    now, later = wanted[: d.at_once], wanted[d.at_once :]
    pairs = [(product, n) for sku, n in now if (product := d.product(sku))]
    products = [product for product, _ in pairs]
    items = labels.series([labels.counted(p, n, p.size) for p, n in pairs])
    line = say(
        f"round-{why}-more" if more else f"round-{why}",
        items=items,
        count=len(pairs),
        total=_sum([product.price * n for product, n in pairs]),
    )
    skus = [product.sku for product in products]
    d.state.list_products(skus)
    last = {usual.product.sku: usual.last for usual in d.usuals}
    since = changed.since([(last[p.sku], p) for p in products if p.sku in last])
    question = ask(
        "confirm-basket",
        say("ask-basket", count=len(pairs)),
        wanted=[list(each) for each in now],
        later=[list(each) for each in later],
        skus=skus,
        why=why,
        alone=alone,
        more=more,
    )
    return Answer((line, *since), question, shown=rows(products))


def _sum(amounts: Sequence[Money]) -> Money:
    return reduce(add, amounts)


@answers_to("confirm-basket")
def confirm_basket(d: Dialogue, yes: bool) -> Answer:
    """Yes puts them into the cart and goes on to the rest; then the order is read back."""
    data = d.asked.data
    if not yes:
        if data["more"] and data["alone"]:
            return quote_answer(d)
        line = "ask-anything-else" if data["more"] else "ask-instead"
        return Answer(question=ask("anything-else", say(line)))
    missing = _put_all(d, data["wanted"])
    said = (say("basket-without", items=_names(missing)),) if missing else ()
    later = [each for each in data["later"] if d.product(each[0])]
    if later:
        following = _offered(d, later, data["why"], alone=data["alone"], more=True)
        return following.after(*said, say("basket-added"))
    if data["alone"] and _cart_holds_anything(d):
        return quote_answer(d).after(*said)
    cart = d.work.carts.get(d.owner)
    return Answer((*said, say("basket-added-to", total=cart.subtotal)), anything_else())


def _put_all(d: Dialogue, wanted: Sequence[Sequence[Any]]) -> list[Product]:
    """Put them into the cart; returns what is gone or short by now."""
    missing = []
    for sku, quantity in wanted:
        product = d.product(sku)
        if product is None or d.work.carts.get(d.owner).find(sku) is not None:
            continue
        try:
            d.work.carts.add(d.owner, sku, quantity)
        except (OutOfStock, QuantityOutOfRange):
            missing.append(product)
    return missing


def _names(products: Sequence[Product]) -> Any:
    return labels.series([labels.short(product) for product in products])
