"""The words of the pages: in the language that was chosen, is preferred, or is the shop's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from babel import Locale
from flask import request

import interaction_models
from skill.accounts.browser import language_chosen
from skill.conversation.phrases import Phrases


@cache
def page_phrases(name: str) -> Phrases:
    """What stands on the pages in a locale; the replies are there, too."""
    locale = interaction_models.load_locale(name)
    return Phrases(name, (*locale.replies, *locale.letters, *locale.pages))


def own_name(locale: str) -> str:
    """What a locale's people call it: "Français (France)"."""
    name = str(Locale.parse(locale, sep="-").get_display_name())
    return name[:1].upper() + name[1:]


def locale_for(preferred: object, known: Sequence[str], default: str) -> str:
    """The locale of this request: chosen here, then the account's, the browser's, the shop's."""
    for name in (language_chosen(), preferred):
        if isinstance(name, str) and name in known:
            return name
    wanted = (*request.accept_languages.values(), default, "en-US")
    return next(found for name in wanted if (found := _akin(name, known, default)))


def _akin(name: str, known: Sequence[str], default: str) -> str | None:
    """The locale of that name, else one of its language: the shop's own before others."""
    named = {locale.casefold(): locale for locale in known}
    if name.casefold() in named:
        return named[name.casefold()]
    language = name.casefold().partition("-")[0]
    akin = [locale for locale in (default, *known) if locale.partition("-")[0] == language]
    return next((locale for locale in akin if locale in known), None)
