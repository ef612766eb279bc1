"""Fetches certificate chains from the addresses that Alexa's requests name."""

from __future__ import annotations

from collections.abc import Callable

from skill.channels.alexa.errors import CertificateMissing
from skill.channels.https_get import HttpsGet, NotGot

Fetch = Callable[[str], bytes]

MAX_CHAIN_BYTES = 64 * 1024
_TIMEOUT_S = 2.0


class HttpsFetch:
    """Gets a URL's content within about ``timeout_s``. Raises :class:`CertificateMissing`.

    ``cafile`` holds the roots that the server's own certificate must lead to.
    """

    def __init__(self, timeout_s: float = _TIMEOUT_S, cafile: str | None = None) -> None:
        self._get = HttpsGet(MAX_CHAIN_BYTES, timeout_s, cafile)

    def __call__(self, url: str) -> bytes:
        try:
            return self._get(url).content
        except NotGot as error:
            raise CertificateMissing(f"the certificate cannot be had: {error}") from error
