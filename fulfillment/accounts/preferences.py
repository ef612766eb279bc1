"""How a shopper wants to be spoken and written to."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Literal

from fulfillment.customers import Customer, Customers
from fulfillment.unheard import Unheard

Rate = Literal["slow", "normal", "fast"]
Form = Literal["short", "normal", "long"]
RATES: tuple[Rate, ...] = ("slow", "normal", "fast")
FORMS: tuple[Form, ...] = ("short", "normal", "long")
# So many things of a list are said at once: nobody keeps more than three in mind, and one is none.
AT_ONCE = (2, 3)


@dataclass(frozen=True, slots=True)
class Preferences:
    """A shopper's own wishes.

    ``locale`` is that of pages and letters, "" for the browser's and the shop's. ``at_once`` is how
    many things of a list are said in one breath. ``order_news`` and ``offers`` are letters that
    are wanted; ``learn`` lets sentences that were not understood be kept.
    """

    rate: Rate = "normal"
    form: Form = "normal"
    at_once: int = AT_ONCE[-1]
    locale: str = ""
    order_news: bool = True
    offers: bool = False
    learn: bool = False


def read_preferences(customer: Customer) -> Preferences:
    """What a customer has wished for; what was never said is as it is for all."""
    kept, default = customer.preferences, Preferences()
    return Preferences(
        rate=kept.get("rate", default.rate),
        form=kept.get("form", default.form),
        at_once=kept.get("at_once", default.at_once),
        locale=kept.get("locale", default.locale),
        order_news=kept.get("order_news", default.order_news),
        offers=kept.get("offers", default.offers),
        learn=bool(kept.get("learn")),
    )


def write_preferences(
    customers: Customers, unheard: Unheard, customer_id: int, wanted: Preferences
) -> None:
    """Keep to ``wanted`` from now on; who wants no sentences kept, has those deleted that are.

    Raises :class:`CustomerNotFound`, or ValueError for what cannot be wished for.
    """
    if wanted.rate not in RATES or wanted.form not in FORMS or wanted.at_once not in AT_ONCE:
        raise ValueError("there is no such rate, form or length of lists")
    before = customers.get(customer_id).preferences
    for name in ("rate", "form", "at_once", "locale", "order_news", "offers"):
        customers.set_preference(customer_id, name, getattr(wanted, name))
    key = str(before.get("learn") or "")
    if wanted.learn and not key and unheard.on:
        customers.set_preference(customer_id, "learn", secrets.token_hex(16))
    elif not wanted.learn:
        unheard.forget(key)
        customers.set_preference(customer_id, "learn", "")
