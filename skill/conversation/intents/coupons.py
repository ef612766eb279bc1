"""Coupons: naming one, hearing which are named, doing without them.

A coupon is named for the cart; what it takes off is said when the order is read out.
"""

from __future__ import annotations

from fulfillment.errors import CouponError, CouponExpired, CouponUsed
from skill.conversation import labels
from skill.conversation.answer import Answer, Line, ask, say
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.account import aside
from skill.conversation.intents.checkout import OPEN_ORDER, quote_answer
from skill.conversation.promoted import coupon_line, name_of
from skill.conversation.registry import answers_to, intent

_TRIES = 2  # how often a code is asked for


@intent("UseCoupon")
def use_coupon(d: Dialogue) -> Answer:
    """Name a coupon for the cart, or ask for its code."""
    words = d.heard("coupon")
    if words:
        return coupon_said(d, words)
    question = ask("which-coupon", say("ask-coupon"), slot=_slot(d), tries=1)
    return Answer((say("coupon-how"),), question)


def coupon_said(d: Dialogue, words: str) -> Answer:
    """Use the coupon of that code; an order that is open is read out anew."""
    customer_id = d.customer.id if d.customer else None
    try:
        coupon = d.work.promotions.use(d.owner, customer_id, words)
    except CouponError as error:
        return _refused(d, error)
    line = coupon_line(d, coupon, d.work.carts.get(d.owner))
    if line.id == "coupon-in" and _slot(d) is not None:
        line = say("coupon-in-order", coupon=name_of(coupon))  # the order says what it gives
    return _goes_on(d, line)


def _refused(d: Dialogue, error: CouponError) -> Answer:
    if isinstance(error, CouponExpired):
        return _goes_on(d, say("coupon-expired"))
    if isinstance(error, CouponUsed):
        return _goes_on(d, say("coupon-used"))
    asked = d.question if d.question and d.question.kind == "which-coupon" else None
    tries = int(asked.data["tries"]) if asked else _TRIES
    if tries >= _TRIES:
        return _goes_on(d, say("coupon-unknown"))
    question = ask("which-coupon", say("ask-coupon-again"), slot=_slot(d), tries=tries + 1)
    return Answer((say("coupon-unknown"),), question)


def _goes_on(d: Dialogue, line: Line) -> Answer:
    """Say something of coupons, then go on with the order or with what was being talked about."""
    slot = _slot(d)
    if slot is not None:
        return quote_answer(d, slot=_still_free(d, slot)).after(line)
    if d.question is not None and d.question.kind == "which-coupon":
        return Answer((line,), ask("anything-else", say("ask-anything-else")))
    return aside(d, line)


def _slot(d: Dialogue) -> str | None:
    """When the order comes that is being read out; None where none is."""
    if d.question is not None and d.question.kind == "which-coupon":
        slot: str | None = d.question.data["slot"]
        return slot
    if d.question is not None and d.question.kind in OPEN_ORDER:
        return d.work.quotes.get(d.question.data["quote"]).delivery.code
    return None


def _still_free(d: Dialogue, code: str) -> str | None:
    return code if any(slot.code == code for slot in d.work.quotes.slots()) else None


@answers_to("which-coupon")
def which_coupon(d: Dialogue, yes: bool) -> Answer:
    """A yes is no code; a no leaves the coupon, and goes on with the order."""
    return Answer(question=d.asked) if yes else _goes_on(d, say("no-to-what"))


@intent("ShowCoupons")
def show_coupons(d: Dialogue) -> Answer:
    """The coupons that are named for the cart."""
    coupons = d.work.promotions.coupons(d.owner)
    if not coupons:
        return aside(d, say("coupons-none"))
    entries = [say("coupon-entry", coupon=name_of(each), label=each.label) for each in coupons]
    return aside(d, say("coupons-named", coupons=labels.series(entries)))


@intent("RemoveCoupon")
def remove_coupon(d: Dialogue) -> Answer:
    """Do without the coupons."""
    coupons = d.work.promotions.coupons(d.owner)
    if not coupons:
        return aside(d, say("coupons-none"))
    d.work.promotions.forget(d.owner)
    return _goes_on(d, say("coupons-removed", count=len(coupons)))
