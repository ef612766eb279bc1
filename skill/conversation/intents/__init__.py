"""What the shop can do in a conversation: one module per family of intents, one function each.

A function takes the :class:`~skill.conversation.dialogue.Dialogue` and returns the
:class:`~skill.conversation.answer.Answer`; importing this package enters them all in ``registry``.
"""

from skill.conversation.intents import (
    account,
    aftercare,
    browse,
    cart,
    cart_changes,
    cart_reading,
    checkout,
    choices,
    code,
    comparing,
    coupons,
    delivery,
    household,
    learning,
    linking,
    navigation,
    offers,
    order_changes,
    orders,
    price_then,
    reorder,
    returns,
    support,
    undo,
)

__all__ = [
    "account",
    "aftercare",
    "browse",
    "cart",
    "cart_changes",
    "cart_reading",
    "checkout",
    "choices",
    "code",
    "comparing",
    "coupons",
    "delivery",
    "household",
    "learning",
    "linking",
    "navigation",
    "offers",
    "order_changes",
    "orders",
    "price_then",
    "reorder",
    "returns",
    "support",
    "undo",
]
