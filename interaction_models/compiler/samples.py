"""A choice of sample utterances in which every alternative of every sentence occurs.

hassil's own expander writes the list's name where Alexa wants the slot's, and makes a thousand
samples of one sentence with a few options. So the tree is walked here: parts of a sentence step
through their alternatives side by side, which makes as many samples as the part with most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Any

from hassil import Alternative, ListReference, Permutation, RuleReference, Sequence, TextChunk

from interaction_models.compiler.templates import Templates
from interaction_models.errors import CompileError
from interaction_models.words import IntentWords, SentenceSource

LIMIT = 400  # samples of one intent; Alexa bounds the whole model, not an intent


@dataclass(frozen=True, slots=True)
class Sample:
    """One utterance, where it comes from, and which branches of the trees it took."""

    text: str
    source: SentenceSource
    branches: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    branches: frozenset[int] = frozenset()


def samples(
    intent: IntentWords, templates: Templates, most: int = LIMIT, fill: int = LIMIT
) -> list[Sample]:
    """The samples of an intent in the order of its sentences: ``fill``, or as many as it needs.

    Raises CompileError when every alternative cannot be shown by ``most`` of them.
    """
    found = _unique(
        Sample(" ".join(piece.text.split()), source, piece.branches)
        for source in intent.sentences
        for piece in _pieces(templates.tree(source), templates)
    )
    needed = _covering(found)
    if len(needed) > most:
        first = intent.sentences[0]
        message = f"{intent.name} needs {len(needed)} samples, more than {most}"
        raise CompileError(first.file, first.line, message)
    spare = [sample for sample in found if sample not in needed]
    chosen = {*needed, *spare[: max(0, fill - len(needed))]}
    return [sample for sample in found if sample in chosen]


def every_branch(source: SentenceSource, templates: Templates) -> list[str]:
    """Ways to say one sentence in which every branch of it occurs, each once."""
    said = (" ".join(piece.text.split()) for piece in _pieces(templates.tree(source), templates))
    return [text for text in dict.fromkeys(said) if text]


def _covering(found: list[Sample]) -> set[Sample]:
    """Samples in which every branch occurs, and every sentence: those that show most first."""
    sources = {sample.source: -number for number, sample in enumerate(found, 1)}
    shows = [sample.branches | {sources[sample.source]} for sample in found]
    queue = [(-len(each), index) for index, each in enumerate(shows)]
    heapify(queue)
    chosen, shown = set(), set[int]()
    while queue:
        # What a sample adds only ever shrinks: one that still adds what it did adds most of all.
        size, index = heappop(queue)
        rest = shows[index] - shown
        if rest and len(rest) < -size:
            heappush(queue, (-len(rest), index))
        elif rest:
            chosen.add(found[index])
            shown |= rest
    return chosen


def _unique(found: Iterable[Sample]) -> list[Sample]:
    """The samples without those whose words came before; the branches of both count as shown."""
    first: dict[str, Sample] = {}
    for sample in found:
        before = first.get(sample.text)
        branches = sample.branches | before.branches if before else sample.branches
        source = before.source if before else sample.source
        if sample.text:
            first[sample.text] = Sample(sample.text, source, branches)
    return list(first.values())


def _pieces(tree: Any, templates: Templates) -> list[_Piece]:
    """Ways to say a tree in which every branch of it occurs."""
    match tree:
        case TextChunk():
            return [_Piece(tree.original_text)]
        case ListReference():
            return [_Piece(f"{{{tree.slot_name}}}")]
        case RuleReference():
            return _pieces(templates.rule(tree.rule_name), templates)
        case Alternative():
            return list(_either(tree, templates))
        case Permutation():
            orders = (tree.items, tree.items[::-1])
            return [piece for items in orders for piece in _in_turn(items, templates)]
        case Sequence():
            return _in_turn(tree.items, templates)
    raise TypeError(f"hassil has made a {type(tree).__name__}, which is not known here")


def _either(tree: Alternative, templates: Templates) -> Iterator[_Piece]:
    # The empty branch of an option first: the plainest way to say a sentence opens its samples.
    for branch in sorted(tree.items, key=lambda item: not _empty(item)):
        for piece in _pieces(branch, templates):
            yield _Piece(piece.text, piece.branches | {id(branch)})


def _empty(item: Any) -> bool:
    return isinstance(item, TextChunk) and item.is_empty


def _in_turn(items: list[Any], templates: Templates) -> list[_Piece]:
    """All items one after the other, each stepping through its own pieces."""
    parts = [_pieces(item, templates) for item in items]
    most = max((len(part) for part in parts), default=0)
    return [_joined([part[step % len(part)] for part in parts]) for step in range(most)]


def _joined(pieces: list[_Piece]) -> _Piece:
    branches = frozenset[int]().union(*(piece.branches for piece in pieces))
    return _Piece("".join(piece.text for piece in pieces), branches)
