"""French, as it is spoken to a shop. Pure, standard library only."""

from __future__ import annotations

import re
from functools import lru_cache

from fulfillment.catalog.size import canonical_unit, dimension, unit_spellings
from fulfillment.search.french_numbers import digits
from fulfillment.search.language import WORD, Language, either, folded

_FILLERS = """
a acheter ai aimerais ajoute ajouter ajoutez as au aurais aussi aux avec avez avoir besoin bien
bonjour c ce ces cet cette cherche chez commander d dans de des donne donnez du elle en encore est
et eu faudrait faut genre il ils j je l la le les lot lots m ma me mes met mets mettez moi mon n
nos notre nous on ou pack packs paquet paquets peu plait pour pouvez prend prendrai prendre prends
prenez qu que quelque quelques qui quoi rajoute s sa ses si son sorte stp sur svp t ta te tes toi
ton trouve trouver tu un une va vais veut veux vos votre voudrais voulais vous y
"""
_ELISION = re.compile(r"\b(?:[cjlmnst]|qu|jusqu|lorsqu|puisqu)['\u2019] ?")
_OF_ELIDED = re.compile(r"\bd['\u2019] ?")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
# What one does without is one word, so that sugar is no part of "without sugar".
_WITHOUT = re.compile(r"\bsans (?:(?:de|d|le|la|les|l) )?(?=[a-z])")
# Without its accent "pâté" would be "pâte", which is pasta.
_TERRINE = re.compile(r"\bpâtés?\b")
_IRREGULAR = {
    "yeux": "oeil", "patee": "patee", "patees": "patee", "shampooing": "shampoing",
    "shampooings": "shampoing", "yogourt": "yaourt", "yogourts": "yaourt", "yoghourt": "yaourt",
    "yoghourts": "yaourt",
}  # fmt: skip
_SPELLINGS = sorted({folded(spelling) for spelling in unit_spellings("fr")})
_MEASURES = [s for s in _SPELLINGS if dimension(canonical_unit(s)) != canonical_unit(s)]


def plain(text: str) -> str:
    """Lower case, no accents, no elisions, numbers in digits, one blank between words."""
    lowered = _TERRINE.sub("terrine", text.lower())
    unelided = _OF_ELIDED.sub("de ", _ELISION.sub("", folded(lowered)))
    spelled = _DECIMAL_COMMA.sub(".", unelided.replace("%", " pour cent "))
    return _WITHOUT.sub("sans", digits(" ".join(WORD.findall(spelled))))


@lru_cache(maxsize=16384)
def stem(token: str) -> str:
    """A word without its plural: journaux is journal, eaux is eau; salée is salé."""
    if token in _IRREGULAR:
        return _IRREGULAR[token]
    if len(token) < 4:
        return token
    if token.endswith("aux") and token[-4] not in "ey":
        return token[:-2] + "l"
    if token.endswith(("aux", "eux", "oux")):
        return token[:-1]
    singular = token[:-1] if token.endswith("s") and token[-2] != "s" else token
    return singular[:-1] if singular.endswith("ee") else singular


FRENCH = Language(
    name="fr",
    plain=plain,
    stem=stem,
    token=re.compile(
        rf"(?P<amount>\d+(?:\.\d+)?) ?(?P<unit>{either(_SPELLINGS)}|lots?|packs?)\b"
        rf"|\b(?P<bare>{either(s for s in _MEASURES if len(s) > 2)})\b"
        r"|(?P<number>\d+(?:\.\d+)?)|(?P<word>[a-z]+)"
    ),
    containers=re.compile(
        r"\b(?:(?:petit|grand|gros|bon|grosse|bonne)e?s? )?"
        r"(?:barquettes?|bidons?|bocal|bocaux|boites?|bottes?|bouteilles?|bricks?"
        r"|briques?|cagettes?|canettes?|cartons?|filets?|flacons?|lots?|packs?|paquets?|plaquettes?"
        r"|plateaux?|pots?|sachets?|sacs?|sortes?|tablettes?|tubes?"
        r"|(?<!\d )(?:pieces?|rouleaux?|tranches?|unites?)) de (?!\d)"
    ),
    pack_of=re.compile(
        r"\b(?:(?:boites?|cartons?|lots?|packs?|paquets?|plateaux?) (?:de|par)|par) (\d+)\b"
    ),
    pack=r"\1 pack",
    fillers=frozenset(_FILLERS.split()),
    prepositions=frozenset(("a", "au", "aux", "avec", "chez", "en", "pour")),
    numbered=frozenset(("taille", "numero", "type", "indice")),
    negations=("sans", "non", "anti"),
    single="unite",
    unit_words={
        "rolls": ("rouleau",),
        "bags": ("sachet", "sac"),
        "pods": ("capsule", "dosette"),
        "tablets": ("tablette", "pastille"),
        "slices": ("tranche",),
        "sheets": ("feuille", "mouchoir"),
        "loads": ("lavage",),
        "ct": ("piece", "unite"),
        "each": ("piece", "unite"),
    },
    joining=frozenset(("et", "ou", "le", "la", "les", "l")),
    relating=frozenset(
        ["a", "au", "aux", "avec", "chez", "d", "de", "des", "du", "en", "pour", "sans"]
    ),
    head_first=True,
)
