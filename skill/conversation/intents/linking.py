"""What a platform tells of linking an account in the midst of a conversation."""

from __future__ import annotations

from skill.conversation.answer import Answer, ask, say
from skill.conversation.dialogue import Dialogue
from skill.conversation.registry import intent


@intent("AccountLinked")
def account_linked(d: Dialogue) -> Answer:
    """The account is linked: a cart that was filled as a guest goes on to its order."""
    if d.customer is None:
        return not_linked(d)
    waiting = bool(d.work.carts.get(d.owner).lines)
    further = ask("confirm-checkout", say("ask-checkout"))
    question = further if waiting else ask("anything-else", say("ask-what-find"))
    return Answer((say("account-is-linked", name=d.customer.name),), question)


@intent("LinkingRefused")
def not_linked(d: Dialogue) -> Answer:  # noqa: ARG001 - as every intent's function is called
    """The shopper does not want to, or it went wrong: a guest may go on looking around."""
    return Answer((say("not-linked"),), ask("anything-else", say("ask-what-find")))
