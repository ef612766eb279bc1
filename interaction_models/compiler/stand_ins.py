"""What an agent of Google's says by itself while the shop does not answer."""

from __future__ import annotations

from collections.abc import Iterable

from fluent.runtime import FluentBundle, FluentResource

from interaction_models.compiler.phrases import Language

_REPLY = "trouble"


def stand_ins(found: Iterable[Language]) -> dict[str, str]:
    """By language, the reply that says so; a language whose replies have none is left out."""
    said = {}
    for language in found:
        bundle = FluentBundle([language.locale.name], use_isolating=False)
        for source in language.locale.replies:
            bundle.add_resource(FluentResource(source), allow_overrides=True)
        if bundle.has_message(_REPLY):
            words, _ = bundle.format_pattern(bundle.get_message(_REPLY).value)
            said[language.tag] = str(words)
    return said
