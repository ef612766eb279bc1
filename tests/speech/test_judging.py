"""What counts as an answer, by how several searches through the same samples score."""

from __future__ import annotations

import pytest

from skill.speech.heard import Heard
from skill.speech.judging import NOTHING, Pass, Piece, Question, Searches, judged

FRAMES = 100


class Commands:
    """A shop that knows one command."""

    def accepts(self, text: str) -> bool:
        return text == "check out"


def searched(text: str, fit: float, frames: int = FRAMES) -> Pass:
    """Words that fit so much worse than any sounds, in thousandths a frame."""
    words = tuple(text.split())
    return Pass((Piece(words, 0, frames, fit * frames / 1000),) if words else ())


def answer(free: str, grammar: Pass, question: Question, noisy: str | None = None) -> Heard:
    likely = searched(free, -0.5)
    other = likely if noisy is None else searched(noisy, -0.5)
    searches = Searches([likely], other, Pass((Piece(("SIL",), 0, FRAMES, 0.0),)), grammar)
    return judged(searches, Commands(), question, snr_db=40, begins_s=0)


@pytest.mark.parametrize(("is_grave", "is_taken"), [(False, True), (True, False)])
def test_a_short_answer_is_believed_rather_than_nonsense_unless_it_spends_money(
    is_grave: bool, is_taken: bool
) -> None:
    found = answer("two oh", searched("sure", -3.0), Question(True, is_grave=is_grave))
    assert (found.refused is None and found.text == "sure") is is_taken


def test_an_answer_that_fits_as_well_as_anything_is_one_to_a_grave_question_too() -> None:
    found = answer("two oh", searched("yes", -0.9), Question(True, is_grave=True))
    assert (found.text, found.refused) == ("yes", None)


def test_a_command_is_not_taken_for_an_answer_that_fits_worse() -> None:
    found = answer("check out", searched("sure", -3.0), Question(True))
    assert (found.text, found.refused) == ("check out", None)


@pytest.mark.parametrize(("listed", "text"), [([("rigatoni",)], "rigatoni"), ([], "check out")])
def test_a_name_that_was_just_listed_is_preferred(listed: list[tuple[str, ...]], text: str) -> None:
    found = answer("check out", searched("rigatoni", -2.0), Question(True, listed))
    assert found.text == text


def test_a_grammar_that_covers_the_beginning_alone_is_no_answer() -> None:
    found = answer("two oh", searched("sure", -0.5, frames=40), Question(True))
    assert found.refused == "the words are no command"


def test_where_the_statistical_model_hears_nothing_nothing_was_said() -> None:
    assert answer("", searched("what", -0.5), Question(True)).refused == NOTHING


def test_the_next_likeliest_wording_is_less_sure_than_the_best() -> None:
    found = answer("check out", searched("two oh", -0.4), Question(False))
    assert [wording.text for wording in found.wordings] == ["check out", "two oh"]
    assert found.wordings[1].confidence < 0.4 * found.wordings[0].confidence


@pytest.mark.parametrize(("noisy", "is_taken"), [("check it out", True), ("chicken oats", False)])
def test_a_command_that_is_another_without_the_noise_is_refused(noisy: str, is_taken: bool) -> None:
    found = answer("check out", Pass(()), Question(False), noisy)
    assert (found.refused is None) is is_taken
