"""Decides which requests are Google's, and reads them only then.

Google sends an ID token along, made out to the project's id:
https://developers.google.com/assistant/conversational/reference/rest/v1/verify-requests
"""

from __future__ import annotations

from typing import Any, Protocol

from skill.channels.bounded_json import read_object
from skill.channels.google_tokens import GoogleKeys, TokenRefused

SIGNATURE_HEADER = "google-assistant-signature"
MAX_BODY_BYTES = 256 * 1024


class RequestRefused(Exception):  # noqa: N818 - a refusal, where an error would be ours
    """A request is not answered; ``status`` says why in HTTP's way."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class Headers(Protocol):
    """A request's headers, found by name whatever the case."""

    def get(self, name: str, /) -> str | None:
        """The header's value."""
        ...


class ActionsVerifier:
    """Checks requests for the Actions project ``project``; without one every request is refused."""

    def __init__(self, keys: GoogleKeys, project: str | None) -> None:
        self._keys = keys
        self._project = project

    def verify(self, headers: Headers, body: bytes) -> dict[str, Any]:
        """The payload of a request that may be trusted. Raises :class:`RequestRefused`."""
        if self._project is None:
            raise RequestRefused(403, "no project is set up")
        try:
            self._keys.verify(headers.get(SIGNATURE_HEADER) or "", self._project)
        except TokenRefused as refusal:
            raise RequestRefused(403, str(refusal)) from refusal
        return _read(body)


def bearer(headers: Headers) -> str | None:
    """The linked account's token, or None for a guest."""
    scheme, _, token = (headers.get("Authorization") or "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def _read(body: bytes) -> dict[str, Any]:
    try:
        return read_object(body)
    except ValueError as error:
        raise RequestRefused(400, "the body is no JSON object") from error
