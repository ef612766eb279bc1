"""What the shopper of ``coster demo`` says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """A sentence, and another for the same.

    ``otherwise`` is said where the first is not understood, wherever the conversation stands then.
    """

    said: str
    otherwise: str


WISHES = (
    Wish("I need some coffee", "do you have coffee"),
    Wish("ground coffee", "I'd like ground coffee"),
    Wish("Hazel Basics", "the second one"),
    Wish("the big one", "the biggest one"),
    Wish("yes", "yes please"),
    Wish("add two bags of tortilla chips", "put two tortilla chips in my cart"),
    Wish("Copper Ladle", "the first one"),
    Wish("the small one", "the smaller one"),
    Wish("what's in my cart", "read me my cart"),
    Wish("yes please", "check out"),
    Wish("yes", "yes please"),
    Wish("when does it arrive", "where is my order"),
    Wish("nothing else", "no, that is all"),
)
