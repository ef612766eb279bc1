"""A Stripe to test against: localstripe in a process of its own, behind a line that can fail.

localstripe keeps customers, cards, payment intents, charges and refunds. The line adds what Stripe
documents and localstripe has not: idempotency keys, listing the payment intents of one customer,
the reasons of declines, an off-session payment that wants authentication answered as an error, and
the page that it is given on once it is confirmed again with the shopper there.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

KEY = "sk_test_costermonger"
# Cards that localstripe knows, as Stripe documents them.
GOOD, DECLINED, WANTS_APPROVAL = "4242424242424242", "4000000000000341", "4000002500003155"
# It would keep everything in one file under /tmp otherwise, for all who run it.
# Stripe attaches a card that is set up for a customer to that customer.
_START = """
import sys, localstripe.resources, localstripe.server
localstripe.resources.Store.dump_to_disk = lambda self: None
setup, attach = localstripe.resources.SetupIntent, localstripe.resources.SetupIntent._attach_pm
def attach_to_customer(self, method):
    attach(self, method)
    method.customer = self.customer
setup._attach_pm = attach_to_customer
sys.argv = ["localstripe", "--from-scratch", "--port", sys.argv[1]]
localstripe.server.start()
"""


@contextmanager
def running_localstripe() -> Iterator[int]:
    """A localstripe on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-c", _START, str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port, process)
            yield port
        finally:
            process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(400):
        assert process.poll() is None, "localstripe did not start"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("localstripe does not answer")


def call(port: int, method: str, path: str, form: dict[str, Any] | None = None) -> tuple[int, Any]:
    """One request to localstripe itself: the status and the document."""
    status, body = _forward(port, method, path, urlencode(form or {}).encode())
    return status, json.loads(body) if body else None


def _forward(port: int, method: str, path: str, body: bytes) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Authorization": f"Bearer {KEY}"}
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


Answer = tuple[int, bytes]
Ask = Callable[[], Answer]
# A fault gets the way to Stripe and gives its answer, or None where the line goes dead.
Fault = Callable[[Ask], Answer | None]
_ERROR_500: Answer = (500, b'{"error": {"type": "api_error", "message": "oh"}}')


def dead_before(_ask: Ask) -> None:
    """The line goes dead before Stripe hears."""


def dead_after(ask: Ask) -> None:
    """The line goes dead after Stripe has acted."""
    ask()


def error_before(_ask: Ask) -> Answer:
    """500, and nothing was done."""
    return _ERROR_500


def error_after(ask: Ask) -> Answer:
    """500, although it was done; Stripe keeps this answer for the key."""
    ask()
    return _ERROR_500


@dataclass
class Late:
    """An answer that comes ``seconds`` late; ``acts_late`` says that so does what it is about."""

    seconds: float
    acts_late: bool = False
    done: Event = field(default_factory=Event)

    def __call__(self, ask: Ask) -> Answer:
        answer = None if self.acts_late else ask()
        time.sleep(self.seconds)
        answer = answer or ask()
        self.done.set()
        return answer


