"""Makes a Turn of what Dialogflow heard, and understands the words itself where it did not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import interaction_models
from skill.channels import Conversation
from skill.channels.dialogflow.heard import Heard, digest
from skill.conversation.plain import clean
from skill.conversation.turn import Capabilities, Reading, Slot, Turn
from skill.understanding import QUESTIONS, Understanding

# Intents that say that nothing was understood, or that nothing was said.
_MISSED, _WORDLESS = "Fallback", ("Launch", "NoInput")
# Below this the conversation would not act on a reading; Dialogflow gives some from 0.3 on.
_SURE = 0.5
_FEWEST_DIGITS = 4  # of a code; fewer are a number or a mishearing
# Far more than anybody says in one breath.
_MOST_WORDS = 1_000
_KEYS = re.compile(r"[0-9]+")


class Hearing:
    """Makes Turns for one shop, in the locale that is nearest to the language of each request.

    ``understanding`` gives that of a locale, which may take a while the first time; ``unfold`` what
    finds further commands there inside the product's name of a reading.
    """

    def __init__(
        self,
        conversation: Conversation,
        understanding: Callable[[str], Understanding],
        unfold: Callable[[str], Callable[[Reading], Reading]],
        locales: Sequence[str],
        default: str,
    ) -> None:
        self._conversation = conversation
        self._understanding = understanding
        self._unfold = unfold
        self._locales = locales
        self._default = default

    def frame(self, heard: Heard) -> Turn:
        """All of the turn but what was meant."""
        session = heard.session or f"outside-{digest(heard.caller.user)}"
        return Turn(
            channel=heard.channel,
            locale=self._nearest(heard.language),
            session_id=session,
            caller=heard.caller,
            request_id=heard.request_id,
            intent=_MISSED,
            capabilities=Capabilities(not heard.phone, speaker=heard.phone, keypad=heard.phone),
            raw=heard.raw,
        )

    def turn(self, heard: Heard) -> Turn:
        """The turn of a request: Dialogflow's reading of it, or our own."""
        turn = self.frame(heard)
        if heard.keys:
            return self._pressed(turn, heard)
        known = next((name for name in heard.names if self._is_known(turn, name)), _MISSED)
        if known in _WORDLESS:
            return replace(turn, intent=known, new_session=known == "Launch")
        turn = replace(turn, utterance=clean(heard.words[:_MOST_WORDS]).strip() or None)
        if known == _MISSED:
            return self._understood(turn, heard)
        sure = min(heard.confidence, heard.clarity)
        reading = Reading(known, self._slots(heard, turn.locale), sure)
        turn = self._read(turn, self._whole(turn.locale, reading))
        return turn if heard.confidence >= _SURE else self._understood(turn, heard)

    def _is_known(self, turn: Turn, intent: str) -> bool:
        return self._conversation.can_answer(replace(turn, intent=intent)) is not False

    def _nearest(self, language: str) -> str:
        wanted = language.replace("_", "-").casefold()
        names = {name.casefold(): name for name in self._locales}
        akin = [name for name in names if name.partition("-")[0] == wanted.partition("-")[0]]
        if wanted in names:
            return names[wanted]
        return self._default if not akin or self._default.casefold() in akin else names[akin[0]]

    def _slots(self, heard: Heard, locale: str) -> dict[str, Slot]:
        """The slots; days that our own lists know are counted here, in the shop's time zone."""
        slots = dict(heard.slots)
        said = slots.get("date")
        if said and interaction_models.load_locale(locale).resolve("date", said.text) is not None:
            slots["date"] = replace(said, value=None)
        return slots

    def _whole(self, locale: str, reading: Reading) -> Reading:
        """The reading, with the commands that Dialogflow has left in the product's name."""
        product = reading.slots.get("product")
        open_ = product is not None and product.value is None
        return self._unfold(locale)(reading) if open_ else reading

    def _understood(self, turn: Turn, heard: Heard, keys: str = "") -> Turn:
        """The turn with our own reading of the words; as it was where there is none."""
        words = turn.utterance or keys
        if not words:
            return turn
        expects = heard.expects if heard.expects in QUESTIONS else None
        found = self._understanding(turn.locale).understand(words, expects=expects)
        if not found:
            return turn
        best, *others = found
        sure = min(best.confidence, heard.clarity)
        read = self._read(turn, replace(best, confidence=sure))
        return replace(read, alternatives=tuple(others))

    def _pressed(self, turn: Turn, heard: Heard) -> Turn:
        """Keys are a code, or the number that answers the question; a code cut short is none."""
        keys = heard.keys.rstrip("#")
        if not _KEYS.fullmatch(keys):
            return turn
        if len(keys) >= _FEWEST_DIGITS:
            return replace(turn, intent="GiveCode", slots={"digits": Slot(keys, keys)})
        if heard.expects == "code":
            return replace(turn, intent="GiveCode")
        return self._understood(turn, heard, keys)

    @staticmethod
    def _read(turn: Turn, reading: Reading) -> Turn:
        return replace(
            turn,
            intent=reading.intent,
            slots=reading.slots,
            confidence=reading.confidence,
            then=reading.then,
        )
