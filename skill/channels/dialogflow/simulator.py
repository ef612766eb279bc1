"""A Dialogflow of our own for the demo and the tests: words in, a webhook's request out.

Dialogflow matches words to an intent with parameters before a webhook sees anything. This does the
same with :mod:`skill.understanding`, so that a conversation can be tried through the real endpoint
with no agent and no cloud. It keeps what Dialogflow keeps for a session: contexts and entity types
in ES, parameters in CX.
"""

from __future__ import annotations

import itertools
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import interaction_models
from skill.channels.dialogflow.endpoint import PATHS
from skill.conversation.turn import Reading, Slot
from skill.understanding import QUESTIONS, Understanding

# Sends a body with its headers to a path and brings back the status and the body.
Post = Callable[[str, bytes, Mapping[str, str]], tuple[int, bytes]]
# The intents that Dialogflow calls otherwise, and their actions in ES.
_OWN = {
    "Launch": ("Default Welcome Intent", "input.welcome"),
    "Fallback": ("Default Fallback Intent", "input.unknown"),
}
_PROJECT = "projects/demonstration"
# In these our own types give an identifier, where Google's give a number.
_IDENTIFIED = ("ordinal", "ordinal_two")


@dataclass
class Session(ABC):
    """One conversation of somebody with an agent.

    ``token`` is a linked account's, as the merchant's own front end puts it into the payload.
    ``headers`` are the credentials that the merchant has typed into the console.
    """

    understanding: Understanding
    post: Post
    headers: Mapping[str, str]
    user_id: str
    session_id: str
    token: str | None = None
    locale: str = "en-US"
    path: ClassVar[str]
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def launch(self) -> dict[str, Any]:
        """Open the conversation."""
        return self.send(self.request(Reading("Launch"), "WELCOME"))

    def hear(self, text: str) -> tuple[Reading, dict[str, Any]]:
        """Say something; what was understood, and the webhook's response.

        An agent knows nothing of what the shop has just asked: an answer counts where it means
        nothing else.
        """
        reading = next(self._readings(text), Reading("Fallback"))
        return reading, self.send(self.request(reading, text))

    @abstractmethod
    def request(self, reading: Reading, text: str) -> dict[str, Any]:
        """The webhook's request for something that was said and understood so."""

    @abstractmethod
    def learn(self, response: Mapping[str, Any]) -> None:
        """Keep what a response leaves in the session."""

    def send(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The webhook's response to a request; raises ValueError when it is refused."""
        status, answer = self.post(self.path, json.dumps(request).encode(), self.headers)
        if status != 200:
            raise ValueError(f"the webhook answered {status}: {answer.decode(errors='replace')}")
        response: dict[str, Any] = json.loads(answer)
        self.learn(response)
        return response

    def _readings(self, text: str) -> Iterator[Reading]:
        for question in (None, *QUESTIONS):
            if question != "product":  # any words at all would be a product's name
                yield from self.understanding.whole(text, expects=question)[:1]

    @property
    def _turn_id(self) -> str:
        return f"{self.session_id}-{next(self._numbers)}"

    @property
    def _payload(self) -> dict[str, Any]:
        user = {"userId": self.user_id}
        return {"user": user | ({"accessToken": self.token} if self.token else {})}

    def _resolved(self, name: str, slot: Slot) -> str | int:
        """What Dialogflow takes the words of a slot for."""
        if slot.value is None:
            return slot.text
        return str(slot.value) if name in _IDENTIFIED else slot.value


@dataclass
class EsSession(Session):
    """A conversation with an agent of Dialogflow ES.

    ``source`` is the integration that it comes through.
    """

    source: str = ""
    contexts: list[dict[str, Any]] = field(default_factory=list)
    taught: dict[str, str] = field(default_factory=dict)
    path: ClassVar[str] = PATHS["es"]

    @property
    def name(self) -> str:
        """Dialogflow's name of the session."""
        return f"{_PROJECT}/agent/sessions/{self.session_id}"

    def request(self, reading: Reading, text: str) -> dict[str, Any]:
        intent, action = _OWN.get(reading.intent, (reading.intent, reading.intent))
        words = interaction_models.load_locale(self.locale).intents[reading.intent]
        heard = {n: self._taken(n, slot) for n, slot in reading.slots.items()}
        said = {f"{n}.original": slot.text for n, slot in reading.slots.items()}
        return {
            "responseId": self._turn_id,
            "session": self.name,
            "queryResult": {
                "queryText": text,
                "action": action,
                # A parameter in which nothing was heard comes as an empty text.
                "parameters": dict.fromkeys(words.slots, "") | heard,
                "allRequiredParamsPresent": True,
                "outputContexts": list(self._active(heard | said)),
                "intent": {"name": f"{_PROJECT}/agent/intents/{intent}", "displayName": intent},
                "intentDetectionConfidence": 1,
                "languageCode": self.locale.lower(),
            },
            "originalDetectIntentRequest": {
                "source": self.source,
                "version": "2",
                "payload": self._payload,
            },
        }

    def learn(self, response: Mapping[str, Any]) -> None:
        new = {context["name"]: context for context in response.get("outputContexts", ())}
        kept = [context for context in self.contexts if context["name"] not in new]
        both = (*kept, *new.values())
        self.contexts = [context for context in both if context["lifespanCount"] > 0]
        for kind in response.get("sessionEntityTypes", ()):
            self.taught = {
                way.casefold(): entity["value"]
                for entity in kind["entities"]
                for way in entity["synonyms"]
            }

    def _taken(self, name: str, slot: Slot) -> str | int:
        known = self.taught.get(slot.text.casefold()) if name == "product" else None
        return known or self._resolved(name, slot)

    def _active(self, parameters: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """The contexts, which every turn makes older and fills with what was heard in it."""
        for context in self.contexts:
            context["lifespanCount"] -= 1
            yield {**context, "parameters": {**context["parameters"], **parameters}}
        counters = {"no-input": 0, "no-match": 0, **parameters}
        yield {"name": f"{self.name}/contexts/__system_counters__", "parameters": counters}


@dataclass
class CxSession(Session):
    """A conversation with an agent of Dialogflow CX; ``phone`` where it is a call."""

    phone: bool = False
    parameters: dict[str, Any] = field(default_factory=dict)
    path: ClassVar[str] = PATHS["cx"]

    def silence(self) -> dict[str, Any]:
        """The request for nothing said; what matched before stays in it."""
        request = self.request(Reading("NoInput"), "")
        return {**request, "intentInfo": {"displayName": "AddToCart", "parameters": {}}}

    def press(self, digits: str) -> dict[str, Any]:
        """Press keys on the telephone, which Dialogflow matches to no intent."""
        request = self.request(Reading("Fallback"), "")
        return self.send({**request, "text": "", "transcript": "", "dtmfDigits": digits})

    def request(self, reading: Reading, text: str) -> dict[str, Any]:
        intent, _ = _OWN.get(reading.intent, (reading.intent, ""))
        heard = {
            name: {"originalValue": slot.text, "resolvedValue": self._resolved(name, slot)}
            for name, slot in reading.slots.items()
        }
        self.parameters |= {name: value["resolvedValue"] for name, value in heard.items()}
        matched = {} if reading.intent == "Fallback" else {"displayName": intent}
        telephony = {"telephony": {"caller_id": "+12025550123"}} if self.phone else {}
        return {
            "detectIntentResponseId": self._turn_id,
            "transcript" if self.phone else "text": text,
            "languageCode": self.locale.lower(),
            "fulfillmentInfo": {"tag": reading.intent},
            "intentInfo": {"confidence": 1, "parameters": heard} | matched,
            "pageInfo": {"displayName": "Start Page"},
            "sessionInfo": {
                "session": f"{_PROJECT}/locations/global/agents/shop/sessions/{self.session_id}",
                "parameters": self.parameters,
            },
            "payload": self._payload | telephony,
        }

    def learn(self, response: Mapping[str, Any]) -> None:
        changed = response["sessionInfo"]["parameters"]
        both = {**self.parameters, **changed}
        self.parameters = {name: value for name, value in both.items() if value is not None}
