"""The server keeps to its bounds, and ends once what it has begun is done."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fulfillment.shop import Shop
from skill import wiring
from skill.operation.serving import Serving
from skill.settings import Limits, Settings


@contextmanager
def serving(app: Any, settings: Settings | None = None, grace_s: float = 5.0) -> Iterator[Serving]:
    """A server on a port of its own, which is stopped at the end."""
    server = Serving(app, settings or Settings(), port=0, grace_s=grace_s)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join(20)
        assert not thread.is_alive()


def ask(server: Serving, path: str = "/", **options: Any) -> tuple[int, bytes]:
    """A request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request(options.pop("method", "GET"), path, **options)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def slow(begun: threading.Event, end: threading.Event) -> Callable[..., Iterable[bytes]]:
    """An application that answers only when it is told to."""

    def app(_environ: Any, start: Callable[..., Any]) -> Iterable[bytes]:
        begun.set()
        end.wait(10)
        start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "4")])
        return [b"done"]

    return app


def test_what_was_begun_is_finished_and_nothing_else_is_begun() -> None:
    begun, end, answers = threading.Event(), threading.Event(), list[tuple[int, bytes]]()
    with serving(slow(begun, end)) as server:
        asking = threading.Thread(target=lambda: answers.append(ask(server)))
        asking.start()
        assert begun.wait(10)
        stopping = threading.Thread(target=server.stop)
        stopping.start()
        assert refused_at_last(server)
        end.set()
        stopping.join(10)
        asking.join(10)
    assert answers == [(200, b"done")]


def refused_at_last(server: Serving) -> bool:
    """Whether a new connection is refused, in ten seconds at most."""
    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", server.port), timeout=1).close()
        except OSError:
            return True
        threading.Event().wait(0.02)
    return False


def test_what_never_ends_does_not_keep_the_server() -> None:
    begun, end = threading.Event(), threading.Event()
    with serving(slow(begun, end), grace_s=0.1) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.request("GET", "/")
        assert begun.wait(10)
        server.stop()
        end.set()
        connection.close()


def test_a_body_that_is_too_long_is_not_read(shop: Shop) -> None:
    settings = Settings(most_bytes=2048)
    with serving(wiring.build_app(settings, shop=shop), settings) as server:
        status, _ = ask(server, "/alexa", method="POST", body=b"x" * 5000)
        assert status == 413
        assert ask(server, "/alexa", method="POST", body=b"x" * 100)[0] == 400
        assert ask(server, "/health", headers={"X-Long": "x" * 40_000})[0] == 431


def test_whose_address_counts_is_what_our_proxies_say_and_nobody_else(shop: Shop) -> None:
    def codes(proxies: int) -> list[int]:
        settings = Settings(proxies=proxies, limits=Limits(address=1))
        with serving(wiring.build_app(settings, shop=shop), settings) as server:
            forwarded = [{"X-Forwarded-For": f"203.0.113.{number}"} for number in (1, 2)]
            return [ask(server, "/account/sign-in", headers=each)[0] for each in forwarded]

    assert codes(1) == [200, 200]
    assert codes(0) == [200, 429]


def test_the_command_serves_and_ends_when_it_is_told_to(database: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = {**os.environ, "COSTER_DATABASE_URL": f"sqlite:///{database}"}
    command = [sys.executable, "-m", "skill.cli", "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environ, text=True) as process:
        assert process.stdout is not None
        assert str(port) in process.stdout.readline()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/health/live")
        assert connection.getresponse().status == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        connection.close()
