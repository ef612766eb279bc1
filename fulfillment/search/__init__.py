"""Finds products by words: imports ``catalog`` and what lies below it; no other subject."""

from fulfillment.search.differences import Choice, Difference, difference, narrow, pick
from fulfillment.search.searcher import Certainty, Found, Searcher

__all__ = [
    "Certainty",
    "Choice",
    "Difference",
    "Found",
    "Searcher",
    "difference",
    "narrow",
    "pick",
]
