"""Learning from what was not understood: with the shopper's consent, and none of the names."""

from __future__ import annotations

import secrets

from skill.conversation.answer import Answer, Question, ask, say
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.account import aside
from skill.conversation.questions import expects
from skill.conversation.registry import answers_to, intent
from skill.conversation.scrubbing import kept_words

# What is remembered of a customer: a key when sentences may be kept, "" when they may not.
_PREFERENCE = "learn"
# Less than a sentence of ours is no consent.
_SURE = 0.95
# The misses in a row after which the shop asks, and the questions it may ask in the place of.
_MISSES = 2
_OPEN = ("anything-else", "farewell", "which-product")


@intent("KeepWords")
def keep_words(d: Dialogue) -> Answer:
    """From now on what is not understood is kept, without names."""
    if not d.work.unheard.on:
        return aside(d, say("learning-none"))
    if d.turn.confidence < _SURE:
        return Answer(question=ask("may-keep-words", say("ask-keep-words")))
    _agree(d)
    return aside(d, say("learning-on"))


@intent("ForgetWords")
def forget_words(d: Dialogue) -> Answer:
    """What was kept of this shopper is deleted, and nothing more is kept."""
    _decline(d)
    return aside(d, say("learning-forgotten"))


@answers_to("may-keep-words")
def may_keep_words(d: Dialogue, yes: bool) -> Answer:
    """The answer to whether sentences may be kept."""
    question = ask("anything-else", say("ask-what-find"))
    if yes and d.certain and d.work.unheard.on:
        _agree(d)
        return Answer((say("learning-on"),), question)
    _decline(d)
    return Answer((say("learning-off"),), question)


def heard_nothing(d: Dialogue) -> None:
    """Keep the words of this turn, where the shopper allows it and no code was asked for."""
    if d.question is not None and d.question.kind == "give-code":
        return
    key = _key(d)
    if not key or not d.turn.utterance or not d.work.unheard.on:
        return
    if words := kept_words(d.turn.utterance, d.turn.locale, d.work.search.knows):
        d.work.unheard.keep(d.turn.locale, words, expects(d.question) or "", key)


def may_ask(d: Dialogue) -> Question | None:
    """The question whether sentences may be kept: put to a customer once, and never again."""
    if d.customer is None or d.state.misses != _MISSES or not d.work.unheard.on:
        return None
    if d.question is not None and d.question.kind not in _OPEN:
        return None
    if _PREFERENCE in d.customer.preferences:
        return None
    d.work.customers.set_preference(d.customer.id, _PREFERENCE, "")
    return ask("may-keep-words", say("ask-keep-words"))


def _key(d: Dialogue) -> str:
    """By what the shopper's sentences are deleted again; empty where none may be kept."""
    if d.customer is not None:
        return str(d.customer.preferences.get(_PREFERENCE) or "")
    return d.state.learn


def _agree(d: Dialogue) -> None:
    """A key of chance: from the sentences nobody comes to the shopper but through the account."""
    if not _key(d):
        _set_key(d, secrets.token_hex(16))


def _decline(d: Dialogue) -> None:
    """Also what was allowed as a guest, before the account was linked, is deleted."""
    for key in {_key(d), d.state.learn} - {""}:
        d.work.unheard.forget(key)
    d.state.learn = ""
    _set_key(d, "")


def _set_key(d: Dialogue, key: str) -> None:
    if d.customer is not None:
        d.work.customers.set_preference(d.customer.id, _PREFERENCE, key)
    else:
        d.state.learn = key
