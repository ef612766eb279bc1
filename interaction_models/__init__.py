"""What shoppers say and what we answer, per locale; imports nothing else of the project.

A locale is a folder of data: ``locale.yaml``, ``rules.yaml``, ``intents/``, ``slots/`` and
``replies/``. ``load_locale`` opens one; its files are read when they are first asked for.
``interaction_models.compiler`` makes each platform's model of it.
"""

from interaction_models.errors import LocaleNotFound, ModelError
from interaction_models.locale import Locale, load_locale, locales
from interaction_models.words import CatalogNames, IntentWords, SentenceSource, SlotValues, Speech

__all__ = [
    "CatalogNames",
    "IntentWords",
    "Locale",
    "LocaleNotFound",
    "ModelError",
    "SentenceSource",
    "SlotValues",
    "Speech",
    "load_locale",
    "locales",
]
