"""Finds products by words: imports ``catalog`` and what lies below it; no other subject."""

from fulfillment.search.differences import Choice, Difference, difference, narrow, pick
from fulfillment.search.found import Certainty, Explanation, Found, Hypothesis, Ranked
from fulfillment.search.searcher import Searcher

__all__ = [
    "Certainty",
    "Choice",
    "Difference",
    "Explanation",
    "Found",
    "Hypothesis",
    "Ranked",
    "Searcher",
    "difference",
    "narrow",
    "pick",
]
