"""What is said of a payment that did not simply go through."""

from __future__ import annotations

from fulfillment.errors import (
    PaymentDeclined,
    PaymentError,
    PaymentNeedsApproval,
)
from skill.conversation.answer import Answer, ask, say
from skill.conversation.dialogue import Dialogue

# Why no money was taken, and what is said of it; of any other reason only that it was not.
_DECLINED = {
    "no_card": "payment-no-card",
    "insufficient_funds": "payment-funds",
    "expired_card": "payment-expired",
    "limit_exceeded": "payment-limit",
    "card_details": "payment-details",
    "try_again": "payment-try-again",
    "authentication_failed": "payment-not-approved",
    "approval_expired": "payment-not-approved",
    "insufficient_credit": "payment-credit",
}


def not_paid(d: Dialogue, error: PaymentError) -> Answer:
    """The sentence for a payment that was declined, waits for approval, or is unknown."""
    question = ask("farewell", say("ask-anything-else"))
    if isinstance(error, PaymentDeclined):
        return Answer((say(declined_reply(error.reason)),), question)
    if not isinstance(error, PaymentNeedsApproval):
        return Answer((say("payment-unknown"),), question)
    card = None
    if error.link:
        shop = d.work.profile.name
        text = say("card-approval-text", shop=shop, link=error.link)
        card = (say("card-approval-title"), text)
    said = say("payment-approval", carded=d.carded if card else 0)
    return Answer((said,), question, card=card)


def has_own_words(reason: str) -> bool:
    """Whether there is more to say of a reason than that no money was taken."""
    return reason in _DECLINED


def declined_reply(reason: str) -> str:
    """The reply that tells of a reason."""
    return _DECLINED.get(reason, "payment-declined")
