"""Generated mishearings: what a recogniser might make of some words. Pure, standard library only.

They serve to measure search with; nothing that sells imports them. The same arguments lead to the
same mishearing on every computer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

KINDS = ("sounds", "homophones", "joined", "split", "dropped", "letters", "mixed")

_ENGLISH_SOUNDS = """
p-b t-d c-g ck-g f-v s-z m-n l-r sh-ch th-f th-d ch-j ph-f tt-d nd-n nt-n
ee-i ea-i ea-ee ai-e ay-ai oa-o oo-u ou-o ow-o er-a er-or i-e a-e o-a u-o y-ie igh-y
"""
_FRENCH_SOUNDS = """
p-b t-d c-g qu-g f-v ss-z s-z m-n l-r ch-j an-on in-un on-an en-in ou-u eu-ou ai-é é-i
oi-ou au-o eau-o è-é e-a i-é u-i ill-y ph-f gn-ni
"""
_ENGLISH_HOMOPHONES = """
flour-flower pear-pair whole-hole two-too-to four-for eight-ate bread-bred meat-meet beet-beat
leek-leak bean-been steak-stake thyme-time mussels-muscles sauce-source berry-bury mint-meant
mousse-moose chilli-chilly-chili roll-role cereal-serial dough-doe wine-whine brie-bree peas-peace
rye-wry caught-court fish-fiche ground-round white-wide sweet-suite cheese-she's salt-sold hot-hut
can-ken jam-jamb tea-tee ginger-gender lime-line clean-queen paper-pepper plain-plane pie-pi
red-read blue-blew new-knew sun-son hair-hare nail-kneel foil-foyle toe-tow sole-soul plum-plumb
wrap-rap battery-buttery mixed-mix aisle-isle one-won
"""
_FRENCH_HOMOPHONES = """
pain-pin lait-les eau-haut thé-tes vin-vingt sel-selle riz-ris pâte-patte pois-poids porc-port
maïs-mais noix-noie vert-verre-vers sans-cent-sang thon-ton miel-mielle sauce-saute cassis-cassie
mie-mi moules-moule crème-crêpe foie-fois chair-cher bœuf-bluff poulet-poulets pêche-pèche
plats-plat crue-cru sec-sèque noire-noir sucre-sucré blanc-blanche
"""
_VOWEL = re.compile("[aeiouyàâéèêëîïôûùœ]+")


def generate(text: str, seed: int, kind: str, locale: str = "en", rate: float = 0.5) -> str:
    """``text`` as it might be misheard; ``rate`` is the share of words that a change may befall.

    At least one change is made where the kind allows for any: a single short word cannot be split,
    nor can the only word be dropped. "mixed" makes two changes of different kinds. Raises KeyError
    for a kind that is none of :data:`KINDS`.
    """
    chance = Random(f"{seed} {kind} {text}")  # noqa: S311 - chance, the same every time
    language = "fr" if locale.lower().startswith("fr") else "en"
    words = text.lower().split()
    if kind == "mixed":
        for each in chance.sample(KINDS[:-1], 2):
            words = _CHANGES[each](words, chance, language, rate)
    else:
        words = _CHANGES[kind](words, chance, language, rate)
    return " ".join(words)


def _each(change: Callable[[str, Random, str], str]) -> _Change:
    """A change of words one by one: of at least one, where any can be changed."""

    def changed(words: list[str], chance: Random, language: str, rate: float) -> list[str]:
        told = [change(word, chance, language) for word in words]
        places = [at for at, (a, b) in enumerate(zip(words, told, strict=True)) if a != b]
        if not places:
            return words
        kept = {chance.choice(places), *(at for at in places if chance.random() < rate)}
        return [told[at] if at in kept else word for at, word in enumerate(words)]

    return changed


def _sound(word: str, chance: Random, language: str) -> str:
    pairs = _SOUNDS[language]
    places = [
        (at, letters)
        for letters in pairs
        for at in range(len(word))
        if word.startswith(letters, at)
    ]
    if len(word) < 3 or not places:
        return word
    at, letters = chance.choice(places)
    return word[:at] + chance.choice(pairs[letters]) + word[at + len(letters) :]


def _homophone(word: str, chance: Random, language: str) -> str:
    others = _HOMOPHONES[language].get(word, ())
    return chance.choice(others) if others else word


def _split(word: str, chance: Random, _: str) -> str:
    vowels = [found.end() for found in _VOWEL.finditer(word)]
    cuts = [at for end in vowels for at in (end, end + 1) if 2 <= at <= len(word) - 2]
    if len(word) < 6 or not cuts:
        return word
    at = chance.choice(cuts)
    return f"{word[:at]} {word[at:]}"


def _letter(word: str, chance: Random, _: str) -> str:
    if len(word) < 3:
        return word
    at = chance.randrange(1, len(word))
    kind = chance.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2 and at < len(word) - 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[at + 1 :]


def _joined(words: list[str], chance: Random, _: str, rate: float) -> list[str]:
    if len(words) < 2:
        return words
    joins = {chance.randrange(1, len(words))}
    joins |= {at for at in range(1, len(words)) if chance.random() < rate / 2}
    told: list[str] = []
    for at, word in enumerate(words):
        if at in joins:
            told[-1] += word
        else:
            told.append(word)
    return told


def _dropped(words: list[str], chance: Random, _: str, __: float) -> list[str]:
    if len(words) < 2:
        return words
    gone = chance.randrange(len(words))
    return [word for at, word in enumerate(words) if at != gone]


def _both_ways(text: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in text.split():
        alike = line.split("-")
        for one in alike:
            found.setdefault(one, []).extend(other for other in alike if other != one)
    return {one: tuple(others) for one, others in found.items()}


_Change = Callable[[list[str], Random, str, float], list[str]]
_SOUNDS = {"en": _both_ways(_ENGLISH_SOUNDS), "fr": _both_ways(_FRENCH_SOUNDS)}
_HOMOPHONES = {"en": _both_ways(_ENGLISH_HOMOPHONES), "fr": _both_ways(_FRENCH_HOMOPHONES)}
_CHANGES: Mapping[str, _Change] = {
    "sounds": _each(_sound),
    "homophones": _each(_homophone),
    "joined": _joined,
    "split": _each(_split),
    "dropped": _dropped,
    "letters": _each(_letter),
}
