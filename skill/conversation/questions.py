"""The kinds of questions: what answer each expects, and where it leaves the shopper."""

from __future__ import annotations

from skill.conversation.answer import Line, Question, say

# kind → (what is expected, which help fits here)
_KINDS = {
    "choose": ("choice", "choice"),
    "which-product": ("product", "start"),
    "how-many": ("quantity", "quantity"),
    "which-slot": ("daypart", "slot"),
    # Any words may be a coupon's code, as they may be a product's name.
    "which-coupon": ("product", "coupon"),
    "which-offer": ("choice", "choice"),
    "give-code": ("code", "code"),
    "how-many-back": ("quantity", "quantity"),
    "how-many-instead": ("quantity", "quantity"),
    "return-reason": ("reason", "reason"),
    "confirm-return": ("yes-no", "refund"),
    "confirm-change": ("yes-no", "change"),
    "hand-over": ("yes-no", "person"),
    "anything-else": ("anything-else", "start"),
    "farewell": ("anything-else", "start"),
}
_YES_NO = ("yes-no", "yes-no")


def expects(question: Question | None) -> str | None:
    """The kind of answer a question asks for; yes or no unless the table says otherwise."""
    return _KINDS.get(question.kind, _YES_NO)[0] if question else None


def place(question: Question) -> str:
    """Where a question leaves the shopper, for help that fits."""
    return _KINDS.get(question.kind, _YES_NO)[1]


def suggestions(question: Question | None) -> tuple[Line, ...]:
    """What could be said next, for a screen."""
    match expects(question):
        case "yes-no":
            return (say("suggest-yes"), say("suggest-no"))
        case "anything-else" | "product":
            return (say("suggest-cart"), say("suggest-checkout"), say("suggest-help"))
        case "quantity":
            return (say("suggest-one"), say("suggest-two"))
        case _:
            return ()
