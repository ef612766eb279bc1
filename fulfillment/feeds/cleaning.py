"""Names to be said, from titles written for eyes: "Org. Whl Mlk 1gal" is "organic whole milk".

The rules of a language are data, in ``names/<language>.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from fulfillment.catalog.size import Size
from fulfillment.feeds.joined import set_apart
from fulfillment.feeds.package_sizes import SizeFinder, SizeWords
from fulfillment.feeds.texts import plain_text

_LANGUAGES = ("en", "fr")
_MOST_WORDS = 8
# Codes are all capitals; the words before them may be anything.
_CODE_OF_CAPITALS = re.compile(
    r"\b(?=[A-Z0-9-]*\d{2})(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{5,}\b(?:/\d+\b)?"
)
_LABELLED = re.compile(
    r"\(?(?:\b(?:sku|upc|ean|gtin|asin|item|model|réf|ref)\b\.?\s*(?:no\.?|n°|#|:)*\s*|#\s?)"
    r"(?=[\w-]*\d)[\w-]+\)?|\b\d{8,}\b",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"[(\[{][\s,;.·|/-]*[)\]}]")
_SEPARATORS = re.compile(r"\s*(?:[|•·*~_:;]|\s[-/]\s|,)\s*")
_TITLE_CASE = re.compile(
    r"[^\W\d_a-zà-ÿ][^\W\dA-ZÀ-Þ_]+(?:'[^\W\dA-ZÀ-Þ_]+|-[^\W\d_][^\W\dA-ZÀ-Þ_]+)*"
)
# Printers' marks, as they are typed.
_TYPED = {
    0x2013: "-",
    0x2014: "-",
    0x2018: "'",
    0x2019: "'",
    0x2044: "/",
    0x00BC: " 1/4",
    0x00BD: " 1/2",
    0x00BE: " 3/4",
    0x00D7: "x",
}
_VOWELS = frozenset("aeiouyàâäéèêëîïôöùûüœæ")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is said for a title, and the size that stood in it.

    ``doubts`` are the words that may not be what the merchant would say; none where it is sure.
    """

    name: str
    size: Size | None
    doubts: tuple[str, ...]


# Without eq, rules hash fast: words are looked up by cached functions that have them as argument.
@dataclass(frozen=True, slots=True, eq=False)
class NameRules:
    """The rules of one language, as its file has them."""

    abbreviations: Mapping[str, str]
    acronyms: frozenset[str]
    between: Mapping[str, str]
    words: frozenset[str]
    junk: re.Pattern[str]
    sizes: SizeFinder
    options_first: bool
    size_word: str
    option_sizes: Mapping[str, str]
    decimal_mark: str


@cache
def rules_of(locale: str) -> NameRules:
    """The rules for a shop's locale ("fr-FR"); English ones where there are none."""
    language = locale.partition("-")[0].lower()
    name = f"{language if language in _LANGUAGES else _LANGUAGES[0]}.toml"
    text = files("fulfillment.feeds.names").joinpath(name).read_text(encoding="utf-8")
    document = tomllib.loads(text)
    size = document["size"]
    words = SizeWords(
        units=size["units"],
        packs=tuple(size["packs"]),
        pack_of=tuple(size["pack_of"]),
        counts=size["counts"],
        containers=tuple(size["containers"]),
        drinks=frozenset(size["drinks"]),
    )
    junk = "|".join(re.escape(each) for each in sorted(document["junk"], key=len, reverse=True))
    return NameRules(
        abbreviations=document["abbreviations"],
        acronyms=frozenset(document["acronyms"]),
        between=document["between"],
        words=frozenset(document["words"]),
        junk=re.compile(rf"(?<!\w)(?:{junk})(?!\w)", re.IGNORECASE),
        sizes=SizeFinder(words),
        options_first=document["options"] == "before",
        size_word=document["size_word"],
        option_sizes=document["option_sizes"],
        decimal_mark=document["decimal_mark"],
    )


