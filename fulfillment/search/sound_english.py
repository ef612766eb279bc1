"""How English is pronounced, by rule. Pure, standard library only.

The rules follow Elovitz, Johnson, McHugh and Shore, "Automatic translation of English text to
phonetics by means of letter-to-sound rules" (Naval Research Laboratory report 7948, 1976), with
more of them for what shops sell. The sound is that of the United States.
"""

from __future__ import annotations

import re
from functools import lru_cache

from fulfillment.search.language import folded
from fulfillment.search.sound_rules import read_rules

_PARTICULAR = """
[alkalin]=alk@lYn [almost]=Olmost [americ]=@merIk [angel]=EnJ@l [ange]=EnJ [around]=@rWnd
[asparag]=@sperag [balsam]=bAlsam [barbec]=bArbIk [basil]=bEz@l [boxes]=bAksIz [boxed]=bAkst
[boxing]=bAksIN [bouquet]=bukE [burrit]=b@rit [caramel]=ker@m@l [caraway]=ker@wE [carrot]=ker@t
[cauli]=kOlI [cereal]=siri@l [cheese]=Ciz [chocolate]=COkl@t [choice]=CQs [clothes]=kloz
[close]=kloz [cologne]=k@lon [convenien]=k@nvinj@n [coriand]=koriand [croissant]=kr@sAnt
[decaf]=dikaf [decor]=dIkor [deodor]=diodr [design]=dIzYn [detergent]=dItRJ@nt [dijon]=diZAn
[disposab]=dIspoz@b [even]=iv@n [fasten]=fas@n [fire]=fYR [flavor]=flEvR [flour]=flWR [fluor]=flUr
[fragran]=frEgr@n [ginger]=JInJR [graham]=grEm [granul]=granjul [grape]=grEp [hazel]=hEz@l
[jasmine]=Jazm@n [juices]=JusIz [juice]=Jus [lasagn]=l@zAnj [liquid]=lIkwId [macaron]=mak@ron
[mandarin]=mandrIn [makeup]=mEkVp [margarin]=mArJrIn [margarit]=mArgarit [measur]=meZr
[mexic]=meksIk [micro]=mYkro [mixes]=mIksIz [mixing]=mIksIN [moistur]=mQsCr [molass]=m@las
[mustard]=mVstRd [nothing]=nVTIN [oregano]=oreg@no [orange]=OrInJ [orang]=OrInJ [olive]=Al@v
[ounce]=Wns [our]_=WR [paprika]=paprik@ [parmesan]=pArm@zAn [pineapple]=pYnap@l [preserv]=prIzRv
[quart]=kwort [resist]=rIzIst [rosemary]=rozmeri [salami]=s@lAmi [salve]=sav [season]=siz@n
[sesame]=ses@mi [sizes]=sYzIz [slices]=slYsIz [soft]en=sOf [spices]=spYsIz [sponge]=spVnJ
[style]=stYl [tablet]=tabl@t [tamale]=t@mAli [tangerine]=tanJrin [tequila]=t@kil@ [therap]=Ter@p
[thing]=TIN [together]=t@geDR [turmeric]=tRmrIk [tying]=tYIN [various]=veri@s [variet]=v@rY@t
[very]=veri [vinyl]=vYn@l [ware]=wer [white]=wYt [wine]=wYn [works]=wRks [worth]=wRT
"""

