"""The grammars for recognisers: what they accept, and that PocketSphinx takes them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from interaction_models import CatalogNames, load_locale, locales
from interaction_models.compiler.jsgf import grammars
from interaction_models.compiler.speech import QUESTIONS, Spoken
from interaction_models.compiler.speech_automaton import Grammar, accepts, fsg, read
from interaction_models.words import SentenceSource
from tests.interaction_models import recogniser
from tests.interaction_models.small import NAMES, intent_file, small

SOME = CatalogNames(
    products=("Oat Milk", "Oat Cookies", "Crème Fraîche", "100% Cotton Pads", "5000 Piece Puzzle"),
    synonyms={"Oat Milk": ("oat drink",)},
    brands=("Juniper Row",),
    attributes=("decaf",),
    departments=("dairy",),
    sizes=("12 ounces",),
)
_YES = "alexa: AMAZON.YesIntent\n"
_NO = intent_file(["no [thanks]"], "alexa: AMAZON.NoIntent\nanswers:\n  yes-no:\n    - enough\n")


@pytest.fixture(params=locales(), scope="module")
def spoken(request: pytest.FixtureRequest) -> Spoken:
    """A locale with a small shop's names."""
    return Spoken(load_locale(request.param), SOME)


@cache
def texts(spoken: Spoken) -> dict[str, str]:
    """The locale's grammars by their files' names."""
    return grammars(spoken)


def grammar(folder: Path, name: str, intents: Any = None, names: CatalogNames = NAMES) -> Grammar:
    """One grammar of the small locale."""
    return read(grammars(Spoken(small(folder, intents), names))[f"{name}.jsgf"])


def filled(spoken: Spoken, sources: tuple[SentenceSource, ...]) -> list[str]:
    """The sentences in which every alternative occurs, with the first value in every slot."""
    return [
        " ".join(" ".join(spoken.ways(t[1:-1])[0]) if t.startswith("[") else t for t in pattern)
        for pattern in spoken.patterns(sources)
    ]


def test_commands_are_accepted_with_names_of_the_shop_alone(tmp_path: Path) -> None:
    commands = grammar(tmp_path, "commands")
    for said in ("buy oat milk", "buy two bread", "the large one", "the big one"):
        assert accepts(commands, said), said
    for said in ("buy", "buy the moon", "oat milk", "buy oat", "the big one one", ""):
        assert not accepts(commands, said), said


def test_options_and_items_in_any_order_are_accepted_as_written(tmp_path: Path) -> None:
    sentences = ["[please] (send;now;all) home"]
    commands = grammar(tmp_path, "commands", {"Odd": sentences})
    for said in ("send now all home", "please all send now home", "now all send home"):
        assert accepts(commands, said), said
    for said in ("send now home", "send now all please home", "please home"):
        assert not accepts(commands, said), said


def test_names_share_their_first_words(tmp_path: Path) -> None:
    names = CatalogNames(products=("oat milk", "oat milk barista", "oat cookies", "bread"))
    text = grammars(Spoken(small(tmp_path), names))["commands.jsgf"]
    assert "<product_list> = bread | oat (cookies | milk [barista]);" in text


def test_a_name_is_followed_by_what_may_follow_it(tmp_path: Path) -> None:
    sentences = ["put {product} [please] [in (my|the) cart]"]
    commands = grammar(tmp_path, "commands", {"Put": sentences})
    for said in ("put bread", "put bread please", "put bread in my cart"):
        assert accepts(commands, said), said
    assert accepts(commands, "put bread please in the cart")
    assert not accepts(commands, "put bread in")


def test_a_catalogues_names_come_in_words_that_can_be_said() -> None:
    ways = Spoken(load_locale("en-US"), SOME).ways("product")
    assert ("oat", "drink") in ways
    assert ("crème", "fraîche") in ways
    assert ("one", "hundred", "percent", "cotton", "pads") in ways
    assert not any("puzzle" in way for way in ways), "5000 is no number that is said in words"


def test_words_are_lower_case_and_have_no_digits(spoken: Spoken) -> None:
    for text in texts(spoken).values():
        body = text.split(";", 2)[2]
        words = re.findall(r"[^\s()\[\]|;=]+", re.sub("public|<[^>]+>", "", body))
        assert [word for word in words if not re.fullmatch(r"(?:[^\W\d_A-Z]|')+", word)] == []


def test_every_sentence_is_accepted_as_a_command(spoken: Spoken) -> None:
    commands = read(texts(spoken)["commands.jsgf"])
    sentences = filled(spoken, spoken.sentences)
    assert len(sentences) > 1_000
    assert [said for said in sentences if not accepts(commands, said)][:10] == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_answer_to_a_question_is_accepted(spoken: Spoken, name: str) -> None:
    answers = read(texts(spoken)[f"{name}.jsgf"])
    sentences = filled(spoken, spoken.answers(name))
    assert [said for said in sentences if not accepts(answers, said)][:10] == []


