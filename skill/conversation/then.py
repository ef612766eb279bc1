"""What a shopper bought at a time they name: "in March", "last week", "in the order before"."""

from __future__ import annotations

from collections.abc import Sequence

from fulfillment.catalog import Product
from fulfillment.customers import Bought
from skill.conversation import labels
from skill.conversation.answer import Answer, ask, say
from skill.conversation.asking import choosing, each_of, under_discussion
from skill.conversation.dialogue import Dialogue
from skill.conversation.screen import rows


def bought_then(d: Dialogue) -> list[Product] | None:
    """What was bought on the days or in the order that this turn names, the newest first.

    None where it names no time; nothing for a guest.
    """
    days, order = d.days("date", past=True), d.value("order")
    if days is None and order is None:
        return None
    history: list[Bought] = d.work.customers.history(d.customer.id) if d.customer else []
    if days is not None:
        history = [b for b in history if b.at.astimezone(d.zone).date() in days]
    else:
        moments = sorted({bought.at for bought in history}, reverse=True)
        place = 1 if order == "previous" else 0
        history = [bought for bought in history if bought.at in moments[place : place + 1]]
    return d.products(dict.fromkeys(bought.sku for bought in history))


def of_kind_in_talk(d: Dialogue, bought: Sequence[Product]) -> list[Product]:
    """Of what was bought, the things of the one kind that is being chosen or was spoken of."""
    in_talk = under_discussion(d) if choosing(d) else [d.focus] if d.focus else []
    categories = {product.category for product in in_talk}
    if len(categories) != 1:
        return []
    return [product for product in bought if product.category in categories]


def told(d: Dialogue, bought: Sequence[Product]) -> Answer:
    """What was bought then, at most three things, and the question which of them is wanted."""
    if not bought:
        return Answer((say("nothing-then"),), ask("anything-else", say("ask-what-find")))
    said = bought[: d.at_once]
    d.state.list_products([product.sku for product in said])
    items = labels.series([labels.short(product) for product in said])
    more = len(bought) - len(said)
    line = say("bought-then", items=items, more=more, number=labels.number(more))
    question = each_of(said, "reorder", say("ask-which-usual"))
    return Answer((line,), question, shown=rows(said, say("title-usual")))