_GENERAL = """
_[a]_=@ _[are]_=Ar _[apple]=ap@l [anchov]=anCov [aisle]=Yl [ache]_=Ek [aloe]=alo _[area]=eri@
[aer]=er _[avocad]=avokAd w[ar]%=er w[arr]=Or w[ar]m=Or w[ar]=Or w[a]t=O w[a]sh=O w[a]l=O w[a]n=O
w[a]d=O w[a]f=A qu[ar]=Or qu[a]l=A qu[a]sh=A qu[ash]=AS [aw]=O [augh]=O [au]=O _:[any]=eni
^[as]te=Es [a]ste_=E [a]stry=E [a]nge=E #:[ally]_=@li #:[ally]=@li _[al]#=@l [again]=@gen
#:[age]_=IJ #:[ages]_=IJIz #:[aged]_=IJd [aigh]=E [air]=er [ai]n_=E [ai]=E [ay]=E _:[a]^^e_=a
_:[a]ble=E [alk]=Ok [alm]=Am [alt]=Olt [all]_=Ol [all]s_=Ol [ald]=Old [alf]=af [alv]=av _[arr]=@r
#:[ar]_=R [arr]=er [are]_=er [ares]_=erz [ar]e#=eri [ar]i#=eri [ar]=Ar [a]ti=E [a]ci=E [a]vio=E
[a]ge=E [a]pri=E [a]by_=E [a]dy_=E [a]zy_=E [a]con_=E [a]per_=E [a]ser_=E [a]tor=E [a]ste_=E
[a]vy_=E [a]cy_=E [a]vor=E [a]les_=E [a]bl=E [able]_=@b@l [ance]_=@ns [ant]_=@nt #:^[al]_=@l
#:^[als]_=@lz #:^[an]_=@n #:^[as]_=@z #:^[ate]_=@t [a]^%=E [a]^le=E [a]^y_=E [a]_=@ [aa]=A [ae]=i
[ah]=A [a]=a [bomb]=bAm [bb]=b [b]t_= m[b]_= m[b]s_= m[bs]_=z [buil]=bIl [buy]=bY [busi]=bIzI
[bury]=beri [bouill]=bUl [bread]=bred [breakf]=brekf [break]=brEk [bowl]=bol [bouq]=bok [b]=b
_[choc]=COk _[chor]=kor _[choi]=kwA [cchini]=kini [cch]=k [chr]=kr [che]_=S _[chef]=Sef
[champ]=Samp [chew]=Cu [chia]=Ci@ [chic]o=Cik [chin]o=Cin [chi]ff=SI [chard]=SArd [chardon]=SArd@n
s[ch]n=S s[ch]w=S _s[ch]=k a[ch]e_=S [chem]=kem [tch]=C [ch]^=k [ch]=C _s[ci]#=sY [ci]a=S [ci]o=S
[ci]en=S [cei]=si [ccia]=C@ [ccio]=Cio [cc]+=ks [cc]=k [cello]=Celo [cup]b=kVb [cu]p=kV [comb]=kom
[cou]gh=kO [cou]p=ku [cou]nt=kW [cous]=kus [coconut]=kok@nVt [coffee]=kOfi [cookie]=kUki
[cocoa]=koko [colo]r=kV@ [colour]=kVlR [color]=kVlR [com]fort=kVm [cov]er=kVv [ck]=k [com]%=kVm
s[c]+=s [cq]=k [croiss]=kr@s [crepe]=krEp [c]+=s [c]=k [double]=dVb@l [dough]=do _[do]_=du
_[does]=dVz [done]_=dVn [dd]=d [dge]=J [dgi]=JI [dg]=J [dove]=dVv [du]a=Ju [du]ct=dV
[detergent]=dIt@rJ@nt [diaper]=dYpR [dairy]=deri #:[ded]_=dId .e[d]_=d #^e[d]_=t [d]=d _[eye]=Y
[enough]=InVf [espresso]=espreso [egg]=eg [entree]=Ontre t[ed]_=Id d[ed]_=Id #:[e]d_= [ee]r=i
[ee]=i [eaux]_=o [eau]_=o [eau]ty=ju [eau]=o [earl]=Rl [ear]n=R [ear]t=R [ear]ch=R _[ear]^=R
b[ear]_=er p[ear]_=er p[ears]_=erz w[ear]=er [ear]=ir [eak]_=ik h[ea]lth=e h[ea]v=e br[ea]=e
thr[ea]=e spr[ea]d=e w[ea]lth=e w[ea]th=e l[ea]th=e f[ea]th=e sw[ea]t=e inst[ea]d=e r[ea]dy=e
h[ea]d=e d[ea]d=e d[ea]f=e m[ea]s=e pl[ea]s=e br[eak]=Ek st[eak]=Ek gr[ea]t=E y[ea]st=i [eat]_=it
[ea]=i [eigh]=E [ei]n=E [ei]l=E [eir]=er [ei]=i [eu]=ju [ewe]=ju @[ew]=u [ew]=ju [ey]_=i [eys]_=iz
_h[ey]_=E th[ey]=E [ey]=E _:[e]_=i #:[e]_= [e]'s_= s[es]_=Iz c[es]_=Iz z[es]_=Iz x[es]_=Iz
g[es]_=Iz ch[es]_=Iz sh[es]_=Iz o[es]_=z i[es]_=z #:[e]s_= #:[ely]_=li #:[e]ment= #:[e]ful=
#:[e]less= [e]w#= _[e]v#=e [evil]=iv@l [ever]=evR h[er]b=R [eri]al=iri [er]i_=eri #:[er]#=R
[err]=er [er]ry=e [er]%=er _m[er]i=er _[er]#=er [er]=R [e]v%=i [e]te_=i [e]re_=i [ere]_=ir
[e]ne_=i [e]de_=i [e]ga=e [el]_=@l #:^[en]_=@n #:^[ent]_=@nt #:^[et]_=It #:^[els]_=@lz
#:^[ess]_=Is [eo]=io p[eo]ple=i [en]ce_=@n [e]=e [full]=fUl [ful]_=f@l [ff]=f [four]=for
[fruit]=frut [friend]=frend [foot]=fUt [fajita]=f@hit@ [ph]=f [f]=f _[give]=gIv [gui]t=gI
[guac]=gwAk [guav]=gwAv [gua]=gA [gue]_=g [gues]_=gz [gu]+=g _[g]i^=g _[get]=get [gger]=gR
[ggy]=gi [gg]=g [ghetti]=geti [gherkin]=gRkIn _[gh]=g [gh]_= [ght]=t [gh]s= [gh]= [gnocchi]=njOki
_[gn]=n [gn]_=n [gn]e_=n [gna]_=nj@ [great]=grEt [ginger]=JInJR [gift]=gIft [girl]=gRl
[gouda]=gud@ _[ge]ar=gi _[gee]=gi tar[ge]t=gI bur[ge]=g [gyro]=Jiro [g]ing_=J [g]+=J [g]=g
_[hour]=Wr _[hono]=Ona _[herb]=Rb _[heir]=er [half]=haf [halloumi]=h@lumi [heart]=hArt
[honey]=hVni [hundred]=hVndrId [jalap]=hAl@p [hh]=h ^[h]a_= r[h]= [h]#=h [h]= _[in]=In _[i]_=Y
[ice]_=Ys [iron]=YRn [island]=Yl@nd [italian]=Italj@n [icing]=YsIN _[ice]=Ys [ir]_=R [ire]_=YR
[irs]_=Rz [ir]^=R [irr]=Ir [ir]#=Yr [ise]_=Yz [ize]_=Yz [ized]_=Yzd [izer]=YzR [ising]_=YzIN
[izing]_=YzIN [ightly]=Ytli [igh]=Y [ign]_=Yn [ild]_=Yld [ind]_=Ynd [inds]_=Yndz [iti]s_=Yti
[ique]_=ik [iques]_=iks [igue]_=ig [ia]n_=i@ [ia]_=i@ [ias]_=i@z [ier]_=iR [iers]_=iRz
[iest]_=iIst [ie]t=Y@ _:[ie]_=Y _:[ies]_=Yz _:[ied]_=Yd [ies]_=iz [ied]_=id [iev]=iv [iec]=is
[ield]=ild [ie]_=i [ie]=i [io]_=io [io]n=j@ [io]us=i@ [iou]=i [iu]=i@ _:[i]%=Y [i]ve_=I [i]ve=I
[ine]_=in l[i]ne_=Y w[i]ne=Y [i]ne_=i [i]te_=Y [i]ke_=Y [i]fe_=Y [i]le_=Y [i]de_=Y [i]me_=Y
[i]pe_=Y [i]be_=Y [ice]s_=YsI [i]ce=I [i]ces=I #:[i]ng_=I [i]d%=Y [i]z%=Y [i]t%=Y [i]f%=Y [i]p%=Y
[i]l%=Y [i]m%=Y [i]ge%=Y [ia]l_=i@ [ia]=Y@ [i]_=i [i] [i]fle=Y [i]dle=Y [i]tle=Y [ible]_=@b@l
[i]ble=Y [i]^y_=I [i]o#=Y [i]=I [ju]i=Ju [juice]=Jus [juic]=Jus [j]=J _[knif]=nYf _[kni]=nI
_[kn]=n [kiwi]=kiwi [kale]=kEl [kielb]=kIlb [kk]=k [kh]=k [k]=k [lose]=luz [lasag]=l@zAn
[liqu]id=lIkwI [liqueur]=lIkR [liver]=lIvR [loaf]=lof [leopard]=lepRd [lett]uce=let
[lettuce]=letIs [lime]=lYm [litre]=litR [liter]=litR [lemon]=lem@n [linguin]=lIngwin [lo]ve=lV
#^[le]_=@l #^[les]_=@lz #^[led]_=@ld [ll]=l [l]=l [machine]=m@Sin [mov]=muv [milk]=mIlk
[medium]=midi@m [melon]=mel@n [minut]=mInIt [money]=mVni [mother]=mVDR [month]=mVnT
[mozzar]=mAts@r [mosqu]=m@sk [moist]=mQst [mousse]=mus [mm]=m [mustache]=mVstaS [m]n_=m [m]=m
[nger]_=NgR [ng]r=Ng [ng]#=Ng [ngl]%=Ng@l [ng]l=Ng [ng]=N [nk]=Nk [nks]=Nks [nx]=Nks [nc]t=Nk
[nq]=Nk a[ng]e=nJ e[ng]i=nJ i[ng]e=nJ o[ng]e=nJ [nn]=n [nine]=nYn [noodle]=nud@l [natural]=naCR@l
_[now]_=nW [n]=n [of]_=Vv #:[or]_=R #:[ors]_=Rz [orr]=Or [or]=or _[one]=wVn w[o]man=U w[o]men=I
[onion]=VnjIn [oregano]=@reg@no _[only]=onli _[once]=wVns _[over]=ovR _[oven]=Vv@n _[oat]=ot
[oa]=o [oes]_=oz [oe]=o [oi]=Q [oy]=Q [ook]=Uk [oof]=uf [oor]=or [ood]_=Ud f[ood]=ud m[ood]=ud
bl[oo]d=V fl[oo]d=V w[oo]d=U w[oo]l=U f[oo]t=U s[oo]t=U [oo]=u [ough]t=O [ough]=o t[ough]=Vf
r[ough]=Vf c[ough]=Of [ould]=Ud [oul]_=ol s[oul]=ol [our]_=or fl[our]=WR s[our]=WR [our]=or
^[ou]^l=V [oup]=up s[ou]th=W y[ou]=u r[oup]=up [ous]_=@s [ou]ng=V c[ou]ntr=V [ou]nt=W [ou]nd=W
[ou]t=W [ou]s=W [ouch]=WC [ou]=W [ow]el=W [ow]d=W p[ow]=W sh[ow]er=W fl[ow]er=W t[ow]n=W d[ow]n=W
br[ow]n=W cr[ow]n=W c[ow]=W h[ow]=W t[ow]er=W [owl]=Wl [ow]_=o [ow]s_=o [own]_=on [ow]=o w[or]k=R
w[or]d=R w[or]m=R w[or]l=R w[or]t=R [o]_=o [os]_=oz [o]lk=o [old]=old [olt]=olt [olog]=al@J
[ost]_=ost _[o]^#=o cl[o]th=O [oth]er=VD _br[oth]=OT br[oth]er=VD [o]ven=V sh[ov]=Vv gl[o]ve=V
d[o]ve=V l[o]ve=V ab[o]ve=V c[o]me=V s[o]me=V [o]ne_=o [o]ng=O #:^[on]_=@n #:^[ons]_=@nz
#:^[om]_=@m [o]ff=O [o]ss=O [oss]_=Os [ox]=Ak _t[o]_=u wh[o]_=u tw[o]=u [o]mb=u [o]^%=o [o]^en=o
[o]^a_=o [o]^i#=o [o]ll_=o [o]lls_=o [o]ller=o [o]st=o [o]^le_=o [o]^y_=o [o]ti=o [o]ci=o [o]cea=o
_pr[o]=o _ph[o]=o _[o]=A [o]=A [people]=pip@l [pow]d=pW [pu]t_=pU [push]=pUS [pull]=pUl [pudd]=pUd
[poultry]=poltri [pepper]=pepR [pizza]=pits@ [pretzel]=prets@l [pear]=per [pet]=pet _[ps]=s
_[pn]=n _[pt]=t [pre]m=pri [ph]=f [pp]=p [picante]=pikAnte [pasta]=pAst@ [potato]=p@teto
[pesto]=pesto [protein]=protin [purpose]=pRp@s [purple]=pRp@l [patch]=paC [papaya]=p@pY@
[peanut]=pinVt [p]=p [quinoa]=kinwA [quesad]=kes@d [queso]=keso [quiche]=kiS [quay]=ki [que]_=k
[ques]_=ks [qu]et=k [qu]=kw [q]=k [ready]=redi _[rea]d=re [raspb]=razb [rough]=rVf
[ravioli]=ravioli [radish]=radIS [raisin]=rEz@n [rhub]=rub [roll]=rol [rice]=rYs [recipe]=res@pi
[river]=rIvR _[re]^#=ri [rr]=r [wr]=r [r]=r [salmon]=sam@n [sausage]=sOsIJ [soup]=sup [steak]=stEk
[sugar]=SUgR [shoul]=Sol [shoe]=Su [seven]=sev@n [sure]=SUr [sword]=sord [said]=sed [says]=sez
[schnit]=SnIt [school]=skul [sce]=se [science]=sY@ns [ssure]=SR #[sure]=ZR #[su]r=ZU #[ssu]=SU
[ssion]=S@n #[sion]=Z@n [sion]=S@n [sh]=S [some]_=s@m _[some]=sVm [som]e=sVm [syrup]=sIr@p
[salad]=sal@d [salsa]=sAls@ [satin]=sat@n [sour]=sWR [son]_=s@n [sius]=S@s #:^[s]m_=z@ [sc]+=s
[stle]=s@l [sten]_=s@n [ss]=s .[s]_=z #:.e[s]_=z #:^##[s]_=z #:^#[s]_=s u[s]_=s i[s]_=s V[s]_=z
#[se]_=z n[s]e=s r[s]e=s l[s]e=s p[s]e=s ou[s]e=s oo[s]e=s ea[s]e=s a[s]e=s #[s]ing_=z #[s]y_=z
[s]=s _[two]=tu [thyme]=tYm [thai]=tY [thomas]=tAm@s _[the]_=D@ _[this]=DIs _[that]=Dat _[they]=DE
_[there]=Der _[them]=Dem _[these]=Diz _[those]=Doz _[than]=Dan _[then]=Den [ther]_=DR [ther]s_=DR
[thers]_=DRz [th]ing_=D [the]_=D [through]=Tru [th]=T [tion]=S@n [tious]=S@s [tia]=S@ [tien]=S@n
[tur]#=CR [ture]_=CR [tures]_=CRz [tu]a=Cu [touch]=tVC [tongue]=tVN [tough]=tVf [tour]=tUr
[tomato]=t@meto [tortill]=tortij [tuna]=tun@ [tissue]=tISu [toilet]=tQl@t [turkey]=tRki
[taco]=tAko [table]=tEb@l [tofu]=tofu [towel]=tWl [tch]=C [tt]=t s[t]en_= s[t]le= [t]=t
_[uni]=junI _[un]=Vn _[upon]=@pAn _[user]=juzR _[use]=juz _[usu]=juZu @[ure]=Ur [ur]#=jUr [urr]=R
[ur]=R [uice]=us [uit]_=ut [uits]_=uts [uy]=Y _g[u]#= g[u]%= g[u]#=w [ue]_=u [ues]_=uz [ui]=I
[uy]=Y _:[u]^_=V _:[u]^^=V b[u]ll=U f[u]ll=U p[u]ll=U b[u]tch=U b[u]sh=U p[u]sh=U #:^[us]_=@s
#:^[um]_=@m [u]^^=V @[u]^%=u @[u]^#=u @[u]#=u [u]^%=ju [u]^#=ju [u]^le_=ju [u]#=ju [u]_=u [u]=V
[vanilla]=v@nIl@ [view]=vju [vegetable]=veJt@b@l [vegan]=vig@n [veget]=veJ@t [vitamin]=vYt@mIn
[vine]gar=vIn@ [vinegar]=vInIgR [vodka]=vAdk@ [vv]=v [v]=v [were]=wR _[wash]=wAS [what]=wVt
[whole]=hol [who]_=hu [who]#=hu [wh]=w [war]=wor [wor]^=wR [water]=wOtR [women]=wImIn
[waffle]=wAf@l [walnut]=wOlnVt [weigh]=wE [wild]=wYld [wolf]=wUlf [wr]=r [ww]=w V[w]_= [w]=w
_[x]_=eks _[x]=z [xx]=ks [xi]on=kS [xc]+=ks e[x]V=gz [x]=ks [young]=jVN _[your]=jor _[you]=ju
_[yes]=jes [yogurt]=jogRt [yoghurt]=jogRt [yolk]=jok _[y]=j #:^[y]_=i #:^[y]i=i _:[y]_=Y _:[y]#=Y
[ying]_=iIN _:[y]^+:#=I _:[y]^#=Y V[y]V=j [y]=I [zucchini]=zukini [zz]_=z [zz]=z [zza]=ts@ [z]=z
"""

