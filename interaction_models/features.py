"""What a learned guess looks at in an utterance; standard library only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

_SLOT = re.compile(r"(\{\w+\})")


def features(words: Iterable[str]) -> list[str]:
    """The words and the pairs of neighbours, ends included; slots stand as ``{product}``."""
    inner = list(words)
    ends = ["<", *inner, ">"]
    pairs = (f"{first} {second}" for first, second in pairwise(ends))
    return list(dict.fromkeys([*inner, *pairs]))


def pieces(sample: str) -> list[str]:
    """A sample taken apart into its slots and what stands between them."""
    return [piece for piece in _SLOT.split(sample) if piece.strip()]


def is_slot(piece: str) -> bool:
    """Whether a piece or a feature is a slot."""
    return piece.startswith("{")
