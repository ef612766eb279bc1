"""Answers turns: loads what was said before, runs the intent's function, phrases, remembers."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from fulfillment.customers import Customer
from fulfillment.customers.owner import CUSTOMER, customer_owner
from fulfillment.errors import Conflict, StorageReadOnly
from fulfillment.search import Certainty
from fulfillment.shop import Shop, Work
from skill.conversation import intents as _intents  # noqa: F401 - enters the functions
from skill.conversation import news, registry
from skill.conversation.answer import Answer, ask, say
from skill.conversation.dialogue import Dialogue
from skill.conversation.phrases import Phrases
from skill.conversation.phrasing import phrased
from skill.conversation.reply import (
    Reply,
    reply_from_json,
    reply_to_json,
)
from skill.conversation.row import answer_all
from skill.conversation.state import State
from skill.conversation.turn import Caller, Reading, Turn

_log = logging.getLogger(__name__)

T = TypeVar("T")

# A turn that lost a race is run again, at most so often.
_TRIES = 4
# How long the answer to a request is kept; platforms send one again within seconds.
_REMEMBERED = timedelta(days=1)


@dataclass(frozen=True)
class Speaker:
    """The words of one locale: its replies, and the lists that slots resolve by.

    ``unfold`` finds further commands inside the product's name of a reading.
    """

    phrases: Phrases
    resolve: Callable[[str, str], str | int | None]
    unfold: Callable[[Reading], Reading]


class Engine:
    """The conversation of one shop, the same for every channel. Thread-safe.

    ``speaker`` gives the words of one of ``locales``, which may take a while the first time; any
    other locale is answered in one of the same language, or in ``default``.
    """

    def __init__(
        self, shop: Shop, speaker: Callable[[str], Speaker], locales: Sequence[str], default: str
    ) -> None:
        self._shop = shop
        self._words = speaker
        self._locales = locales
        self._default = default

    def answer(self, turn: Turn) -> Reply:
        """The reply to a turn; the same request again gets the same reply and acts once.

        Raises :class:`fulfillment.errors.StorageError` when the shop cannot be reached.
        """
        turn = self._unfolded(turn)
        try:
            return self._at_last(lambda work: self._once(work, turn))
        except StorageReadOnly:
            return self._while_read_only(turn)

    def can_answer(self, turn: Turn) -> bool | None:
        """Whether the turn could be served, without touching anything; None when in part."""
        if turn.intent not in registry.intents:
            return False
        slot = turn.slots.get("product")
        if slot is None or not slot.text:
            return True
        with self._shop.open() as work:
            found = work.search.search(slot.text).certainty
        return {Certainty.NOTHING: False, Certainty.NEAREST: None}.get(found, True)

    def knows(self, caller: Caller) -> bool:
        """Whether the caller's token belongs to a customer now."""
        if not caller.token:
            return False
        with self._shop.open() as work:
            return work.customers.find_by_token(caller.token) is not None

    def linked(self, channel: str, caller: Caller) -> None:
        """Take note that a platform's user has linked an account: their cart goes there at once."""

        def link(work: Work) -> None:
            customer = work.customers.find_by_token(caller.token) if caller.token else None
            if customer is not None:
                _bring_along(work, channel, caller, customer)

        self._at_last(link)

    def unlinked(self, channel: str, caller: Caller, at: datetime) -> None:
        """End the links that a platform's user had at that moment: they gave up the skill."""
        user = _platform_user(channel, caller)
        self._at_last(lambda work: work.linking.unlinked(user, at))

    def _at_last(self, act: Callable[[Work], T]) -> T:
        """The result of ``act``, run again where somebody else wrote first."""
        for left in reversed(range(_TRIES)):
            try:
                with self._shop.open() as work:
                    return act(work)
            except Conflict:
                if not left:
                    raise
        raise AssertionError("unreachable")

    def _once(self, work: Work, turn: Turn) -> Reply:
        key = _request_key(turn)
        if (answered := work.sessions.find_answer(key)) is not None:
            return reply_from_json(answered)
        name = f"{turn.channel}:{turn.session_id}"
        document, version = work.sessions.load(name)
        state = State.from_json(document) if document else State()
        dialogue = self._dialogue(work, turn, state)
        phrases = self._speaker(turn).phrases
        answer = news.before(dialogue, answer_all(dialogue, _respond, phrases.has))
        reply = phrased(answer, phrases, state)
        _remember(state, answer, reply)
        if turn.new_session:
            work.sessions.forget_answers(work.now - _REMEMBERED)
        work.sessions.save(name, state.owner, state.to_json(), version)
        work.sessions.keep_answer(key, reply_to_json(reply), state.owner)
        return reply

    def _while_read_only(self, turn: Turn) -> Reply:
        """What can be answered where nothing can be written down, the turn itself included."""
        phrases = self._speaker(turn).phrases
        note, question = say("read-only"), ask("anything-else", say("ask-what-find"))
        try:
            with self._shop.open(only_reads=True) as work:
                state, customer = State(), _find_customer(work, turn)
                guest = guest_key(turn.channel, turn.caller)
                state.owner = customer_owner(customer.id) if customer else guest
                resolve = self._speaker(turn).resolve
                dialogue = Dialogue(turn, work, state, customer, None, resolve)
                found = answer_all(dialogue, _respond, phrases.has)
                # What is asked now could not be remembered with the answer.
                answer = replace(found, lines=(*found.lines, note), question=question)
                return phrased(answer, phrases, state)
        except StorageReadOnly:
            return phrased(Answer((note,), question), phrases, State())

    def _dialogue(self, work: Work, turn: Turn, state: State) -> Dialogue:
        customer = _find_customer(work, turn)
        _take_over(work, state, customer, turn)
        state.turns += 1
        return Dialogue(turn, work, state, customer, state.question, self._speaker(turn).resolve)

    def _unfolded(self, turn: Turn) -> Turn:
        """The turn with the commands that a platform has left inside the product's name."""
        heard = turn.slots.get("product")
        if turn.utterance is not None or turn.then or heard is None or heard.value is not None:
            return turn
        reading = self._speaker(turn).unfold(Reading(turn.intent, turn.slots, turn.confidence))
        return replace(turn, slots=reading.slots, then=reading.then)

    def _speaker(self, turn: Turn) -> Speaker:
        return self._words(self._nearest(turn.locale))

    def _nearest(self, locale: str) -> str:
        if locale in self._locales:
            return locale
        language = locale.partition("-")[0]
        akin = [name for name in self._locales if name.partition("-")[0] == language]
        return self._default if self._default in akin or not akin else akin[0]


