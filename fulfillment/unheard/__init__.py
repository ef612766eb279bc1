"""Sentences that were not understood, kept for the merchant; imports ``fulfillment`` alone."""

from fulfillment.unheard.unheard import Sentence, Unheard

__all__ = ["Sentence", "Unheard"]
