"""From an answer's lines to a reply's words, in the length and at the pace the shopper likes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from skill.conversation import questions
from skill.conversation.answer import Answer, Form, Line
from skill.conversation.phrases import Phrases, joined
from skill.conversation.plain import plain
from skill.conversation.reply import (
    Amount,
    Card,
    Listing,
    Part,
    Pause,
    Reply,
    Shown,
    ShownItem,
    Spelling,
    Text,
)
from skill.conversation.state import State

# Nobody follows a voice for longer than this; what would take longer is said in its short form.
LONGEST_S = 30
_WORDS_PER_S = 2.5
_WORDS_IN_A_SUM = 5


def phrased(answer: Answer, phrases: Phrases, state: State) -> Reply:
    """The reply to an answer; wordings that were used are noted in ``state``."""
    if answer.verbatim is not None:
        return replace(answer.verbatim, rate=state.rate, hands_over=False)
    speech, asked = _said(answer, phrases, state, state.form)
    if spoken_s(speech) > LONGEST_S:
        speech, asked = _said(answer, phrases, state, "short")
    lines = answer.suggestions or questions.suggestions(answer.question)
    return Reply(
        speech=speech,
        reprompt=asked,
        card=_card(phrases, answer),
        shown=_shown(phrases, answer),
        suggestions=tuple(_words(phrases, line) for line in lines),
        expects=questions.expects(answer.question),
        ends=answer.ends,
        links_account=answer.links_account,
        rate=state.rate,
        vocabulary=answer.vocabulary,
        hands_over=answer.hands_over,
    )


def spoken_s(parts: Iterable[Part]) -> float:
    """About how many seconds a calm voice takes for ``parts``."""
    return sum(_words_in(part) for part in parts) / _WORDS_PER_S


def _words_in(part: Part) -> float:
    match part:
        case Text(text):
            return len(text.split())
        case Spelling(text):
            return len(text)
        case Amount():
            return _WORDS_IN_A_SUM
        case Listing(items):
            return sum(_words_in(inner) for item in items for inner in item)
        case Pause(milliseconds):
            return milliseconds / 1000 * _WORDS_PER_S


def _said(
    answer: Answer, phrases: Phrases, state: State, form: Form
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """All that is said, and the question alone."""
    spoken = [phrases.render(line, form, state.variants) for line in answer.lines]
    if answer.question is None:
        return joined(spoken), ()
    asked = phrases.render(answer.question.line, form, state.variants)
    return joined([*spoken, asked]), asked


def _words(phrases: Phrases, line: Line) -> str:
    return plain(phrases.render(line), phrases.locale)


def _card(phrases: Phrases, answer: Answer) -> Card | None:
    if answer.card is None:
        return None
    title, text = (_words(phrases, line) for line in answer.card)
    return Card(title, text)


def _shown(phrases: Phrases, answer: Answer) -> Shown | None:
    if answer.shown is None:
        return None
    rows = tuple(
        ShownItem(row.key, _words(phrases, row.title), _words(phrases, row.detail))
        for row in answer.shown.rows
    )
    return Shown(_words(phrases, answer.shown.title), rows)
