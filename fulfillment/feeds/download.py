"""Feeds from the web: https alone, few redirects, bounded waiting, and ETags."""

from __future__ import annotations

import http.client
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from ssl import SSLContext
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from fulfillment.feeds.errors import FeedBroken, FeedUnreachable

Body = http.client.HTTPResponse
MOST_REDIRECTS = 5
_SILENCE_S = 30
_WHOLE_S = 3600


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = MOST_REDIRECTS

    def redirect_request(self, *answer: Any) -> urllib.request.Request | None:
        _check(answer[-1])
        return super().redirect_request(*answer)


class Download:
    """The body of an answer, while it comes in. ``total`` is its length, where it was told."""

    def __init__(self, body: Body | None, etag: str) -> None:
        self._body = body
        self._ends = time.monotonic() + _WHOLE_S
        self._count = 0
        length = body.headers.get("Content-Length", "") if body else ""
        self.total = int(length) if length.isdecimal() else None
        self.etag = body.headers.get("ETag", "") if body else etag
        self.unchanged = body is None

    @classmethod
    @contextmanager
    def open(cls, url: str, *, etag: str = "", tls: SSLContext | None = None) -> Iterator[Download]:
        """The answer of a server. Raises :class:`FeedUnreachable`."""
        _check(url)
        headers = {"User-Agent": "costermonger", "Accept-Encoding": "identity"}
        request = urllib.request.Request(url, headers=headers)  # noqa: S310 - https, as checked
        if etag:
            request.add_header("If-None-Match", etag)
        body = _ask(request, tls)
        try:
            yield cls(body, etag)
        finally:
            if body is not None:
                body.close()

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; none at the end. Raises :class:`FeedBroken`."""
        if self._body is None:
            return b""
        if time.monotonic() > self._ends:
            raise FeedBroken(0, f"its server takes longer than {_WHOLE_S} seconds")
        try:
            data = self._body.read(size)
        except (OSError, http.client.HTTPException) as error:
            raise FeedBroken(0, f"the download breaks off ({error})") from error
        self._count += len(data)
        # http.client tells nobody when a connection ends before the announced length is there.
        if not data and self.total is not None and self._count < self.total:
            raise FeedBroken(0, f"the download breaks off after {self._count} bytes")
        return data


def _ask(request: urllib.request.Request, tls: SSLContext | None) -> Body | None:
    """The server's answer; None where it has nothing newer."""
    try:
        body: Body = _opener(tls).open(request, timeout=_SILENCE_S)
    except HTTPError as error:
        error.close()
        if error.code == http.client.NOT_MODIFIED and request.has_header("If-none-match"):
            return None
        raise FeedUnreachable(f"the server answers {error.code} {error.reason}") from error
    except (URLError, OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise FeedUnreachable(f"the server cannot be reached: {reason}") from error
    return body


def _check(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise FeedUnreachable(f"only https is downloaded, not {parts.scheme}")


def _opener(tls: SSLContext | None) -> urllib.request.OpenerDirector:
    # The default opener would also read ftp and local files.
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPSHandler(context=tls),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(),
    ):
        opener.add_handler(handler)
    return opener