# Said instead of an answer in words of one's own, these do what they always do.
_NO_WORDS = frozenset(
    ("Cancel", "Faster", "Help", "Hello", "Launch", "Longer", "NoInput", "Repeat", "Shorter")
) | frozenset(("Slower", "SpellIt", "StartOver", "Stop", "TalkToPerson", "Wait"))


def _respond(d: Dialogue) -> Answer:
    listener = registry.listeners.get(d.question.kind) if d.question else None
    if listener is not None and d.turn.intent not in _NO_WORDS:
        return listener(d)
    function = registry.intents.get(d.turn.intent)
    if function is None or (not d.certain and d.turn.intent not in ("Yes", "No")):
        function = registry.intents["Fallback"]
    if function is not registry.intents["Fallback"]:
        d.state.misses = 0
    return function(d)


def _remember(state: State, answer: Answer, reply: Reply) -> None:
    state.question = answer.question
    state.last = reply
    if answer.verbatim is None:
        state.lines = list(answer.lines)


def _request_key(turn: Turn) -> str:
    text = "\0".join((turn.channel, turn.session_id, turn.request_id))
    return hashlib.sha256(text.encode()).hexdigest()


def _find_customer(work: Work, turn: Turn) -> Customer | None:
    token = turn.caller.token
    return work.customers.find_by_token(token) if token else None


def _take_over(work: Work, state: State, customer: Customer | None, turn: Turn) -> None:
    """Set whose conversation this is; a guest's cart goes along when the account is linked."""
    guest = guest_key(turn.channel, turn.caller)
    owner = customer_owner(customer.id) if customer else guest
    if owner == state.owner:
        return
    if state.owner.startswith(CUSTOMER):
        # What one customer was asked, another does not answer.
        state.question = None
    if customer is not None:
        _bring_along(work, turn.channel, turn.caller, customer)
        state.rate = customer.preferences.get("rate", state.rate)
        state.form = customer.preferences.get("form", state.form)
        state.at_once = customer.preferences.get("at_once", state.at_once)
    state.owner = owner


def _bring_along(work: Work, channel: str, caller: Caller, customer: Customer) -> None:
    """Give a customer what they had as a guest, and note whose link of the platform it is."""
    guest, owner = guest_key(channel, caller), customer_owner(customer.id)
    work.carts.merge(guest, owner)
    work.promotions.merge(guest, owner)
    if caller.token:
        work.linking.linked(caller.token, _platform_user(channel, caller))


def guest_key(channel: str, caller: Caller) -> str:
    """The key of a guest's cart: a platform's user, not to be read back from it."""
    digest = hashlib.sha256(_platform_user(channel, caller).encode()).hexdigest()
    return f"guest:{digest[:32]}"


def _platform_user(channel: str, caller: Caller) -> str:
    return f"{channel}\0{caller.user}"
