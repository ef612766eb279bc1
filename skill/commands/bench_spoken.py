"""``coster bench search --spoken``: what is still found when words are misheard.

Synthetic voices say queries and product names to the offline recogniser, which knows the words of
the catalogue; and mishearings are generated. Beside ours stands letter trigrams, as PostgreSQL's
``pg_trgm`` compares them.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from fulfillment.demo.judged import open_judged, read_judgements, read_products
from fulfillment.search.confusions import KINDS, generate
from fulfillment.shop import Shop
from skill.commands import bench_voices as speech
from skill.commands.bench_search import mean_ndcg
from skill.commands.bench_words import write_model
from skill.settings import Settings
from skill.speech.pronouncing import by_rule
from skill.wiring import build_shop

_SEED, _NAMES, _LOCALES = 2_000, 60, ("en-US", "fr-FR")

Heard = Sequence[tuple[str, str]]


def figures(data: Path) -> dict[str, Any]:
    """Right-first rates of misheard names, and nDCG@10 of spoken queries, by voice."""
    found: dict[str, Any] = {"missing": speech.missing(), "names": {}, "queries": None}
    with tempfile.TemporaryDirectory() as folder:
        for locale in _LOCALES:
            found["names"][locale] = _names(locale, Path(folder))
        if (data / "judgements.csv").is_file():
            found["queries"] = _queries(data, Path(folder))
        else:
            found["missing"].append(f"There are no judged products at {data}.")
    return found


def right_first(heard: Heard, search: Callable[[str], str]) -> float:
    """The share of pairs (heard, said) where what is found first is called what was said."""
    return sum(search(text) == said for text, said in heard) / len(heard) if heard else 0.0


class Trigrams:
    """Names by the share of three-letter sequences that they have in common with a query."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = [(name, _trigrams(name)) for name in names]

    def first(self, text: str) -> str:
        """The most similar name; of two that are equally so, the earlier."""
        asked = _trigrams(text)
        return max(self._names, key=lambda row: len(asked & row[1]) / len(asked | row[1]))[0]


def _trigrams(text: str) -> frozenset[str]:
    padded = (f"  {word} " for word in text.split())
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def _names(locale: str, folder: Path) -> dict[str, Any]:
    shop = _demo(locale, folder)
    with shop.open() as work:
        names = sorted({product.name.lower() for product in work.catalog.everything()})
    some = random.Random(_SEED).sample(names, _NAMES)  # noqa: S311 - the same every time
    heard: dict[str, Heard] = {
        f"generated: {kind}": [(generate(n, _SEED, kind, locale), n) for n in some]
        for kind in KINDS
    }
    # The recogniser's sounds are those of American English.
    if locale.startswith("en"):
        heard |= {f"spoken: {v}": pairs for v, pairs in spoken(some, names, folder).items()}
    ours, trigrams = _first_of(shop), Trigrams(names)
    return {
        way: {"names": len(pairs), **_rates([(a, b) for a, b in pairs if a != b], ours, trigrams)}
        for way, pairs in heard.items()
    }


def _rates(misheard: Heard, ours: Callable[[str], str], trigrams: Trigrams) -> dict[str, Any]:
    return {
        "misheard": len(misheard),
        "ours": right_first(misheard, ours),
        "trigrams": right_first(misheard, trigrams.first),
    }


def spoken(texts: Sequence[str], catalogue: Sequence[str], folder: Path) -> dict[str, Heard]:
    """What the recogniser hears of ``texts``, by voice; it expects the words of ``catalogue``."""
    if any("recogniser" in sentence for sentence in speech.missing()):
        return {}
    path = folder / "words.arpa"
    decoder = speech.recogniser(path, by_rule(write_model(catalogue, path)))
    return {
        voice: [
            (speech.heard(decoder, samples), text)
            for text, samples in zip(texts, speak(texts), strict=True)
        ]
        for voice, speak in speech.voices().items()
    }


def _queries(data: Path, folder: Path) -> dict[str, Any]:
    judged = read_judgements(data / "judgements.csv")
    products = read_products(data / "products.jsonl.gz")
    shop = open_judged(products, folder)
    asked = sorted(query for query, grades in judged.items() if any(grades.values()))
    catalogue = [product.name for product in products] + [product.brand for product in products]
    voices = {
        voice: {said: text for text, said in heard}
        for voice, heard in spoken(asked, catalogue, folder).items()
    }

    def ranked(text: str) -> list[str]:
        with shop.open() as work:
            return [found.product.sku for found in work.search.rank(text)]

    clean = mean_ndcg(judged, ranked)
    return {
        "queries": len(asked),
        "clean": clean,
        "voices": {
            voice: mean_ndcg(judged, lambda said, told=told: ranked(told[said]))  # type: ignore[misc]
            for voice, told in voices.items()
        },
    }


def _demo(locale: str, folder: Path) -> Shop:
    return build_shop(Settings(database_url=f"sqlite:///{folder / locale}.sqlite3", locale=locale))


def _first_of(shop: Shop) -> Callable[[str], str]:
    """Our search in a shop: the name of what comes first."""

    def first(text: str) -> str:
        with shop.open() as work:
            found = work.search.search(text).products
        return found[0].name.lower() if found else ""

    return first


def table(found: Mapping[str, Any]) -> str:
    """The figures as text."""
    lines = list(found["missing"])
    for locale, rows in found["names"].items():
        lines.append(
            f"{'names of ' + locale + ', misheard':34}{'of':>8}{'ours':>8}{'trigrams':>10}"
        )
        for way, row in rows.items():
            cells = (
                f"{row['misheard']:4}/{row['names']:<4}{row['ours']:7.0%}{row['trigrams']:10.0%}"
            )
            lines.append(f"  {way:31}{cells}")
    if row := found["queries"]:
        lines.append(f"{'nDCG@10 of spoken queries':34}{'clean':>8}{'spoken':>8}{'loss':>10}")
        for voice, told in row["voices"].items():
            loss = 1 - told / row["clean"]
            lines.append(f"  {voice:31}{row['clean']:9.3f}{told:8.3f}{loss:10.0%}")
    return "\n".join(lines)
