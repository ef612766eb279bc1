"""The shopper's account: whose it is, and its store credit."""

from __future__ import annotations

from skill.conversation.answer import Answer, Line, ask, say
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.checkout import OPEN_ORDER, read_again
from skill.conversation.intents.orders import needs_account
from skill.conversation.registry import intent


@intent("WhoseAccount")
def whose_account(d: Dialogue) -> Answer:
    """Whose account is linked, or that none is.

    A name that is said never leads to an account: only the platform's token does.
    """
    if d.customer is None:
        return needs_account(d, say("no-account-linked", carded=d.carded))
    return aside(d, say("account-of", name=_first_name(d.customer.name)))


def _first_name(name: str) -> str:
    return name.split()[0] if name.split() else name


@intent("StoreCredit")
def store_credit(d: Dialogue) -> Answer:
    """How much store credit there is; it pays for the next order without being asked."""
    if d.customer is None:
        return needs_account(d, say("no-account-linked", carded=d.carded))
    credit = d.work.credit.balance(d.customer.id)
    return aside(d, say("credit-balance", credit=credit) if credit else say("credit-none"))


def aside(d: Dialogue, line: Line) -> Answer:
    """Say something beside what is being talked about, then put the open question again.

    An order is read again from its beginning, so that a yes follows what was heard.
    """
    if d.question is not None and d.question.kind in OPEN_ORDER:
        return read_again(d, line)
    return Answer((line,), d.question or ask("anything-else", say("ask-what-find")))