class Line:
    """The line to localstripe, with faults for the next requests of a kind."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.decline: dict[str, str] = {"code": "card_declined", "decline_code": "generic_decline"}
        self.refuses_off_session = False
        self._on_session: dict[str, str] = {}
        self.requests: list[tuple[str, str]] = []
        self._faults: list[tuple[str, str, Fault]] = []
        self._kept: dict[str, tuple[bytes, Answer | None]] = {}
        self._lock = Lock()

    def fail(self, method: str, path: str, *faults: Fault) -> None:
        """Let the next requests to a path meet these faults, one each."""
        self._faults += [(method, path, fault) for fault in faults]

    def mend(self) -> None:
        """No faults any more."""
        self._faults.clear()

    def answer(self, method: str, path: str, body: bytes, key: str | None) -> Answer | None:
        """What comes back to the caller; None for a dead line."""
        with self._lock:
            self.requests.append((method, urlsplit(path).path))
        fault = self._next_fault(method, urlsplit(path).path)
        if fault is None:
            return self._keyed(key, body, lambda: self._ask(method, path, body))
        answer = fault(lambda: self._keyed(key, body, lambda: self._ask(method, path, body)))
        if key and answer is not None and key in self._kept:
            self._kept[key] = (body, answer)
        return answer

    def _next_fault(self, method: str, path: str) -> Fault | None:
        with self._lock:
            for at, (of, where, fault) in enumerate(self._faults):
                if (of, where) == (method, path):
                    del self._faults[at]
                    return fault
        return None

    def _keyed(self, key: str | None, body: bytes, ask: Ask) -> Answer:
        """https://docs.stripe.com/api/idempotent_requests"""
        if key is None:
            return ask()
        with self._lock:
            known = self._kept.get(key)
            if known is None:
                self._kept[key] = (body, None)
        if known is None:
            answer = ask()
            self._kept[key] = (body, answer)
            return answer
        if known[0] != body:
            return 400, b'{"error": {"type": "idempotency_error"}}'
        return known[1] or (409, b'{"error": {"type": "idempotency_error"}}')

    def _ask(self, method: str, path: str, body: bytes) -> Answer:
        where = urlsplit(path)
        if where.path.endswith("/confirm"):
            path, method = where.path.removesuffix("/confirm"), "GET"
            self._on_session[path.rpartition("/")[2]] = dict(parse_qsl(body.decode()))["return_url"]
            return self._ask(method, path, b"")
        query = dict(parse_qsl(where.query))
        listed = where.path == "/v1/payment_intents" and method == "GET"
        customer = query.pop("customer", None) if listed else None
        status, answer = _forward(self.port, method, f"{where.path}?{urlencode(query)}", body)
        document = json.loads(answer)
        if customer:
            document["data"] = [x for x in document["data"] if x["customer"] == customer]
        status = self._as_stripe(status, document, dict(parse_qsl(body.decode())))
        return status, json.dumps(document).encode()

    def _as_stripe(self, status: int, document: dict[str, Any], form: dict[str, str]) -> int:
        intents = document.get("data", [document])
        for intent in [x for x in intents if x.get("object") == "payment_intent"]:
            self._dress(intent)
        if "confirm" not in form:
            return status
        if status == 200 and document.get("last_payment_error"):
            status, error = 402, dict(document["last_payment_error"])
            intent = dict(document)
            document.clear()
            document["error"] = {"type": "card_error", **error, "payment_intent": intent}
        elif status == 402:
            made = call(self.port, "GET", "/v1/payment_intents?limit=1000")[1]["data"]
            intent = next(
                x for x in made if x["latest_charge"]["id"] == document["error"]["charge"]
            )
            self._dress(intent)
            document["error"].update(self.decline, type="card_error", payment_intent=intent)
        return status

    def _dress(self, intent: dict[str, Any]) -> None:
        error = intent.get("last_payment_error")
        if error and error.get("charge"):
            error.update(self.decline)
        if intent["status"] == "requires_action" and intent["id"] in self._on_session:
            page = f"https://hooks.stripe.com/redirect/authenticate/{intent['id']}"
            redirect = {"url": page, "return_url": self._on_session[intent["id"]]}
            intent["next_action"] = {"type": "redirect_to_url", "redirect_to_url": redirect}
        elif self.refuses_off_session and intent["status"] == "requires_action":
            codes = {"code": "authentication_required", "decline_code": "authentication_required"}
            intent.update(status="requires_payment_method", last_payment_error=codes)
            intent["next_action"] = None


@contextmanager
def served(line: Line) -> Iterator[str]:
    """The address at which a line answers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(line))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(line: Line) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._pass_on()

        def do_DELETE(self) -> None:
            self._pass_on()

        def do_POST(self) -> None:
            self._pass_on()

        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            key = self.headers.get("Idempotency-Key")
            answer = line.answer(self.command, self.path, body, key)
            self.close_connection = True
            if answer is None:
                return
            try:
                self.send_response(answer[0])
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer[1])))
                self.end_headers()
                self.wfile.write(answer[1])
            except OSError:
                return  # the caller has hung up

        def log_message(self, format: str, *args: object) -> None:
            return

    return Handler
