"""Requests as Alexa sends them, and a conversation that remembers what it was handed."""

import json
from datetime import UTC, datetime
from pathlib import Path

from skill.conversation.reply import Reply, Text

SKILL_ID = "amzn1.ask.skill.ours"
PROTOCOL = Path(__file__).resolve().parents[4] / "shared" / "protocol"


class FakeConversation:
    def __init__(self, reply=None, *, able=None):
        self.reply = reply or Reply((Text("Hello. What would you like?"),))
        self.able, self.turns, self.asked, self.told = able, [], [], []

    def answer(self, turn):
        self.turns.append(turn)
        return self.reply

    def can_answer(self, turn):
        self.asked.append(turn)
        return self.able

    def linked(self, channel, caller):
        self.told.append(("linked", channel, caller.user, caller.token))

    def unlinked(self, channel, caller, at):
        self.told.append(("unlinked", channel, caller.user, at))


class BrokenConversation:
    def answer(self, turn):
        raise ValueError(f"no shelf for {turn.caller.token}")

    def can_answer(self, turn):
        raise ValueError(f"no shelf for {turn.caller.token}")

    def unlinked(self, channel, caller, at):
        raise ValueError(f"no shelf for {caller.user}")


def now_text():
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def a_request(request=None, *, interfaces=(), session=True, token="a-token", skill_id=SKILL_ID):
    """A request of ``request``'s type and properties, complete in everything else."""
    user = {"userId": "a-user", "accessToken": token}
    payload = {
        "version": "1.0",
        "context": {
            "System": {
                "application": {"applicationId": skill_id},
                "user": user,
                "device": {"supportedInterfaces": {name: {} for name in interfaces}},
            }
        },
        "request": {
            "type": "LaunchRequest",
            "requestId": "a-request",
            "timestamp": now_text(),
            "locale": "en-US",
            **(request or {}),
        },
    }
    if session:
        application = {"applicationId": skill_id}
        payload["session"] = {"new": True, "sessionId": "a-session", "application": application}
        payload["session"]["user"] = user
    return payload


def an_intent(name, slots=None, *, kind="IntentRequest", **options):
    intent = {"name": name, "confirmationStatus": "NONE", "slots": slots or {}}
    return a_request({"type": kind, "intent": intent}, **options)


def body_of(payload):
    return json.dumps(payload).encode()
