"""The statistical model for recognisers: its probabilities, its format, and PocketSphinx."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from interaction_models import CatalogNames, load_locale, locales
from interaction_models.compiler.ngram import (
    END,
    ORDER,
    START,
    Model,
    Words,
    arpa,
    member,
    ngram_files,
    read_classes,
    said,
)
from interaction_models.compiler.speech import Spoken
from tests.interaction_models import recogniser
from tests.interaction_models.small import NAMES, small
from tests.interaction_models.test_jsgf import SOME

_SENTENCES = [
    ("add", "[product]"),
    ("add", "[quantity]", "[product]"),
    ("add", "it"),
    ("what", "is", "in", "my", "cart"),
    ("take", "it"),
]
_Table = dict[Words, tuple[float, float]]


def read(text: str) -> dict[int, _Table]:
    """The logarithms of probability and back-off of every n-gram, by the n-grams' length."""
    tables: dict[int, _Table] = {}
    head, *parts = text.split("-grams:\n")
    stated = [int(line.split("=")[1]) for line in head.splitlines() if line.startswith("ngram")]
    for order, part in enumerate(parts, start=1):
        lines = part.split("\n\n")[0].splitlines()
        assert len(lines) == stated[order - 1]
        fields = [line.split("\t") for line in lines]
        tables[order] = {
            tuple(words.split()): (float(log), float(*rest) if rest else 0.0)
            for log, words, *rest in fields
        }
    return tables


def log10(tables: dict[int, _Table], ngram: Words) -> float:
    """An n-gram's logarithm as the ARPA format means it."""
    if ngram in tables[len(ngram)]:
        return tables[len(ngram)][ngram][0]
    before = ngram[:-1]
    back_off = tables[len(before)].get(before, (0.0, 0.0))[1]
    return back_off + log10(tables, ngram[1:])


def sums(tables: dict[int, _Table], contexts: list[Words]) -> list[float]:
    """For each context the sum of the probabilities of all words after it."""
    words = [word for (word,) in tables[1] if word != START]
    return [sum(10 ** log10(tables, (*before, w)) for w in words) for before in contexts]


def test_probabilities_after_any_words_sum_to_one() -> None:
    tables = read(arpa(Model(_SENTENCES)))
    contexts = [(), *(n for n in tables[1] if n != (END,)), *(n for n in tables[2] if n[-1] != END)]
    assert sums(tables, contexts) == pytest.approx([1.0] * len(contexts), abs=1e-3)


def test_probabilities_after_words_never_seen_together_sum_to_one() -> None:
    tables = read(arpa(Model(_SENTENCES)))
    assert sums(tables, [("it", "add"), ("cart", "what")]) == pytest.approx([1.0, 1.0], abs=1e-3)


def test_a_word_seen_after_others_is_likelier_there_than_one_never_seen_there() -> None:
    model = Model(_SENTENCES)
    assert model.probability(("add", "it")) > model.probability(("add", "cart")) > 0
    assert model.probability((START, "add", "it")) > model.probability((START, "what", "it"))


def test_witten_and_bells_share_is_left_for_words_never_seen() -> None:
    model = Model([("a", "b"), ("a", "b"), ("a", "c")])
    assert model.left_over(("a",)) == pytest.approx(2 / (3 + 2))
    words = 4  # a, b, c and the end
    b_alone = (2 + words / words) / (9 + words)
    assert model.probability(("a", "b")) == pytest.approx((2 + 2 * b_alone) / (3 + 2))


def test_the_order_of_the_sentences_makes_no_difference() -> None:
    assert arpa(Model(_SENTENCES)) == arpa(Model(_SENTENCES[::-1]))


def test_a_classs_members_sum_to_one_and_are_words_of_no_other_class(tmp_path: Path) -> None:
    files = ngram_files(Spoken(small(tmp_path), NAMES))
    classes = read_classes(files["classes.txt"])
    assert classes.keys() == {"[product]", "[quantity]", "[pick]"}
    assert classes["[quantity]"].keys() == {"one@quantity", "two@quantity"}
    for members in classes.values():
        assert math.fsum(members.values()) == pytest.approx(1.0, abs=1e-4)


def test_what_sells_best_is_likeliest() -> None:
    names = CatalogNames(products=tuple(f"tea {letter}" for letter in "abcdef"))
    classes = read_classes(ngram_files(Spoken(load_locale("en-US"), names))["classes.txt"])
    weights = list(classes["[product]"].values())
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > weights[-1]


def test_a_member_tells_its_words_and_its_list() -> None:
    assert said(member(("oat", "milk"), "product")) == (("oat", "milk"), "product")
    assert said("cart") == (("cart",), None)


def listener(folder: Path, files: dict[str, str]) -> Any:
    """PocketSphinx with the model, its classes, and a dictionary of their words alone."""
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
    plain = {word for (word,) in read(files["commands.arpa"])[1] if word[0] not in "[<"}
    members = {word for names in read_classes(files["classes.txt"]).values() for word in names}
    words = recogniser.dictionary(folder, {word: said(word)[0] for word in plain | members})
    control = str(folder / "commands.lmctl")
    return recogniser.decoder(lmctl=control, lmname="commands", dict=words)


@pytest.mark.parametrize("name", locales())
def test_pocketsphinx_loads_the_model_with_its_classes(name: str, tmp_path: Path) -> None:
    files = ngram_files(Spoken(load_locale(name), SOME))
    tables, classes = read(files["commands.arpa"]), read_classes(files["classes.txt"])
    assert {*tables} == set(range(1, ORDER + 1))
    sphinx = listener(tmp_path, files)
    model = sphinx.get_lm("commands")
    bigrams = sorted(n for n in tables[2] if n[1].startswith("[") and n[0][0] not in "[<")
    assert len(bigrams) > 100
    for first, tag in bigrams[::20]:
        word, weight = next(iter(classes[tag].items()))
        expected = log10(tables, (first, tag)) + math.log10(weight)
        # PocketSphinx keeps probabilities in 16 bits.
        theirs = sphinx.logmath.log_to_ln(model.prob([word, first])) / math.log(10)
        assert theirs == pytest.approx(expected, abs=0.02), (first, word)


def test_a_synthetic_voice_is_understood_with_the_slot_it_fills(tmp_path: Path) -> None:
    sphinx = listener(tmp_path, ngram_files(Spoken(small(tmp_path), NAMES)))
    heard = recogniser.recognise(sphinx, recogniser.spoken("buy two oat milk"))
    assert heard == "buy two@quantity oat_milk@product"
