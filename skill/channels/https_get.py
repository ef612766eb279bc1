"""Gets a page over HTTPS, with an end to time and size, and without following redirects."""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPException
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
)

import certifi

_TIMEOUT_S = 2.0
_BLOCK_BYTES = 8 * 1024


class NotGot(Exception):  # noqa: N818 - a result of the net's, where an error would be ours
    """The page could not be had within its limits."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's content and its headers, whose names are in lower case."""

    content: bytes
    headers: Mapping[str, str]


class HttpsGet:
    """Gets pages of at most ``limit_bytes`` within about ``timeout_s``.

    ``cafile`` holds the roots that the server's own certificate must lead to.
    """

    def __init__(
        self, limit_bytes: int, timeout_s: float = _TIMEOUT_S, cafile: str | None = None
    ) -> None:
        self._limit_bytes = limit_bytes
        self._timeout_s = timeout_s
        self._cafile = cafile or certifi.where()

    def __call__(self, url: str) -> Page:
        """The page at ``url``. Raises :class:`NotGot`."""
        try:
            return self._get(url)
        except (OSError, HTTPException) as error:
            raise NotGot("it could not be fetched") from error

    @cached_property
    def _opener(self) -> OpenerDirector:
        # Reading all roots takes a while, which an application that fetches nothing need not wait.
        return _opener(ssl.create_default_context(cafile=self._cafile))

    def _get(self, url: str) -> Page:
        deadline_s = time.monotonic() + self._timeout_s
        content = b""
        with self._opener.open(url, timeout=self._timeout_s) as response:
            while block := response.read1(_BLOCK_BYTES):
                content += block
                if len(content) > self._limit_bytes:
                    raise NotGot("it is too long")
                if time.monotonic() > deadline_s:
                    raise TimeoutError
            headers = {name.lower(): value for name, value in response.headers.items()}
        return Page(content, headers)


def _opener(tls: ssl.SSLContext) -> OpenerDirector:
    """An opener for https without a redirect handler: a redirect is an error like any other."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        HTTPSHandler(context=tls),
        HTTPErrorProcessor(),
        HTTPDefaultErrorHandler(),
    ):
        opener.add_handler(handler)
    return opener
