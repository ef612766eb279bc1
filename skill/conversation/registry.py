"""Which function answers which intent, which question, and which purpose.

Five tables, filled by decorators when ``skill.conversation.intents`` is imported; a name taken
twice is refused, so the order of imports decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from fulfillment.catalog import Product
    from skill.conversation.answer import Answer
    from skill.conversation.dialogue import Dialogue

IntentFunction = Callable[["Dialogue"], "Answer"]
AnswerFunction = Callable[["Dialogue", bool], "Answer"]
NumberFunction = Callable[["Dialogue", int], "Answer"]
PurposeFunction = Callable[["Dialogue", "Product", Mapping[str, Any]], "Answer"]

intents: dict[str, IntentFunction] = {}
answers: dict[str, AnswerFunction] = {}
purposes: dict[str, PurposeFunction] = {}
numbers: dict[str, NumberFunction] = {}
listeners: dict[str, IntentFunction] = {}

_F = TypeVar("_F", bound=Callable[..., Any])


def _enter(table: dict[str, Any], names: tuple[str, ...]) -> Callable[[_F], _F]:
    def enter(function: _F) -> _F:
        for name in names:
            if name in table:
                raise ValueError(f"{name} is answered twice")
            table[name] = function
        return function

    return enter


def intent(*names: str) -> Callable[[IntentFunction], IntentFunction]:
    """The function answers these intents."""
    return _enter(intents, names)


def answers_to(*kinds: str) -> Callable[[AnswerFunction], AnswerFunction]:
    """The function takes the yes or no to questions of these kinds."""
    return _enter(answers, kinds)


def purpose(*names: str) -> Callable[[PurposeFunction], PurposeFunction]:
    """The function goes on once it is known which product is meant."""
    return _enter(purposes, names)


def takes_number(*kinds: str) -> Callable[[NumberFunction], NumberFunction]:
    """The function takes the number that answers questions of these kinds."""
    return _enter(numbers, kinds)


def listens(*kinds: str) -> Callable[[IntentFunction], IntentFunction]:
    """The function takes whatever words answer questions of these kinds."""
    return _enter(listeners, kinds)
