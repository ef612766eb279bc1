"""A real HTTP server on this computer that publishes archives, and misbehaves when told to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Publisher:
    """What is published, by path; ``asked`` are the ranges that were asked for, "" for all.

    ``cut`` holds after how many bytes each of the next answers ends; ``statuses`` what the next
    answers are instead of a file.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    url: str = ""
    asked: list[str] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    ranges: bool = True
    redirect: str = ""


@contextmanager
def published(files: dict[str, bytes]) -> Iterator[Publisher]:
    """The server, as long as it runs."""
    publisher = Publisher(files)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            _answer(self, publisher)

        def log_message(self, format: str, *arguments: Any) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    publisher.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield publisher
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _answer(handler: BaseHTTPRequestHandler, publisher: Publisher) -> None:
    handler.close_connection = True
    publisher.asked.append(handler.headers.get("Range", ""))
    content = publisher.files.get(handler.path)
    if publisher.redirect:
        handler.send_response(302)
        handler.send_header("Location", publisher.redirect)
        handler.end_headers()
    elif publisher.statuses or content is None:
        handler.send_error(publisher.statuses.pop(0) if publisher.statuses else 404)
    else:
        _send(handler, publisher, content)


def _send(handler: BaseHTTPRequestHandler, publisher: Publisher, content: bytes) -> None:
    wanted = handler.headers.get("Range", "") if publisher.ranges else ""
    start = int(wanted.removeprefix("bytes=").rstrip("-") or 0)
    if start >= len(content):
        handler.send_error(416)
        return
    handler.send_response(206 if wanted else 200)
    if wanted:
        handler.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
    handler.send_header("Content-Length", str(len(content) - start))
    handler.end_headers()
    rest = content[start:]
    handler.wfile.write(rest[: publisher.cut.pop(0)] if publisher.cut else rest)
