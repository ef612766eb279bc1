"""A Google Assistant of our own for the demo and the tests: words in, a signed request out.

Google turns speech into an intent with parameters before a webhook sees anything, and keeps what
the webhook sends along: parameters, taught names, the scene. This does the same with
:mod:`skill.understanding`, signature and all, with no device and no cloud.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from skill.channels.google_actions import names
from skill.channels.google_actions.verify import SIGNATURE_HEADER
from skill.channels.google_signing import GoogleSigner
from skill.channels.heard_alone import heard_alone
from skill.channels.payload import items, section, text
from skill.conversation.turn import Reading, Slot
from skill.understanding import Understanding

# Sends a body with its headers to the webhook and brings back the status and the body.
Post = Callable[[bytes, Mapping[str, str]], tuple[int, bytes]]

Json = dict[str, Any]

SPEAKER = ("SPEECH", "LONG_FORM_AUDIO")
DISPLAY = (*SPEAKER, "RICH_RESPONSE", "WEB_LINK")
START = "actions.scene.START_CONVERSATION"


@dataclass
class Memory:
    """What Google keeps between the turns of a session, and of a user."""

    scene: str = START
    session: Json = field(default_factory=dict)
    user: Json = field(default_factory=dict)
    overrides: list[Json] = field(default_factory=list)
    missed: int = 0
    silent: int = 0

    def keep(self, answer: Mapping[str, Any]) -> None:
        """Take over what a response says."""
        for name, value in section(answer, "session", "params").items():
            if value is None:
                self.session.pop(name, None)
            else:
                self.session[name] = value
        self.user |= section(answer, "user", "params")
        self.overrides = items(answer, "session", "typeOverrides")
        if following := text(answer, "scene", "next", "name"):
            self.scene, self.missed, self.silent = following, 0, 0
        elif self.scene == START:
            self.scene = names.SCENE_SHOP

    def taught(self, type_: str, words: str) -> str | None:
        """The name of the entry that words mean in a type, as the webhook taught it."""
        for override in self.overrides:
            if override["name"] == type_:
                for entry in override["synonym"]["entries"]:
                    if words.casefold() in map(str.casefold, entry["synonyms"]):
                        return str(entry["name"])
        return None


@dataclass
class GoogleDevice:
    """A device before a shopper: what is said goes out signed, and the response comes back.

    ``token`` is the linked account's; ``able`` are the device's capabilities.
    """

    project: str
    session_id: str
    understanding: Understanding
    signer: GoogleSigner
    post: Post
    token: str | None = None
    locale: str = "en-US"
    able: tuple[str, ...] = DISPLAY
    verified: bool = True
    memory: Memory = field(default_factory=Memory)

    def launch(self) -> Json:
        """Open the Action."""
        return self.send(self.request("Launch", "actions.intent.MAIN"))

    def hear(self, words: str) -> tuple[Reading, Json]:
        """Say something; what was understood, and the response."""
        reading = heard_alone(self.understanding, words)
        if reading.intent == "Fallback":
            place = ("1", "2", "FINAL")[min(self.memory.missed, 2)]
            self.memory.missed += 1
            return reading, self.send(self.request("Fallback", f"actions.intent.NO_MATCH_{place}"))
        self.memory.missed = self.memory.silent = 0
        parameters = dict(self._parameters(reading))
        request = self.request(reading.intent, reading.intent, parameters, words)
        return reading, self.send(request)

    def silence(self) -> Json:
        """Say nothing until Google notices."""
        place = ("1", "2", "FINAL")[min(self.memory.silent, 2)]
        self.memory.silent += 1
        return self.send(self.request("NoInput", f"actions.intent.NO_INPUT_{place}"))

    def touch(self, key: str) -> Json:
        """Touch an item of the list that is shown."""
        request = self.request("Choose", "")
        filled = {"mode": "OPTIONAL", "status": "FILLED", "updated": True, "value": key}
        request["scene"]["slots"] = {names.SLOT_SHOWN: filled}
        return self.send(request)

    def link(self, token: str | None) -> Json:
        """Go through the linking scene, to an account's token or to a refusal."""
        self.token = token or self.token
        self.memory.session[names.PARAM_LINKING] = "LINKED" if token else "REJECTED"
        return self.send(self.request("AccountLinked" if token else "LinkingRefused", ""))

    def send(self, request: Mapping[str, Any]) -> Json:
        """The response to a request; raises ValueError when it is refused."""
        headers = {
            "Content-Type": "application/json",
            SIGNATURE_HEADER: self.signer.token(self.project),
        }
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        status, body = self.post(json.dumps(request).encode(), headers)
        if status != 200:
            raise ValueError(f"the webhook answered {status}: {body.decode(errors='replace')}")
        answer: Json = json.loads(body)
        self.memory.keep(answer)
        return answer

    def request(
        self, handler: str, intent: str, parameters: Json | None = None, words: str = ""
    ) -> Json:
        """A request as Google sends it."""
        memory = self.memory
        return {
            "handler": {"name": handler},
            "intent": {"name": intent, "params": parameters or {}, "query": words},
            "scene": {"name": memory.scene, "slotFillingStatus": "UNSPECIFIED", "slots": {}},
            "session": {
                "id": self.session_id,
                "params": dict(memory.session),
                "typeOverrides": memory.overrides,
                "languageCode": "",
            },
            "user": {
                "locale": self.locale,
                "params": dict(memory.user),
                "accountLinkingStatus": "LINKED" if self.token else "NOT_LINKED",
                "verificationStatus": "VERIFIED" if self.verified else "GUEST",
                "packageEntitlements": [],
            },
            "home": {"params": {}},
            "device": {"capabilities": list(self.able)},
        }

    def _parameters(self, reading: Reading) -> Iterator[tuple[str, Json]]:
        for name, slot in reading.slots.items():
            yield name, {"original": slot.text, "resolved": self._resolved(name, slot)}

    def _resolved(self, name: str, slot: Slot) -> str | int:
        taught = None
        if name == names.SLOT_PRODUCT:
            taught = self.memory.taught(names.TYPE_PRODUCT, slot.text)
        if taught is not None:
            return taught
        return slot.text if slot.value is None else slot.value
