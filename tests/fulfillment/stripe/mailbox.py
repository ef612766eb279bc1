"""Where events arrive, and servers for them to arrive at."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, Queue
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


@dataclass
class Mailbox:
    """Where localstripe's own events arrive."""

    events: Queue[tuple[bytes, str]] = field(default_factory=Queue)

    def wait_for(self, kind: str) -> tuple[bytes, str]:
        """The next event of a kind, its body and its signature."""
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                body, signature = self.events.get(timeout=1)
            except Empty:
                continue
            if json.loads(body)["type"] == kind:
                return body, signature
        raise AssertionError(f"no {kind} came")


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return


@contextmanager
def listening(application: Callable[..., object]) -> Iterator[str]:
    """The address at which a WSGI application answers."""
    server: WSGIServer = make_server("127.0.0.1", 0, application, handler_class=_Quiet)  # type: ignore[arg-type]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
