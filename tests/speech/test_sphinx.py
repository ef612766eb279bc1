"""PocketSphinx with a small shop's words and a synthetic voice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from skill.speech import sound
from skill.speech.asked import Asked
from skill.speech.errors import ModelMissing, WrongRate
from skill.speech.heard import Heard
from skill.speech.sphinx import Sphinx, _piece
from skill.speech.vocabulary import Vocabulary
from tests.interaction_models.small import NAMES, small
from tests.speech.recordings import spoken, vocabulary

pytest.importorskip("pocketsphinx", reason="the extra 'voice' is not installed")
pytest.importorskip("soxr", reason="the extra 'voice' is not installed")
np = pytest.importorskip("numpy", reason="the extra 'voice' is not installed")


@pytest.fixture(scope="module")
def sphinx(tmp_path_factory: pytest.TempPathFactory) -> Sphinx:
    """A recogniser for a small shop."""
    return Sphinx(vocabulary(tmp_path_factory.mktemp("shop")))


def heard(sphinx: Sphinx, samples: Any, asked: Asked | None = None, rate_hz: int = 16_000) -> Heard:
    """What it hears of samples that come at once."""
    listening = sphinx.listen(asked or Asked(), rate_hz=rate_hz, partials=False)
    listening.hear(sound.sixteen_bits(samples))
    return listening.finish()


@pytest.mark.parametrize("said", ["buy two bread", "where is my order", "the large one"])
def test_a_command_is_heard_with_words_times_and_confidences(sphinx: Sphinx, said: str) -> None:
    found = heard(sphinx, spoken(said))
    assert (found.text, found.refused) == (said, None)
    words = found.wordings[0].words
    assert [word.text for word in words] == said.split()
    ends = [word.end_s for word in words]
    assert ends == sorted(ends)
    assert words[0].start_s > 0.1, "the recording begins with silence"
    assert ends[-1] <= len(spoken(said)) / 16_000
    assert all(0 <= word.confidence <= 1 for word in words)


def test_words_come_while_they_are_said(sphinx: Sphinx) -> None:
    listening = sphinx.listen()
    audio = sound.sixteen_bits(spoken("where is my order"))
    partials = [listening.hear(audio[at : at + 6_400]) for at in range(0, len(audio), 6_400)]
    assert partials[0] == ""
    assert partials[-1] == listening.finish().text == "where is my order"
    assert len(set(partials)) > 2


@pytest.mark.parametrize(
    ("said", "expects"),
    [("yes", "yes-no"), ("no thanks", "yes-no"), ("one two three four", "code")],
)
def test_an_answer_is_heard_where_it_was_asked_for(sphinx: Sphinx, said: str, expects: str) -> None:
    found = heard(sphinx, spoken(said), Asked(expects))
    assert (found.text, found.refused) == (said, None)


def test_a_name_that_was_just_listed_is_heard_though_no_sentence_has_it(sphinx: Sphinx) -> None:
    choices = ("Rigatoni", "Fusilli")
    found = heard(sphinx, spoken("rigatoni"), Asked("choice", choices))
    assert found.text == "rigatoni"


def test_other_talk_backwards_talk_silence_and_noise_are_refused(sphinx: Sphinx) -> None:
    noise = np.random.default_rng(3).normal(0, 0.05, 32_000).astype("float32")
    for samples in (
        spoken("the government announced a new policy"),
        spoken("where is my order")[::-1],
        np.zeros(16_000, "float32"),
        noise,
        np.zeros(0, "float32"),
    ):
        found = heard(sphinx, samples)
        assert found.refused, found


def test_a_command_is_heard_in_faint_noise_and_the_noise_is_measured(sphinx: Sphinx) -> None:
    voice = spoken("where is my order")
    noise = np.random.default_rng(3).normal(0, 1, len(voice)).astype("float32")
    loud = np.sqrt((voice**2).mean())
    found = heard(sphinx, voice + noise * loud / 10)
    assert found.text == "where is my order"
    assert found.snr_db < 30


def test_another_rate_is_heard_alike_and_an_impossible_one_is_told(sphinx: Sphinx) -> None:
    wide = import_module("soxr").resample(spoken("where is my order"), 16_000, 44_100)
    assert heard(sphinx, wide, rate_hz=44_100).text == "where is my order"
    with pytest.raises(WrongRate):
        sphinx.listen(rate_hz=300)


def test_the_front_end_removes_no_noise_though_the_model_says_so(sphinx: Sphinx) -> None:
    assert sphinx._ears.decoder.config["remove_noise"] is False


def test_silence_around_a_command_changes_neither_its_words_nor_their_times(
    sphinx: Sphinx,
) -> None:
    before, after = np.zeros(9_600, "float32"), np.zeros(19_200, "float32")
    close = heard(sphinx, spoken("where is my order"))
    wide = heard(sphinx, np.concatenate([before, spoken("where is my order"), after]))
    assert (wide.text, wide.refused) == (close.text, None)
    for word, again in zip(close.wordings[0].words, wide.wordings[0].words, strict=True):
        assert again.start_s == pytest.approx(word.start_s + 0.6, abs=0.1)


def test_a_command_stands_out_of_loud_noise_once_that_is_weakened(sphinx: Sphinx) -> None:
    voice = spoken("buy two bread")
    noise = np.random.default_rng(3).normal(0, 1, 24_000 + len(voice)).astype("float32")
    mixed = noise * np.sqrt((voice**2).mean()) / 3  # 10 dB
    mixed[12_000 : 12_000 + len(voice)] += voice
    found = heard(sphinx, mixed)
    assert (found.text, found.refused) == ("buy two bread", None)


def test_two_threads_may_judge_at_once(sphinx: Sphinx) -> None:
    said = ["buy two bread", "where is my order"] * 2
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: heard(sphinx, spoken(text)).text, said))
    assert found == said


def test_a_question_that_no_sentence_answers_lets_a_command_through(tmp_path: Path) -> None:
    bare = Sphinx(Vocabulary.made(small(tmp_path), NAMES))
    assert heard(bare, spoken("buy two bread"), Asked("anything-else")).text == "buy two bread"


@pytest.fixture(scope="module")
def market() -> Sphinx:
    """A recogniser for the demo shop, all of whose commands are too many for a grammar."""
    return Sphinx(Vocabulary.built("en-US"))


def test_silence_around_a_command_costs_no_words(market: Sphinx) -> None:
    before, after = np.zeros(9_600, "float32"), np.zeros(19_200, "float32")
    found = heard(market, np.concatenate([before, spoken("do you have oat milk"), after]))
    assert (found.text, found.refused) == ("do you have oat milk", None)


@pytest.mark.parametrize("said", ["do you sell cat litter", "is the coffee on sale"])
def test_a_command_that_was_nearly_heard_is_preferred_to_nonsense(
    market: Sphinx, said: str
) -> None:
    found = heard(market, spoken(said))
    assert (found.text, found.refused) == (said, None)


def test_a_pause_whose_score_holds_that_of_the_language_fits_no_better_than_any_sound() -> None:
    segment = SimpleNamespace(
        word="<s>", ascore=6.055, lscore=0.1474, start_frame=220, end_frame=242
    )
    assert _piece(segment).score == pytest.approx(-0.114, abs=0.001)


def test_a_contraction_may_stand_for_what_it_is_short_for() -> None:
    shop = Vocabulary.built("en-US")
    assert shop.accepts("what's in my cart")
    assert shop.accepts("what is in my cart")
    assert not shop.accepts("what is my in cart")


def test_other_choices_are_heard_after_others(sphinx: Sphinx) -> None:
    first = Asked("choice", ("Rigatoni", "Fusilli"))
    second = Asked("choice", ("Spaghetti", "Macaroni"))
    said = [("rigatoni", first), ("spaghetti", second), ("rigatoni", first)]
    assert [heard(sphinx, spoken(text), asked).text for text, asked in said] == [
        text for text, _ in said
    ]


def test_only_english_comes_with_the_package() -> None:
    with pytest.raises(ModelMissing, match="'fr'"):
        Sphinx(Vocabulary("fr", {}))
