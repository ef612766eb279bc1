"""The voice code: asked for after the yes where an order needs it, and never said again.

It counts only as the answer to that question. Its digits go into one comparison and nowhere else:
no reply, no state, no record holds them.
"""

from __future__ import annotations

from dataclasses import replace

from fulfillment.customers import Outcome
from skill.conversation import guards
from skill.conversation.answer import Answer, say
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.account import aside
from skill.conversation.intents.checkout import OPEN_ORDER, declined, link_first, placed
from skill.conversation.intents.coupons import coupon_said
from skill.conversation.registry import answers_to, intent

_DIGITS = 4


@intent("GiveCode")
def give_code(d: Dialogue) -> Answer:
    """The code that was asked for places the order; any other is not looked at."""
    if not guards.code_is_asked(d):
        return _unasked(d)
    if d.customer is None:
        return link_first(d)
    code = _heard(d)
    if code is None:
        return Answer((say("code-unheard"),), d.asked)
    match d.work.customers.codes.check(d.customer.id, code):
        case Outcome.RIGHT:
            return _agreed(d)
        case Outcome.WRONG:
            return Answer((say("code-wrong"),), d.asked)
        case Outcome.LOCKED:
            return guards.not_ordered(d, d.asked.data["quote"], say("code-locked"))


def _agreed(d: Dialogue) -> Answer:
    """The order that was agreed to before the code was asked for."""
    quote = d.work.quotes.get(d.asked.data["quote"])
    agreed = replace(guards.consent_from_json(d.asked.data["agreed"]), code_given=True)
    return placed(d, quote, agreed)


def _unasked(d: Dialogue) -> Answer:
    """What a code is worth that nobody asked for; an order that is open is read out again."""
    if d.question is not None and d.question.kind == "which-coupon":
        return coupon_said(d, d.heard("digits") or "")
    if d.customer is not None and d.work.customers.codes.is_locked(d.customer.id):
        return aside(d, say("code-is-locked"))
    if d.question is not None and d.question.kind in OPEN_ORDER:
        quote = d.work.quotes.get(d.question.data["quote"])
        if d.customer is not None and guards.needs_code(d, quote):
            return aside(d, say("code-after-yes"))
    return aside(d, say("no-code-needed"))


def _heard(d: Dialogue) -> str | None:
    """The digits of the code, or None where they were not made out.

    Alexa's AMAZON.FOUR_DIGIT_NUMBER brings digits ("six oh four five" is 6045); whether zeros in
    front survive is documented nowhere. A shorter number, which our own words never make, gets
    them back; digits that are too many are a mishearing and no attempt.
    """
    slot = d.slot("digits")
    if slot is None:
        return None
    said = str(slot.value if slot.value is not None else slot.text).strip()
    number = said.isascii() and said.isdecimal() and len(said) <= _DIGITS
    return said.zfill(_DIGITS) if number else None


@answers_to("give-code")
def give_code_yes_no(d: Dialogue, yes: bool) -> Answer:
    """A yes is no code; a no leaves the order unplaced."""
    if not yes:
        return declined(d)
    return Answer((say("code-unheard"),), d.asked)
