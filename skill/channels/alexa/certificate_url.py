"""Where a certificate chain may come from.

Rules: https, host s3.amazonaws.com (case does not matter), a path that after normalisation starts
with /echo.api/ (case matters), no port or 443.
https://developer.amazon.com/docs/alexa/custom-skills/host-a-custom-skill-as-a-web-service.html
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import SplitResult, urlsplit

from skill.channels.alexa.errors import AddressRefused

_HOST = "s3.amazonaws.com"
_FOLDER = "/echo.api/"
_MAX_LENGTH = 1_000
# Amazon's names need no escapes. Letting none in leaves nothing to decode differently elsewhere.
_PATH = re.compile(r"[A-Za-z0-9._~/-]+")


def normal_url(url: str) -> str:
    """The one address that ``url`` stands for. Raises :class:`AddressRefused`."""
    parts = _split(url)
    if parts.scheme.lower() != "https":
        raise AddressRefused("the certificate's URL is not https")
    if (parts.hostname or "").lower() != _HOST:
        raise AddressRefused("the certificate's URL has another host")
    if _port(parts) not in (None, 443):
        raise AddressRefused("the certificate's URL has another port")
    if parts.username is not None or parts.query or parts.fragment:
        raise AddressRefused("the certificate's URL holds more than a path")
    return f"https://{_HOST}{_normal_path(parts.path)}"


def _split(url: str) -> SplitResult:
    # urlsplit would silently drop tabs and line breaks.
    if len(url) > _MAX_LENGTH or not url.isascii() or not url.isprintable() or " " in url:
        raise AddressRefused("the certificate's URL is no URL")
    try:
        return urlsplit(url)
    except ValueError as error:
        raise AddressRefused("the certificate's URL is no URL") from error


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError as error:
        raise AddressRefused("the certificate's URL has another port") from error


def _normal_path(path: str) -> str:
    normal = posixpath.normpath(path) if _PATH.fullmatch(path) else ""
    if not normal.startswith(_FOLDER):
        raise AddressRefused("the certificate's URL has another path")
    return normal