_RULES = read_rules(_PARTICULAR + _GENERAL)

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
]
_ONES += ["fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SPOKEN_SIGNS = (("%", " percent "), ("&", " and "), ("+", " plus "))
_POSSESSIVE = re.compile("['\u2019]")
_WORD = re.compile(r"[a-z]+|\d+(?:[.,]\d+)?")
_LETTERS = {
    "b": "bi", "c": "si", "d": "di", "f": "ef", "g": "Ji", "h": "EC", "j": "JE", "k": "kE",
    "l": "el", "m": "em", "n": "en", "p": "pi", "q": "kju", "r": "Ar", "s": "es", "t": "ti",
    "v": "vi", "w": "dVb@lju", "x": "eks", "z": "zi",
}  # fmt: skip


def phonemes(text: str) -> str:
    """How a text is said; numbers as words, words of consonants letter by letter."""
    lowered = _POSSESSIVE.sub("", folded(text.lower()))
    for sign, spoken in _SPOKEN_SIGNS:
        lowered = lowered.replace(sign, spoken)
    return "".join(map(_word, _WORD.findall(lowered)))


def number(value: int) -> str:
    """A whole number below a million in words; digit by digit from there on."""
    if value < 20:
        return _ONES[value]
    if value < 100:
        return _parts(_TENS[value // 10], "", value % 10)
    if value < 1000:
        return _parts(_ONES[value // 100], "hundred", value % 100)
    if value < 1_000_000:
        return _parts(number(value // 1000), "thousand", value % 1000)
    return " ".join(_ONES[int(digit)] for digit in str(value))


def _parts(count: str, unit: str, rest: int) -> str:
    return " ".join(part for part in (count, unit, number(rest) if rest else "") if part)


@lru_cache(maxsize=65536)
def _word(word: str) -> str:
    if word[0].isdigit():
        whole, _, part = word.replace(",", ".").partition(".")
        said = number(int(whole)) + (f" point {number(int(part))}" if part else "")
        return "".join(_RULES.phonemes(each) for each in said.split())
    if len(word) < 5 and all(letter in _LETTERS for letter in word):
        return "".join(_LETTERS[letter] for letter in word)
    return _RULES.phonemes(word)
