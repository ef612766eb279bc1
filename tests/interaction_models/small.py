"""A locale of a few lines, for tests that need one with a fault in it."""

from __future__ import annotations

from pathlib import Path

from interaction_models import CatalogNames, Locale
from interaction_models.compiler.alexa import alexa_model

NAMES = CatalogNames(products=("oat milk", "bread"), brands=("Juniper Row",), sizes=("12 ounces",))

_SLOTS = {
    "product": "about: x\nalexa: Product\ncatalogue: products\nwildcard: true\n",
    "quantity": "about: x\nalexa: AMAZON.NUMBER\nvalues:\n  1: [one]\n  2: [two]\n",
    "pick": "about: x\nalexa: Pick\nvalues:\n  largest: [large, big]\n  other: [other]\n",
}
_INTENTS = {
    "Buy": ["buy {product}", "buy {quantity} {product}"],
    "Choose": ["the {pick} one"],
}


def small(
    folder: Path,
    intents: dict[str, list[str] | str] | None = None,
    slots: dict[str, str] | None = None,
    rules: str = "please: '[please]'\n",
    invocation: str = "corner shop",
) -> Locale:
    """A locale with those intents (sentences, or a whole file) and slots beside its own."""
    root = folder / "xx-XX"
    _write(root / "locale.yaml", f"language: en\nname: Test\ninvocation_name: {invocation}\n")
    _write(root / "rules.yaml", rules)
    for name, text in (_SLOTS | (slots or {})).items():
        _write(root / "slots" / f"{name}.yaml", text)
    for name, sentences in (_INTENTS | (intents or {})).items():
        text = sentences if isinstance(sentences, str) else intent_file(sentences)
        _write(root / "intents" / f"{name}.yaml", text)
    return Locale("xx-XX", root)


def intent_file(sentences: list[str], more: str = "") -> str:
    """The text of an intent's file; its first sentence stands in line 4."""
    listed = "".join(f'  - "{sentence}"\n' for sentence in sentences)
    return f"about: x\nfamily: test\nsentences:\n{listed or '  []'}{more}"


def compiled(locale: Locale) -> str:
    """The locale's model for Alexa."""
    return alexa_model(locale, NAMES)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
