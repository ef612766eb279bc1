"""Everything that is built for speech recognisers, below ``speech/<locale>/``."""

from __future__ import annotations

from interaction_models.compiler.jsgf import grammars
from interaction_models.compiler.ngram import ngram_files
from interaction_models.compiler.phrase_list import phrase_lists
from interaction_models.compiler.speech import Spoken
from interaction_models.locale import Locale
from interaction_models.words import CatalogNames


def speech_files(locale: Locale, names: CatalogNames) -> dict[str, str]:
    """The text of every file by its path below ``built/``."""
    spoken = Spoken(locale, names)
    files = {**grammars(spoken), **ngram_files(spoken), **phrase_lists(spoken)}
    return {f"speech/{locale.name}/{name}": text for name, text in files.items()}
