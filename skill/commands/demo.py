"""``coster demo``: a whole purchase, typed and through signed Alexa requests, side by side."""

from __future__ import annotations

import argparse
import threading
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from fulfillment.orders import Order
from fulfillment.shop import Shop
from skill import wiring
from skill.channels.alexa.certificates import Certificates, Trust
from skill.channels.alexa.signing import Authority
from skill.channels.alexa.simulator import AlexaDevice, Requests, words_of
from skill.channels.alexa.verify import Verifier
from skill.channels.chat import Chat
from skill.conversation.plain import money, plain
from skill.conversation.turn import Caller
from skill.settings import Settings, from_environment

SKILL_ID = "amzn1.ask.skill.demo"
SAID = (
    "I need some coffee",
    "ground coffee",
    "the first one",
    "the big one",
    "yes",
    "add two bags of tortilla chips",
    "the cheaper one",
    "what's in my cart",
    "yes please",
    "yes",
    "when does it arrive",
    "no thanks, goodbye",
)


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("demo", help="a whole purchase, in the terminal and on Alexa")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - the command has no options
    """Buy the same things twice; 0 when both orders are placed and alike, 1 otherwise."""
    settings = from_environment()
    shop = wiring.build_shop(settings)
    typed, spoken = _newcomer(shop), _newcomer(shop)
    with _alexa_endpoint(shop, settings) as (url, authority):
        chat = _chat(shop, settings, typed)
        device = _device(shop, settings, authority, url, spoken)
        alike = _talk(chat, device)
    orders = [_last_order(shop, customer) for customer in (typed, spoken)]
    print()
    for channel, order in zip(("in the terminal", "on Alexa"), orders, strict=True):
        print(f"Ordered {channel}: {_summary(order, settings.locale)}")
    same = alike and None not in orders and _content(orders[0]) == _content(orders[1])
    print("Same words, same order." if same else "The two conversations differ.")
    return 0 if same else 1


def _newcomer(shop: Shop) -> tuple[int, str]:
    """A new shopper with an address and a linked account: the customer's id and token."""
    with shop.open() as work:
        handle = f"demo-{uuid.uuid4().hex[:12]}"
        customer = work.customers.add(handle, "Robin", "home", "1 Demonstration Way")
        return customer.id, work.customers.issue_token(customer.id)


def _chat(shop: Shop, settings: Settings, newcomer: tuple[int, str]) -> Chat:
    return Chat(
        wiring.build_conversation(shop, settings),
        wiring.build_understanding(shop, settings.locale),
        Caller(str(newcomer[0]), newcomer[1]),
        uuid.uuid4().hex,
        settings.locale,
    )


def _device(
    shop: Shop, settings: Settings, authority: Authority, url: str, newcomer: tuple[int, str]
) -> AlexaDevice:
    requests = Requests(
        skill_id=SKILL_ID,
        user_id=f"amzn1.ask.account.{newcomer[0]}",
        session_id=uuid.uuid4().hex,
        token=newcomer[1],
        locale=settings.locale,
    )
    understanding = wiring.build_understanding(shop, settings.locale)
    return AlexaDevice(requests, understanding, authority, partial(_post, url))


@contextmanager
def _alexa_endpoint(shop: Shop, settings: Settings) -> Iterator[tuple[str, Authority]]:
    """A server on this computer that trusts one signing authority, made for this run."""
    authority = Authority()
    verifier = Verifier(Certificates(Trust([authority.root]), authority.fetch), SKILL_ID)
    app = wiring.build_app(settings, shop=shop, verifier=verifier)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/alexa", authority
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Quiet(WSGIRequestHandler):
    """Serves without a line on the terminal for each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: the transcript shows it all."""


def _post(url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
    request = urllib.request.Request(url, body, dict(headers))  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=8) as answer:  # noqa: S310 - the same
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def _talk(chat: Chat, device: AlexaDevice) -> bool:
    """Say the same on both; whether every answer was the same too."""
    _, reply = chat.begin()
    alike = _show(plain(reply.speech, chat.locale), device.launch())
    for text in SAID:
        print(f"\nyou:   {text}")
        _, reply = chat.hear(text)
        _, response = device.hear(text)
        alike &= _show(plain(reply.speech, chat.locale), response)
        if reply.ends:
            break
    return alike


def _show(typed: str, response: Mapping[str, Any]) -> bool:
    spoken = words_of(response["response"]["outputSpeech"]["ssml"])
    print(f"chat:  {typed}\nalexa: {spoken}")
    return typed == spoken


def _last_order(shop: Shop, newcomer: tuple[int, str]) -> Order | None:
    with shop.open() as work:
        return work.orders.find_last(newcomer[0])


def _content(order: Order | None) -> Any:
    if order is None:
        return None
    lines = [(line.sku, line.quantity, line.total) for line in order.lines]
    return lines, order.delivery_cost, order.tax, order.total, order.state


def _summary(order: Order | None, locale: str) -> str:
    if order is None:
        return "nothing"
    things = ", ".join(f"{ln.quantity} x {ln.brand} {ln.name}" for ln in order.lines)
    return f"{things}; {money(order.total, locale)} in all, {order.state.value}"
