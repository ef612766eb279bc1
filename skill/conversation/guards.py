"""What stands between a cart and an order beside the yes: limits, the same again, the code.

Each function gives the answer that is due instead of going on, or None.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from fulfillment.errors import LimitPassed
from fulfillment.money import Money
from fulfillment.orders import Consent, Order, Quote
from skill.conversation import labels
from skill.conversation.answer import Answer, Line, ask, say
from skill.conversation.dialogue import Dialogue
from skill.conversation.plain import plain
from skill.conversation.unsaid import without_codes

P = ParamSpec("P")

# An order of the same things is questioned when the one before was placed within this time.
SAME = timedelta(minutes=10)
_LOOKED_THROUGH = 10
# What may have been said between the question for the code and the code: nothing but about it.
_ABOUT_CODE = frozenset(
    (
        "code-needed",
        "code-wrong",
        "code-unheard",
        "help-code",
        "miss-first",
        "miss-code",
        "take-your-time",
    )
)
# While one of these is open, what an order repeats has been said already.
_ORDERING = (
    "confirm-order", "hear-quote", "give-code", "confirm-again", "which-slot", "which-coupon",
)  # fmt: skip


def for_orders(act: Callable[Concatenate[Dialogue, P], Answer]) -> Callable[..., Answer]:
    """Let ``act`` do what only a link for orders may: a link to read is told so instead."""

    @wraps(act)
    def checked(d: Dialogue, *args: P.args, **kwargs: P.kwargs) -> Answer:
        if d.customer is None or d.may_order:
            return act(d, *args, **kwargs)
        return Answer((say("only-reads"),), ask("anything-else", say("ask-what-find")))

    return checked


def same_again(d: Dialogue, slot: str | None) -> Answer | None:
    """The question whether what was ordered a moment ago is to be ordered again."""
    if d.question is not None and d.question.kind in _ORDERING:
        return None
    before = _same_before(d)
    if before is None:
        return None
    minutes = int((d.work.now - before.placed_at).total_seconds() // 60)
    line = say("same-again", minutes=minutes, number=labels.number(minutes))
    return Answer((line,), ask("confirm-again", say("ask-same-again"), slot=slot))


def _same_before(d: Dialogue) -> Order | None:
    wanted = {line.product.sku: line.quantity for line in d.work.carts.get(d.owner).lines}
    for order in d.work.orders.recent(d.buyer.id, _LOOKED_THROUGH):
        lately = d.work.now - order.placed_at < SAME
        if lately and order.state.value != "cancelled" and wanted == _things(order):
            return order
    return None


def _things(order: Order) -> dict[str, int]:
    return {line.sku: line.quantity for line in order.lines}


def over_limit(d: Dialogue, quote: Quote) -> Answer | None:
    """A limit that the order would pass: it is not offered, and the cart stays."""
    passed = d.work.customers.limits.exceeded(d.buyer.id, quote.total, quote.id)
    if passed is None:
        return None
    return _over(d, quote, passed.kind, passed.limit, passed.left)


def limit_passed(d: Dialogue, quote: Quote, error: LimitPassed) -> Answer:
    """The same where it was found when the order was to be placed."""
    currency = quote.total.currency
    limit, left = Money(error.limit_minor, currency), Money(error.left_minor, currency)
    return _over(d, quote, error.kind, limit, left)


def _over(d: Dialogue, quote: Quote, kind: str, limit: Money, left: Money) -> Answer:
    line = say(f"over-limit-{kind}", total=quote.total, limit=limit, left=left)
    return not_ordered(d, quote.id, line)


def ask_code(d: Dialogue, quote: Quote, agreed: Consent) -> Answer:
    """The question for the code that an order needs, or that it is locked.

    What was agreed to goes along with the question.
    """
    if d.work.customers.codes.is_locked(d.buyer.id):
        return not_ordered(d, quote.id, say("code-locked"))
    # A code said in one breath with the yes was not asked for; without its digits nothing is left.
    d.state.todo = [command for command in d.state.todo if command[0] != "GiveCode"]
    question = ask("give-code", say("ask-code"), quote=quote.id, agreed=consent_to_json(agreed))
    return Answer((say("code-needed"),), question)


def needs_code(d: Dialogue, quote: Quote) -> bool:
    """Whether the shopper's or the merchant's rule asks for the code before this order."""
    return d.work.customers.codes.is_due(d.buyer.id, quote.total, quote.address)


def not_ordered(d: Dialogue, quote_id: str, line: Line) -> Answer:
    """The order is given up for a reason that is said; the cart stays."""
    d.work.quotes.void(quote_id)
    return Answer((line,), ask("farewell", say("ask-anything-else")))


def code_is_asked(d: Dialogue) -> bool:
    """Whether the last answer asked for the code, and said nothing but about it since the yes."""
    asked = d.question is not None and d.question.kind == "give-code"
    return asked and all(line.id in _ABOUT_CODE for line in d.state.lines)


def words_said(d: Dialogue) -> str:
    """Of the order being read out, all pieces that the shopper has heard so far."""
    last = plain(d.state.last.speech, d.turn.locale) if d.state.last else ""
    return " ".join(filter(None, (d.asked.data.get("said", ""), last)))


def consent(d: Dialogue, quote: Quote) -> Consent:
    """The yes of this turn to what was read out before it."""
    heard = without_codes(d.turn.utterance or d.turn.intent, d.turn.locale)
    return Consent(
        words_said=words_said(d),
        words_heard=heard,
        channel=d.turn.channel,
        at=d.work.now,
        quote_hash=quote.fingerprint,
    )


def consent_to_json(agreed: Consent) -> dict[str, Any]:
    """A consent as JSON values, read back by :func:`consent_from_json`."""
    return {
        "words_said": agreed.words_said,
        "words_heard": agreed.words_heard,
        "channel": agreed.channel,
        "at": agreed.at.isoformat(),
        "quote_hash": agreed.quote_hash,
    }


def consent_from_json(document: dict[str, Any]) -> Consent:
    """The consent that :func:`consent_to_json` wrote."""
    return Consent(**{**document, "at": datetime.fromisoformat(document["at"])})