def clean(
    title: str,
    rules: NameRules,
    *,
    brand: str = "",
    category: str = "",
    options: Sequence[tuple[str, str]] = (),
) -> Cleaned:
    """The name to be said for a title, without brand and size.

    ``options`` are what a variant has of its own, as (name, value).
    """
    rest = plain_text(title).translate(_TYPED)
    rest = rules.junk.sub(" ", _CODE_OF_CAPITALS.sub(" ", _LABELLED.sub(" ", rest)))
    rest, size = rules.sizes.find(rest, category)
    rest = set_apart(rest, rules.abbreviations, rules.between)
    rest, split = _without_brand(_tidied(rest, rules), brand)
    words = rest.split()
    shouted = _shouted(title)
    looked_up = [_said(word, rules, shouted) for word in words]
    said = [each for each, _ in looked_up]
    doubts = [each for each, doubtful in looked_up if doubtful]
    # Capitals of a title mean nothing once we know that none of its words is the brand.
    if split or options or any(word.lower().rstrip(".") in rules.abbreviations for word in words):
        said = [_lowered(word) for word in said]
    name, of_option = _with_options(" ".join(said), options, rules)
    if not name:
        name, doubts = plain_text(title), [title]
    if len(name.split()) > _MOST_WORDS:
        doubts.append("long")
    return Cleaned(name, of_option or size, tuple(doubts))


def _without_brand(title: str, brand: str) -> tuple[str, bool]:
    if not any(character.isalnum() for character in brand):
        return title, False
    rest = _named(brand).sub("", title, count=1)
    # A product may be called like its brand, and like nothing else.
    return (rest, rest != title) if re.search(r"[^\W\d_]{2}", rest) else (title, False)


@lru_cache(maxsize=10_000)
def _named(brand: str) -> re.Pattern[str]:
    """A brand where a title begins or ends with it."""
    named = r"\W*".join(re.escape(part) for part in re.findall(r"\w+", brand))
    return re.compile(
        rf"^\W*{named}(?:'s)?(?!\w)\W*|\W*\b(?:(?:by|de|from)\s+)?{named}\W*$", re.IGNORECASE
    )


def _tidied(title: str, rules: NameRules) -> str:
    title = _EMPTY.sub(" ", _EMPTY.sub(" ", title))
    parts = [part.strip(" -.,;:!/&+#") for part in _SEPARATORS.split(title)]
    # A letter on its own was the beginning of a word, in a title that was cut off.
    said = [part for part in parts if len(part) > 1 or part.isdigit() or part in rules.acronyms]
    return " ".join(said) or " ".join(part for part in parts if part)


@lru_cache(maxsize=50_000)
def _said(word: str, rules: NameRules, shouted: bool) -> tuple[str, bool]:
    """A word as it is said, and whether that is doubtful."""
    bare = word.strip('()[]{}"!?')
    plain = bare.lower()
    for key in (plain, plain.rstrip(".,")):
        if key in rules.abbreviations:
            return rules.abbreviations[key], False
    bare = bare.rstrip(".,")
    if bare.upper() in rules.acronyms and (bare.isupper() or any(c.isdigit() for c in bare)):
        return bare, False
    doubtful = plain not in rules.words and _doubtful(bare, word, shouted)
    return bare.lower() if shouted else bare, doubtful


def _doubtful(bare: str, word: str, shouted: bool) -> bool:
    letters = [c for c in bare.lower() if c.isalpha()]
    if not letters:
        return len(bare) > 4
    if len(letters) > 1 and not _VOWELS.intersection(letters):
        return True
    mixed = any(c.isdigit() for c in bare) and not bare[0].isdigit()
    short = shouted and len(letters) == 3 and not _VOWELS.intersection(letters[1:])
    return mixed or short or (word.endswith(".") and len(letters) < 6)


def _shouted(title: str) -> bool:
    upper, letters = sum(map(str.isupper, title)), sum(map(str.isalpha, title))
    return (upper > 3 and upper > 0.6 * letters) or 2 < upper == letters


def _lowered(word: str) -> str:
    return word.lower() if _TITLE_CASE.fullmatch(word) else word


def _with_options(
    name: str, options: Sequence[tuple[str, str]], rules: NameRules
) -> tuple[str, Size | None]:
    """The name with what sets a variant apart, and the size where an option is one."""
    size = None
    describing: list[str] = []
    after: list[str] = []
    known = f" {name.lower()} "
    for option, value in options:
        value = plain_text(value).lower()
        if (measured := rules.sizes.read(value)) is not None:
            size = measured
        elif f" {value} " in known or not value:
            continue
        elif value in rules.option_sizes:
            describing.insert(0, rules.option_sizes[value])
        elif value[0].isdigit():
            after.append(f"{_called(option, rules)} {value}")
        else:
            describing.append(value)
    parts = [*describing, name] if rules.options_first else [name, *describing]
    return " ".join([*parts, *after]).strip(), size


def _called(option: str, rules: NameRules) -> str:
    return plain_text(option).lower() or rules.size_word
