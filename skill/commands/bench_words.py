"""A language model for the recogniser, made of what a shop sells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from interaction_models.compiler.ngram import Model, arpa
from interaction_models.compiler.speech import Words

_WORD = re.compile(r"[a-z']+|\d+")


def write_model(texts: Iterable[str], path: Path, *, least: int = 1) -> set[str]:
    """Write a model of ``texts`` in the ARPA format; its words.

    Words that occur fewer than ``least`` times, and those with figures in them, are left out.
    """
    sentences = [tuple(_WORD.findall(text.lower())) for text in texts]
    counts = Counter(word for sentence in sentences for word in sentence)
    kept = {word for word, count in counts.items() if count >= least and word.isalpha()}
    known = [tuple(word for word in sentence if word in kept) for sentence in sentences]
    path.write_text(arpa(Model([*filter(None, known), *_short(known)])), encoding="utf-8")
    return kept


def _short(sentences: Iterable[Words]) -> set[Words]:
    """Each word, and each two that follow one another: a shopper asks in fewer than a title has."""
    lengths = (1, 2)
    return {
        sentence[at : at + length]
        for sentence in sentences
        for length in lengths
        for at in range(len(sentence) - length + 1)
    }