def test_a_question_takes_its_answers_and_what_is_said_at_any_time(tmp_path: Path) -> None:
    help_ = intent_file(["help"], "alexa: AMAZON.HelpIntent\n")
    yes_no = grammar(tmp_path, "yes_no", {"No": _NO, "Help": help_})
    assert all(accepts(yes_no, said) for said in ("no", "no thanks", "enough", "help"))
    assert not any(accepts(yes_no, said) for said in ("buy bread", "the big one"))
    assert not accepts(read(grammars(Spoken(small(tmp_path), NAMES))["commands.jsgf"]), "enough")


def test_a_code_is_four_digits_or_what_is_said_at_any_time(tmp_path: Path) -> None:
    numbers = "".join(f"  {n}: [{word}]\n" for n, word in enumerate(_DIGITS, start=1))
    slots = {"quantity": f"about: x\nalexa: AMAZON.NUMBER\nvalues:\n{numbers}"}
    locale = small(tmp_path, {"No": _NO}, slots)
    digits = read(grammars(Spoken(locale, NAMES))["digits.jsgf"])
    assert all(accepts(digits, said) for said in ("one two zero nine", "oh oh oh oh", "no"))
    assert not any(accepts(digits, said) for said in ("one two three", "one two three four five"))


_DIGITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def test_a_code_in_a_sentence_has_four_to_eight_digits() -> None:
    commands = read(grammars(Spoken(load_locale("en-US"), SOME))["commands.jsgf"])
    said = {count: accepts(commands, "my code is" + " two" * count) for count in range(1, 11)}
    assert [count for count, fits in said.items() if fits] == [4, 5, 6, 7, 8]


def test_pocketsphinx_reads_the_grammars_and_accepts_the_same(spoken: Spoken) -> None:
    sphinx = recogniser.decoder()
    made = texts(spoken)
    for name in (*QUESTIONS, "digits"):
        ours, theirs = read(made[f"{name}.jsgf"]), sphinx.parse_jsgf(made[f"{name}.jsgf"])
        sentences = filled(spoken, spoken.answers(name) if name in QUESTIONS else spoken.always())
        said = [*sentences[:60], *(f"{each} zebra" for each in sentences[:20]), "bananas"]
        assert [each for each in said if theirs.accept(each) != accepts(ours, each)] == []


def test_pocketsphinx_reads_the_automaton_and_accepts_the_same(
    spoken: Spoken, tmp_path: Path
) -> None:
    sphinx = recogniser.decoder()
    commands = read(texts(spoken)["commands.jsgf"])
    theirs = automaton(sphinx, commands, tmp_path)
    sentences = filled(spoken, spoken.sentences)[::25]
    said = [*sentences, *(f"{each} zebra" for each in sentences)]
    assert [each for each in said if theirs.accept(each) != accepts(commands, each)] == []


def test_the_automaton_shares_what_may_follow_wherever_it_is_the_same(tmp_path: Path) -> None:
    sentences = [f"{verb} (up|down) [now] please" for verb in ("go", "look", "move", "turn")]
    sphinx = recogniser.decoder()
    made = grammar(tmp_path, "yes_no", {"No": _NO, "Way": intent_file(sentences, _YES)})
    assert fsg(made).splitlines()[1] == "NUM_STATES 6"
    assert all(accepts(made, said) for said in ("go up please", "turn down now please", "no"))
    assert automaton(sphinx, made, tmp_path).accept("look down now please")


def automaton(sphinx: Any, made: Grammar, folder: Path) -> Any:
    """The grammar as PocketSphinx's own automaton, and its words known to the decoder."""
    from pocketsphinx import FsgModel

    text = fsg(made)
    words = {line.split()[4] for line in text.splitlines() if len(line.split()) == 5}
    recogniser.pronounce(sphinx, words)
    path = folder / f"{made.name}.fsg"
    path.write_text(text, encoding="utf-8")
    return FsgModel.readfile(str(path), sphinx.logmath, 7.5)


@pytest.mark.parametrize(
    ("name", "said"), [("yes_no", "yes"), ("yes_no", "no"), ("digits", "one two three four")]
)
def test_a_synthetic_voice_is_understood_through_a_questions_grammar(
    tmp_path: Path, name: str, said: str
) -> None:
    made = read(grammars(Spoken(load_locale("en-US"), SOME))[f"{name}.jsgf"])
    assert heard(made, said, tmp_path) == said


@pytest.mark.parametrize("said", ["buy two oat milk", "the large one"])
def test_a_synthetic_voice_is_understood_through_the_commands(tmp_path: Path, said: str) -> None:
    assert heard(grammar(tmp_path, "commands"), said, tmp_path) == said


def heard(made: Grammar, said: str, folder: Path) -> str:
    """What PocketSphinx hears, limited to the grammar, when the words are spoken."""
    sphinx = recogniser.decoder()
    sphinx.add_fsg(made.name, automaton(sphinx, made, folder))
    sphinx.activate_search(made.name)
    return recogniser.recognise(sphinx, recogniser.spoken(said))
