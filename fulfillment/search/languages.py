"""Which language a shop is searched in. Pure, standard library only."""

from __future__ import annotations

from fulfillment.search.english import ENGLISH
from fulfillment.search.french import FRENCH
from fulfillment.search.language import Language

_LANGUAGES = {language.name: language for language in (ENGLISH, FRENCH)}


def language_of(locale: str) -> Language:
    """The language of a shop's locale ("fr-FR"); English where we do not know it."""
    return _LANGUAGES.get(locale.partition("-")[0].lower(), ENGLISH)
