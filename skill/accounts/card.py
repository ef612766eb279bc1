"""How a shopper's orders are paid: a card, which only the browser and Stripe ever see.

Stripe's own script draws the fields and sends what is typed to Stripe; to us comes the id under
which it keeps the card. https://docs.stripe.com/payments/save-and-reuse
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

from flask import Blueprint, Response

from fulfillment.accounts.throttle import Rate
from fulfillment.errors import PaymentUnknown
from fulfillment.orders import OrderState
from fulfillment.payments.cards import Card, Cards
from skill.accounts import browser
from skill.accounts.frame import the_frame
from skill.accounts.headers import Sources
from skill.accounts.typed import typed
from skill.accounts.visit import Visit, for_shoppers
from skill.settings import STRIPE_JS, Settings

_HERE = "/account/card"
# https://docs.stripe.com/security/guide#content-security-policy
_STRIPE: Sources = {
    "script-src": ("'self'", "https://js.stripe.com", "https://*.js.stripe.com"),
    "frame-src": ("https://js.stripe.com", "https://*.js.stripe.com", "https://hooks.stripe.com"),
    "connect-src": ("https://api.stripe.com",),
}
# Whoever has stolen card numbers tries on such pages which of them still work.
_SETUPS = Rate(10, timedelta(hours=1))
_Act = Callable[[Cards], bool]
_OPEN = (OrderState.PLACING, OrderState.WAITING)


def add_pages(pages: Blueprint) -> None:
    """Put these pages among the others."""
    pages.add_url_rule("/card", "card", for_shoppers(show))
    pages.add_url_rule("/card/add", "card_add", for_shoppers(add))
    pages.add_url_rule("/card/finish", "card_finish", for_shoppers(finish), methods=["POST"])
    pages.add_url_rule("/card/remove", "card_remove", for_shoppers(remove), methods=["POST"])


def show(visit: Visit, wrong: str = "", status: int = 503) -> Response:
    """The stored card, or that orders are paid at the door."""
    cards = the_frame().shop.cards
    credit = visit.work.credit.balance(visit.me.id)
    busy = _is_busy(visit)
    card, unknown = _find(visit, cards)
    return visit.page(
        "account/card.html",
        status if wrong else 200,
        cards=cards is not None,
        card=card,
        unknown=unknown,
        can_add=_can_add(the_frame().settings),
        busy=busy,
        credit=credit,
        errors={"": visit.t(wrong)} if wrong else {},
    )


def add(visit: Visit) -> Response:
    """Stripe's fields for a card. They need JavaScript, as nothing else here does."""
    frame = the_frame()
    cards, settings = frame.shop.cards, frame.settings
    if cards is None or not _can_add(settings) or _is_busy(visit):
        return browser.go_to(_HERE)
    allowed = visit.work.accounts.throttle.allows("card", str(visit.me.id), _SETUPS)
    visit.work.checkpoint()  # Stripe is asked outside of any transaction
    if not allowed:
        return show(visit, "page-error-too-often", 429)
    try:
        setup = cards.begin(visit.me.id)
    except PaymentUnknown:
        return show(visit, "page-error-card-unreachable")
    return visit.page(
        "account/card_add.html",
        sources=_sources(settings.stripe_js),
        setup=setup,
        script=settings.stripe_js,
        key=settings.stripe_publishable_key,
    )


def finish(visit: Visit) -> Response:
    """Store the card that Stripe has taken."""
    return _asked(visit, lambda cards: cards.finish(visit.me.id, typed("setup")), "card-stored")


def remove(visit: Visit) -> Response:
    """Store no card any more."""

    def forget(cards: Cards) -> bool:
        cards.remove(visit.me.id)
        return True

    return _asked(visit, forget, "card-removed")


def _asked(visit: Visit, act: _Act, done: str) -> Response:
    cards = the_frame().shop.cards
    if cards is None or _is_busy(visit):
        return browser.go_to(_HERE)
    visit.work.checkpoint()  # Stripe is asked outside of any transaction
    try:
        succeeded = act(cards)
    except PaymentUnknown:
        return show(visit, "page-error-card-unreachable")
    return browser.go_to(f"{_HERE}?done={done if succeeded else 'card-not-stored'}")


def _find(visit: Visit, cards: Cards | None) -> tuple[Card | None, bool]:
    """The card, and whether nobody could say if there is one."""
    if cards is None:
        return None, False
    visit.work.checkpoint()
    try:
        return cards.find(visit.me.id), False
    except PaymentUnknown:
        return None, True


def _is_busy(visit: Visit) -> bool:
    """Whether a payment is open, which may be asked for again with the card that is stored."""
    return any(order.state in _OPEN for order in visit.work.orders.open_orders(visit.me.id))


def _can_add(settings: Settings) -> bool:
    return settings.stripe_publishable_key is not None


def _sources(script: str) -> Sources:
    """What the page may load: Stripe's own addresses, or those of what stands in for Stripe."""
    if script == STRIPE_JS:
        return _STRIPE
    parts = urlsplit(script)
    origin = f"{parts.scheme}://{parts.netloc}"
    return {"script-src": ("'self'", origin), "connect-src": (origin,), "frame-src": (origin,)}
