"""How French is pronounced, by rule. Pure, standard library only.

French spelling says how it is read, but for loanwords and for final consonants, most of which are
silent. The sound is that of Paris, without liaisons.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from fulfillment.search.sound_rules import read_rules

_PARTICULAR = """
[ananas]=anana [apple]=ap@l [août]=ut [avocat]=avoka [abricot]=abriko [anis]_=anis [baby]=bebi
[beef]=bif [biscuit]=biskwi [brut]_=bryt [burger]=bRg2r [bébé]=bebe [boeufs]_=b2 [brownie]=brWni
[cake]=kek [cassis]_=kasis [cassoulet]=kasule [cheddar]=Cedar [chips]=Sips [clubs]=kl2b
[cookie]=kuki [corn]=korn [couscous]=kuskus [cracker]=kraker [crunch]=kr2nS [cuiller]_=kwijer
[curry]=kyri [cola]=kola [chorizo]=Coriso [coca]=koka [cabillaud]=kabijo [clair]=kler _[cher]_=Ser
[cream]=krim [compt]=k4t [dix]_=dis [dentifrice]=d3tifris [détergent]=deterZ3 _[est]_=e _[et]_=e
[euro]=2ro [femme]=fam _[fer]_=fer [fils]_=fis [filet]=file [football]=futbol [gaz]_=gaz
[gel]_=Zel [grill]_=gril [gruyère]=gryjer [gnocchi]=njoki [green]=grin [granny]=grani
[hiver]_=iver [haricot]=ariko [huit]=wit [ice]_=Ys [jeans]=djin [jean]=djin [juin]=Zw1 [jus]_=Zy
[kiwi]=kiwi [ketchup]=keC2p [light]=lYt [lait]=le [lave]=lav [mer]_=mer [maïs]=mais
[mascara]=maskara [mille]=mil [monsieur]=m@sj2 [mix]_=miks [mozzarella]=modzarela [muffin]=m2fin
[net]_=net [noël]=noel [oeufs]_=2 [oignon]=oG4 [orang]=or3Z [parfum]=parf1 [paon]=p3 [pizza]=pidza
[porc]_=por [porto]=porto [pudding]=pudin [persil]=persi [quinze]=k1z [quinoa]=kinoa [rhum]=rom
[riesling]=rislin [sept]_=set [six]_=sis [sirop]=siro [shampo]=S3po [shampooing]=S3pw1
[spray]=spre [sandwich]=s3dwiC [second]=s@g4 [smoothie]=smuzi [snack]=snak [soap]=sop [soja]=soZa
[steak]=stek [sticks]=stik [toast]=tost [thé]=te [thon]=t4 [tacos]=takos [taboul]=tabul [thym]_=t1
[tournevis]=turn@vis [tofu]=tofu [tranquille]=tr3kil [vis]_=vis [ville]=vil [vingt]=v1 [week]=wik
[white]=wYt [yaourt]=jaur [zéro]=zero
"""

_GENERAL = """
[aill]=aj [ail]_=aj [ails]_=aj [ain]~=1 [aim]_=1 [ay]V=ej [ay]=ei [ai]=e [aï]=ai [au]=o [aô]=o
[aux]_=o [ann]=an [amm]=am [an]~=3 [am]b=3 [am]p=3 [a]=a [bb]=b m[b]_= m[bs]_= [b]=b _[c]_=s
[ch]r=k [chn]=kn [ch]=S [cc]+=ks [cqu]=k [ck]=k [cc]=k n[c]_= r[c]_= n[cs]_= r[cs]_= a[c]_=k
[c]t_=k [ct]s_=kt [c]+=s [ç]=s [c]=k _[d]_=d [dd]=d [d]_= [ds]_= [d]=d [eaux]_=o [eau]=o
[euill]=2j [euil]=2j [eux]_=2 [eu]=2 [ein]~=1 [eim]~=1 [eill]=ej [eil]_=ej [eils]_=ej [ei]=e
[ey]V=ej [ey]=e _:[er]_=er [er]_=e [ers]_=e [ez]_=e [et]_=e [ets]_=e _:[es]_=e [es]_= [ent]_=3
[ents]_=3 i[en]~=1 y[en]~=1 é[en]~=1 [enn]=en [emm]=3m [en]~=3 [em]b=3 [em]p=3 _:[e]_=@ [e]_=
[ex]V=egz [ef]_=ef [el]_=el [els]_=el [ec]_=ek [e]^^l=@ [e]^^r=@ [e]^^=e [e]x=e [er]^=er [e]V=
[e]=@ [é]=e [èr]=er [è]=e [ff]=f [f]=f [gn]=G [gu]+=g [gg]=g [ge]a=Z [ge]o=Z [ge]u=Z n[g]_=
n[gs]_= [g]+=Z [gh]=g [g]=g [h]= _v[ill]=il _m[ill]=il #[ill]=j [ill]=ij #[il]_=j [inn]=in
[imm]=im [ien]~=j1 [ier]_=je [iers]_=je [in]~=1 [im]b=1 [im]p=1 ^l[i]V=i ^r[i]V=i [ie]_=i [ies]_=i
[i]V=j [ï]n=1 [ï]=i [i]=i [j]=Z [k]=k [ll]=l ou[l]_= [l]=l _[m]_=m [mm]=m [m]=m _[n]_=n [nn]=n
[n]=n [oeu]=2 [oell]=wal [oe]=2 [oin]~=w1 [oi]=wa [oy]V=waj [oy]=wa [oï]=oi [ou]V=w [oux]_=u
[oup]_=u [oups]_=u [ous]_=u [out]_=u [outs]_=u [ou]=u [oo]=u [onn]=on [omm]=om [on]~=4 [om]b=4
[om]p=4 [om]_=4 [o]=o [ph]=f [pp]=p [p]_= [ps]_= [pt]_= [p]=p [qu]=k [q]=k [rr]=r [r]=r _[s]_=s
[sch]=S [sh]=S [sc]+=s [ss]=s V[s]V=z [s]_= [s]=s _[t]_=t [tch]=C s[ti]on=tj [ti]on=sj [ti]el=sj
[tt]=t [th]=t [t]_= [ts]_= [t]=t [ueill]=2j [ueil]=2j [un]~=1 [um]b=1 [um]_=om [ui]=wi [ue]_=y
[ues]_=y [u]V=w [u]=y [v]=v [w]=w [xc]+=ks [x]_= V[x]i=ks [x]=ks [y]V=j [yn]~=1 [ym]b=1 [ym]p=1
[y]=i _:[ez]_=e [zz]=dz [z]_= [z]=z
"""
_RULES = read_rules(_PARTICULAR + _GENERAL)

_ONES = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
]
_ONES += ["quinze", "seize", "dix sept", "dix huit", "dix neuf"]
_TENS = ("", "", "vingt", "trente", "quarante", "cinquante", "soixante")
_SPOKEN_SIGNS = (("%", " pour cent "), ("&", " et "), ("+", " plus "))
_WORD = re.compile(r"[a-zçéèï]+|\d+(?:[.,]\d+)?")

_LETTERS = {
    "b": "be", "c": "se", "d": "de", "f": "ef", "g": "Ze", "h": "aS", "j": "Zi", "k": "ka",
    "l": "el", "m": "em", "n": "en", "p": "pe", "q": "ky", "r": "er", "s": "es", "t": "te",
    "v": "ve", "w": "dubl@ve", "x": "iks", "z": "zed",
}  # fmt: skip


def phonemes(text: str) -> str:
    """How a text is said; numbers as words, words of consonants letter by letter."""
    lowered = text.lower()
    for sign, spoken in _SPOKEN_SIGNS:
        lowered = lowered.replace(sign, spoken)
    return "".join(map(_word, _WORD.findall(_plain(lowered))))


def number(value: int) -> str:
    """A whole number below a million in words; digit by digit from there on."""
    if value < 20:
        return _ONES[value]
    if value < 100:
        return _below_a_hundred(value)
    if value < 1000:
        return _parts("" if value < 200 else _ONES[value // 100], "cent", value % 100)
    if value < 1_000_000:
        return _parts("" if value < 2000 else number(value // 1000), "mille", value % 1000)
    return " ".join(_ONES[int(digit)] for digit in str(value))


def _below_a_hundred(value: int) -> str:
    if value >= 80:
        return f"quatre vingt {number(value - 80)}" if value > 80 else "quatre vingt"
    ten, one = (6, value - 60) if value >= 60 else divmod(value, 10)
    if not one:
        return _TENS[ten]
    return f"{_TENS[ten]} et {number(one)}" if one in (1, 11) else f"{_TENS[ten]} {number(one)}"


def _parts(count: str, unit: str, rest: int) -> str:
    return " ".join(part for part in (count, unit, number(rest) if rest else "") if part)


def _plain(text: str) -> str:
    """Small letters, of whose accents those are kept that change the sound."""
    if text.isascii():
        return text
    kept: list[str] = []
    for sign in text.replace("œ", "oe").replace("æ", "é"):
        if sign in "éèïç":
            kept.append(sign)
        elif sign in "êë":
            kept.append("è")
        else:
            kept.append(unicodedata.normalize("NFD", sign)[0])
    return "".join(kept)


@lru_cache(maxsize=65536)
def _word(word: str) -> str:
    if word[0].isdigit():
        whole, _, part = word.replace(",", ".").partition(".")
        said = number(int(whole)) + (f" virgule {number(int(part))}" if part else "")
        return "".join(_RULES.phonemes(each) for each in said.split())
    if 1 < len(word) < 5 and all(letter in _LETTERS for letter in word):
        return "".join(_LETTERS[letter] for letter in word)
    return _RULES.phonemes(word)
