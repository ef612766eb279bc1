"""The devices of ``coster demo``: each a newcomer of its own before the same shop.

The endpoints run in a server on this computer. Verification is on: the server trusts the signing
authorities that are made for this run.
"""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from fulfillment.orders import OrderState
from fulfillment.shop import Shop
from skill import wiring
from skill.channels.alexa.certificates import Certificates, Trust
from skill.channels.alexa.signing import Authority
from skill.channels.alexa.simulator import AlexaDevice, Requests, words_of
from skill.channels.alexa.verify import Verifier
from skill.channels.chat import Chat
from skill.channels.dialogflow.simulator import CxSession
from skill.channels.google_actions.simulator import GoogleDevice
from skill.channels.google_signing import GoogleSigner
from skill.channels.google_tokens import GoogleKeys
from skill.conversation.plain import plain
from skill.conversation.reply import Reply
from skill.conversation.turn import Caller, Turn
from skill.settings import DialogflowSettings, Settings
from skill.understanding import Understanding

SKILL_ID = "amzn1.ask.skill.demo"
PROJECT = "costermonger-demo"
AGENT = "service-1@gcp-sa-dialogflow.iam.gserviceaccount.com"
AUDIENCE = "https://demo.example/google/dialogflow/cx"
_HANDLE = "demo-"  # what those of the shoppers begin with
_MANY = 100  # orders that are looked through


@dataclass(frozen=True)
class Device:
    """One way to talk to the shop; ``where`` names it after "Ordered"."""

    name: str
    where: str
    customer: int
    launch: Callable[[], str]
    hear: Callable[[str], str]


@dataclass(frozen=True)
class _Stage:
    """What every device is made of."""

    shop: Shop
    locale: str
    understanding: Understanding
    authority: Authority
    signer: GoogleSigner
    url: str = ""

    def understanding_in(self, _locale: str) -> Understanding:
        """The one understanding: nobody speaks another language here."""
        return self.understanding

    def newcomer(self) -> tuple[int, str]:
        """A new shopper of its own for each device."""
        return newcomer(self.shop)

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """Sends a request to the server of this run."""
        request = urllib.request.Request(f"{self.url}{path}", body, dict(headers))  # noqa: S310 - our own server
        try:
            with urllib.request.urlopen(request, timeout=8) as answer:  # noqa: S310  # nosec B310
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()


def clear_away(shop: Shop) -> None:
    """Gives up the orders of earlier demos, which take deliveries that this one is offered."""
    with shop.open() as work:
        for order in work.orders.latest(_MANY, OrderState.PLACED):
            if work.customers.get(order.customer_id).handle.startswith(_HANDLE):
                work.orders.cancel(order.id, order.customer_id)


def newcomer(shop: Shop) -> tuple[int, str]:
    """A new shopper with an address and a linked account: the customer's id and token."""
    with shop.open() as work:
        handle = f"{_HANDLE}{uuid.uuid4().hex[:12]}"
        customer = work.customers.add(handle, "Robin", "home", "1 Demonstration Way")
        return customer.id, work.customers.issue_token(customer.id)


@contextmanager
def devices(shop: Shop, settings: Settings, understanding: Understanding) -> Iterator[list[Device]]:
    """The terminal, an Alexa, a Dialogflow CX agent and a Google Assistant, while a server runs."""
    stage = _Stage(shop, settings.locale, understanding, Authority(), GoogleSigner())
    with _server(stage, settings) as url:
        there = replace(stage, url=url)
        yield [_chat(there, settings), _alexa(there), _dialogflow_cx(there), _actions(there)]


def _chat(stage: _Stage, settings: Settings) -> Device:
    id_, token = stage.newcomer()
    chat = Chat(
        wiring.build_conversation(stage.shop, settings, stage.understanding_in),
        stage.understanding,
        Caller(str(id_), token),
        uuid.uuid4().hex,
        stage.locale,
    )

    def said(turn: tuple[Turn, Reply]) -> str:
        return plain(turn[1].speech, stage.locale)

    return Device(
        "chat",
        "in the terminal",
        id_,
        lambda: said(chat.begin()),
        lambda words: said(chat.hear(words)),
    )


def _alexa(stage: _Stage) -> Device:
    id_, token = stage.newcomer()
    requests = Requests(
        skill_id=SKILL_ID,
        user_id=f"amzn1.ask.account.{id_}",
        session_id=uuid.uuid4().hex,
        token=token,
        locale=stage.locale,
    )
    post = partial(stage.post, "/alexa")
    device = AlexaDevice(requests, stage.understanding, stage.authority, post)

    def said(response: Mapping[str, Any]) -> str:
        return words_of(response["response"]["outputSpeech"]["ssml"])

    return Device(
        "alexa", "on Alexa", id_, lambda: said(device.launch()), lambda w: said(device.hear(w)[1])
    )


def _dialogflow_cx(stage: _Stage) -> Device:
    id_, token = stage.newcomer()
    signed = stage.signer.token(AUDIENCE, email=AGENT, email_verified=True)
    headers = {"Authorization": f"Bearer {signed}", "Content-Type": "application/json"}
    session = CxSession(
        stage.understanding, stage.post, headers, str(id_), uuid.uuid4().hex, token, stage.locale
    )

    def said(response: Mapping[str, Any]) -> str:
        messages = response["fulfillmentResponse"]["messages"]
        return next(str(each["text"]["text"][0]) for each in messages if "text" in each)

    return Device(
        "cx",
        "in Dialogflow CX",
        id_,
        lambda: said(session.launch()),
        lambda words: said(session.hear(words)[1]),
    )


def _actions(stage: _Stage) -> Device:
    id_, token = stage.newcomer()
    device = GoogleDevice(
        PROJECT,
        uuid.uuid4().hex,
        stage.understanding,
        stage.signer,
        partial(stage.post, "/google/actions"),
        token=token,
        locale=stage.locale,
    )

    def said(response: Mapping[str, Any]) -> str:
        return words_of(response["prompt"]["firstSimple"]["speech"])

    return Device(
        "actions",
        "through Actions",
        id_,
        lambda: said(device.launch()),
        lambda words: said(device.hear(words)[1]),
    )


@contextmanager
def _server(stage: _Stage, settings: Settings) -> Iterator[str]:
    """The address of a server on this computer that trusts the stage's signing authorities."""
    trusting = replace(
        settings,
        talk="off",
        google_project=PROJECT,
        dialogflow=DialogflowSettings(agent=AGENT, audience=AUDIENCE),
    )
    trust = Trust([stage.authority.root])
    verifier = Verifier(Certificates(trust, stage.authority.fetch), SKILL_ID)
    keys = GoogleKeys(stage.signer.fetch)
    app = wiring.build_app(
        trusting,
        shop=stage.shop,
        verifier=verifier,
        google_keys=keys,
        understanding=stage.understanding_in,
    )
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Quiet(WSGIRequestHandler):
    """Serves without a line on the terminal for each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: the transcript shows it all."""
