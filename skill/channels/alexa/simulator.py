"""An Alexa of our own for the demo and the tests: words in, a device's signed request out.

Alexa turns speech into an intent with slots before a skill sees anything. This does the same with
:mod:`skill.understanding`, so that a conversation can be tried through the real endpoint,
signature and all, with no device and no cloud.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import interaction_models
from skill.channels.alexa.signing import Authority
from skill.channels.heard_alone import heard_alone
from skill.conversation.turn import Reading, Slot
from skill.understanding import Understanding


def words_of(ssml: str) -> str:
    """The words of an SSML text, as a device would say them."""
    spoken = ElementTree.fromstring(ssml)  # noqa: S314 # nosec B314 - what our own renderer wrote
    return " ".join("".join(spoken.itertext()).split())


# Sends a body with its headers to the endpoint and brings back the status and the body.
Post = Callable[[bytes, Mapping[str, str]], tuple[int, bytes]]

_STATIC = "amzn1.er-authority.echo-sdk"
_DYNAMIC = f"{_STATIC}.dynamic"


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Requests:
    """The requests of one session of a device, unsigned.

    ``token`` is the linked account's; ``screen`` gives the device APL. ``dynamic`` holds the names
    the skill has taught it, each with its id.
    """

    skill_id: str
    user_id: str
    session_id: str
    token: str | None = None
    screen: bool = False
    locale: str = "en-US"
    clock: Callable[[], datetime] = _now
    dynamic: dict[str, str] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def launch(self) -> dict[str, Any]:
        """The request that opens the skill."""
        return self.envelope({"type": "LaunchRequest"}, new=True)

    def intent(self, reading: Reading) -> dict[str, Any]:
        """The request for something that was said and understood so."""
        words = interaction_models.load_locale(self.locale).intents[reading.intent]
        slots = {slot: self._slot(slot, heard) for slot, heard in reading.slots.items()}
        name = words.alexa or reading.intent
        intent = {"name": name, "confirmationStatus": "NONE", "slots": slots}
        return self.envelope({"type": "IntentRequest", "intent": intent})

    def envelope(self, request: Mapping[str, Any], *, new: bool = False) -> dict[str, Any]:
        """A whole request as a device sends it."""
        number = next(self._numbers)
        return {
            "version": "1.0",
            "session": {"new": new, "sessionId": self.session_id, "attributes": {}, **self._who()},
            "context": {"System": self._system()},
            "request": {
                "requestId": f"{self.session_id}.{number}",
                "timestamp": self.clock().strftime("%Y-%m-%dT%H:%M:%SZ"),
                "locale": self.locale,
                **request,
            },
        }

    def _who(self) -> dict[str, Any]:
        user = {"userId": self.user_id}
        if self.token is not None:
            user["accessToken"] = self.token
        return {"application": {"applicationId": self.skill_id}, "user": user}

    def _system(self) -> dict[str, Any]:
        interfaces = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "2023.3"}}}
        device = {"deviceId": "simulator", "supportedInterfaces": interfaces if self.screen else {}}
        return {**self._who(), "device": device, "apiEndpoint": "https://api.amazonalexa.com"}

    def _slot(self, name: str, slot: Slot) -> dict[str, Any]:
        sent: dict[str, Any] = {"name": name, "value": slot.text, "confirmationStatus": "NONE"}
        sku = self.dynamic.get(slot.text.casefold()) if name == "product" else None
        if sku is not None:
            sent["resolutions"] = _resolved(_DYNAMIC, slot.text, sku)
        elif isinstance(slot.value, str):
            sent["resolutions"] = _resolved(_STATIC, slot.text, slot.value)
        return sent

    def learn(self, response: Mapping[str, Any]) -> None:
        """Take over the names the skill expects from now on; only whole names are recognised."""
        for directive in response.get("response", {}).get("directives") or ():
            if directive["type"] != "Dialog.UpdateDynamicEntities":
                continue
            for value in (v for kind in directive["types"] for v in kind["values"]):
                self.dynamic[value["name"]["value"].casefold()] = value["id"]


@dataclass
class AlexaDevice:
    """A device before a shopper: what is said goes out signed, and the response comes back."""

    requests: Requests
    understanding: Understanding
    authority: Authority
    post: Post

    def launch(self) -> dict[str, Any]:
        """Open the skill."""
        return self.send(self.requests.launch())

    def hear(self, text: str) -> tuple[Reading, dict[str, Any]]:
        """Say something; what was understood, and the skill's response."""
        reading = heard_alone(self.understanding, text)
        return reading, self.send(self.requests.intent(reading))

    def send(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The skill's response to a request; raises ValueError when it is refused."""
        body = json.dumps(request).encode()
        status, answer = self.post(body, self.authority.headers(body))
        if status != 200:
            raise ValueError(f"the endpoint answered {status}: {answer.decode(errors='replace')}")
        response: dict[str, Any] = json.loads(answer)
        self.requests.learn(response)
        return response


def _resolved(authority: str, text: str, id_: str) -> dict[str, Any]:
    match = {"value": {"name": text, "id": id_}}
    status = {"code": "ER_SUCCESS_MATCH"}
    return {
        "resolutionsPerAuthority": [{"authority": authority, "status": status, "values": [match]}]
    }
