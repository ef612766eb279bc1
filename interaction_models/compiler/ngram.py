"""A statistical model of a locale's sentences, for recognisers that take an n-gram model.

Three words long, in the ARPA format, with a class for every list: ``[product]``. The lists' names
are in a file of classes that PocketSphinx 5.1 reads with the model (its ``lmctl`` option). There a
name is one word that no other class and no sentence has, ``oat_milk@product``: whoever loads the
model gives it the pronunciations of its words, and reads the slot from what is recognised.

Probabilities are Witten and Bell's: after words that many different words follow, more is left for
a word that never followed them ("The zero-frequency problem", 1991).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from interaction_models.compiler.speech import Spoken, Words

ORDER = 3
START, END = "<s>", "</s>"
_NEVER = -99.0  # how the ARPA format writes the logarithm of nothing
# A product's weight falls with its rank, the first ones' less steeply.
_RANKS_ALIKE = 10


def ngram_files(spoken: Spoken) -> dict[str, str]:
    """The model, its classes and what ties them together, by their files' names."""
    every = (each for intent in spoken.locale.intents.values() for each in intent.sentences)
    patterns = spoken.patterns(every)
    lists = sorted({token[1:-1] for pattern in patterns for token in pattern if token[0] == "["})
    tags = " ".join(f"[{name}]" for name in lists)
    return {
        "commands.arpa": arpa(Model(patterns)),
        "classes.txt": "\n".join(_class(name, spoken) for name in lists),
        "commands.lmctl": f"{{ classes.txt }}\ncommands.arpa commands {{ {tags} }}\n",
    }


class Model:
    """How likely a word is after the two before it, as learned from sentences."""

    def __init__(self, sentences: Iterable[Words]) -> None:
        self.counts: dict[int, Counter[Words]] = {order: Counter() for order in range(1, ORDER + 1)}
        for sentence in sentences:
            self._count((START, *sentence, END))
        self._seen: Counter[Words] = Counter()
        self._kinds: Counter[Words] = Counter()
        for ngram, count in self._every():
            if ngram != (START,):
                self._seen[ngram[:-1]] += count
                self._kinds[ngram[:-1]] += 1

    def probability(self, ngram: Words) -> float:
        """How likely the last word is after those before it; of a word alone, at any place."""
        before, kinds = ngram[:-1], self._kinds[ngram[:-1]]
        shorter = self.probability(ngram[1:]) if before else 1 / max(self._kinds[()], 1)
        if not kinds:
            return shorter
        counted = self.counts[len(ngram)][ngram] + kinds * shorter
        return counted / (self._seen[before] + kinds)

    def left_over(self, before: Words) -> float | None:
        """The share of words that never followed these; None where nothing ever did."""
        kinds = self._kinds[before]
        return kinds / (self._seen[before] + kinds) if kinds else None

    def _count(self, words: Words) -> None:
        for order, counts in self.counts.items():
            counts.update(words[n : n + order] for n in range(len(words) - order + 1))

    def _every(self) -> Iterator[tuple[Words, int]]:
        for counts in self.counts.values():
            yield from counts.items()


def arpa(model: Model) -> str:
    """The model in the ARPA format, n-grams in alphabetical order."""
    lines = ["", "\\data\\"]
    lines += [f"ngram {order}={len(counts)}" for order, counts in model.counts.items()]
    for order, counts in model.counts.items():
        lines += ["", f"\\{order}-grams:"]
        lines += [_line(ngram, model) for ngram in sorted(counts)]
    return "\n".join([*lines, "", "\\end\\", ""])


def _line(ngram: Words, model: Model) -> str:
    known = ngram != (START,)
    log = math.log10(model.probability(ngram)) if known else _NEVER
    line = f"{log:.4f}\t{' '.join(ngram)}"
    share = model.left_over(ngram) if len(ngram) < ORDER else None
    return line if share is None else f"{line}\t{math.log10(share):.4f}"


def _class(name: str, spoken: Spoken) -> str:
    """A class as PocketSphinx reads it; its members' probabilities sum to one."""
    ways = spoken.ways(name)
    ranked = spoken.is_large(name)
    weights = [1 / (rank + _RANKS_ALIKE) if ranked else 1.0 for rank in range(len(ways))]
    total = sum(weights)
    members = zip(ways, weights, strict=True)
    lines = (f"{member(way, name)} {weight / total:.6f}" for way, weight in members)
    return "\n".join([f"LMCLASS [{name}]", *lines, f"END [{name}]", ""])


def member(way: Words, list_name: str) -> str:
    """The word that stands for a name in its class; ``said`` takes it apart again."""
    return f"{'_'.join(way)}@{list_name}"


def said(token: str) -> tuple[Words, str | None]:
    """The words of a recognised token, and the list it is a name of."""
    words, _, list_name = token.partition("@")
    return tuple(words.split("_")), list_name or None


def read_classes(text: str) -> Mapping[str, dict[str, float]]:
    """The members of every class with their probabilities, from the text of ``classes.txt``."""
    classes: dict[str, dict[str, float]] = defaultdict(dict)
    name = ""
    for line in filter(None, text.splitlines()):
        first, second = line.split(" ")
        if first == "LMCLASS":
            name = second
        elif first != "END":
            classes[name][first] = float(second)
    return classes
