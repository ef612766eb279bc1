"""Fetches certificate chains, with an end to time and size, and without following redirects."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from http.client import HTTPException
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
)

import certifi

from skill.channels.alexa.errors import CertificateMissing

Fetch = Callable[[str], bytes]

MAX_CHAIN_BYTES = 64 * 1024
_TIMEOUT_S = 2.0
_BLOCK_BYTES = 8 * 1024


class HttpsFetch:
    """Gets a URL's content within about ``timeout_s``. Raises :class:`CertificateMissing`.

    ``cafile`` holds the roots that the server's own certificate must lead to.
    """

    def __init__(self, timeout_s: float = _TIMEOUT_S, cafile: str | None = None) -> None:
        self._timeout_s = timeout_s
        self._opener = _opener(ssl.create_default_context(cafile=cafile or certifi.where()))

    def __call__(self, url: str) -> bytes:
        try:
            return self._get(url)
        except (OSError, HTTPException) as error:
            raise CertificateMissing("the certificate could not be fetched") from error

    def _get(self, url: str) -> bytes:
        deadline_s = time.monotonic() + self._timeout_s
        content = b""
        with self._opener.open(url, timeout=self._timeout_s) as response:
            while block := response.read1(_BLOCK_BYTES):
                content += block
                if len(content) > MAX_CHAIN_BYTES:
                    raise CertificateMissing("the certificate is too long")
                if time.monotonic() > deadline_s:
                    raise TimeoutError
        return content


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
