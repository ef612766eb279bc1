"""What part of an utterance names a product, and whether it can."""

from __future__ import annotations

from interaction_models import Locale, Speech
from interaction_models.normalizer import Phrases
from skill.conversation.turn import Reading, Slot
from skill.understanding.vocabulary import Vocabulary

BARE = 0.6  # how sure it is that a name said alone is a search
_FEW = 3  # words of an unknown thing, said with an article
_LONGEST = 8  # words; no shopper says a longer name
_KNOWN = 0.5  # the share of words that the catalogue must know where talk could be meant


class ProductPhrases:
    """Tells product names from other talk."""

    def __init__(self, locale: Locale, vocabulary: Vocabulary, speech: Speech) -> None:
        units = [f"{text} {of}" for text, _ in locale.lists["unit"].texts for of in speech.units_of]
        self._before = Phrases((*speech.before_products, *units))
        self._after = Phrases(speech.after_products)
        self._not_products = frozenset(speech.not_products)
        self._pointers = frozenset(speech.pointers)
        self._talk = frozenset(speech.talk)
        self._vocabulary = vocabulary

    def clean(self, heard: str) -> str | None:
        """The product's name in what was heard, or None when nothing there can name one."""
        words = self._after.off_end(heard.split())
        while not self._vocabulary.names(" ".join(words)):
            shorter = self._before.one_off_start(words)
            if shorter == words:
                return self._unnamed(words)
            words = shorter
        return " ".join(words)

    def _unnamed(self, words: list[str]) -> str | None:
        """The words if they can be a product that the catalogue does not call so."""
        name = " ".join(words)
        if not words or name in self._not_products or name.isdigit():
            return None
        if len(words) > _LONGEST or words[-1] in self._pointers:
            return None
        return name if self._talk.isdisjoint(words) else None

    def known(self, text: str) -> frozenset[str]:
        """The words of a text that some name of the catalogue has."""
        return frozenset(word for word in text.split() if self._vocabulary.has_word(word))

    def names(self, name: str) -> bool:
        """Whether the words are the whole name of a product of the shop."""
        return self._vocabulary.names(name)

    def within_name(self, before: str, joint: str, after: str) -> bool:
        """Whether the catalogue has a word between two others in a name."""
        pairs = (f"{before} {joint}", f"{joint} {after}")
        return all(self._vocabulary.has(pair) for pair in pairs)

    def sold(self, name: str) -> bool:
        """Whether the shop knows the word that says what the thing is, and half of all."""
        if self._vocabulary.names(name):
            return True
        return self._vocabulary.knows_head(name) and self._vocabulary.share(name) >= _KNOWN

    def confidence(self, name: str) -> float:
        """How sure it is that the words name a product, from 0 to 1."""
        if self._vocabulary.names(name):
            return 0.98
        return round(0.55 + 0.4 * self._vocabulary.share(name), 2)

    def bare(self, text: str, expects: str | None, said: str | None = None) -> list[Reading]:
        """A product's name said alone is a search for it.

        The shop must know it, unless it was asked for, or ``said``, which is the text with the
        politeness around it, begins with an article: "a wheelbarrow", not "tell me a joke".
        """
        name = self.clean(text)
        if name is None:
            return []
        thing = name != text and len(name.split()) <= _FEW
        thing = thing and (said or text).startswith(text)
        known = self._vocabulary.names(name) or self._vocabulary.share(name) > _KNOWN
        if expects == "product" or thing or (known and self.sold(name)):
            return [Reading("SearchProduct", {"product": Slot(name)}, BARE)]
        return []
