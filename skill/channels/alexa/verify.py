"""Trusts a request or refuses it, before anything in it is used.

The signature is checked over the raw bytes first; then the body is read, and its application id and
timestamp are checked. Rules:
https://developer.amazon.com/docs/alexa/custom-skills/host-a-custom-skill-as-a-web-service.html
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from skill.channels.alexa.certificates import Certificates
from skill.channels.alexa.checks import check_skill, check_time
from skill.channels.alexa.errors import BodyRefused, SignatureRefused
from skill.channels.bounded_json import read_object

CHAIN_URL_HEADER = "SignatureCertChainUrl"
SIGNATURE_HEADER = "Signature-256"
MAX_BODY_BYTES = 256 * 1024


def utc_now() -> datetime:
    """The present."""
    return datetime.now(UTC)


class Headers(Protocol):
    """A request's headers, found by name whatever the case."""

    def get(self, name: str, /) -> str | None:
        """The header's value."""
        ...


class Verifier:
    """Checks requests for the skill ``skill_id``.

    Without a skill id every request is refused, unless ``accepts_any_skill``, which is meant for
    trying things out: anybody's skill may then send requests.
    """

    def __init__(
        self,
        certificates: Certificates,
        skill_id: str | None,
        *,
        accepts_any_skill: bool = False,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._certificates = certificates
        self._skill_id = skill_id
        self._accepts_any_skill = accepts_any_skill
        self._clock = clock

    @property
    def skill_id(self) -> str | None:
        """The application id that requests must carry."""
        return self._skill_id

    def verify(self, headers: Headers, body: bytes) -> dict[str, Any]:
        """The payload of a request that may be trusted. Raises :class:`~errors.RequestRefused`."""
        now = self._clock()
        self._check_signature(headers, body, now)
        payload = read_payload(body)
        if not self._accepts_any_skill:
            check_skill(payload, self._skill_id)
        check_time(payload, now)
        return payload

    def _check_signature(self, headers: Headers, body: bytes, now: datetime) -> None:
        if not body or len(body) > MAX_BODY_BYTES:
            raise BodyRefused("the body is empty or too long")
        url, signature = headers.get(CHAIN_URL_HEADER), headers.get(SIGNATURE_HEADER)
        if not url or not signature:
            raise SignatureRefused("the signature is missing")
        key = self._certificates.get_key(url, now)
        try:
            key.verify(base64.b64decode(signature, validate=True), body, PKCS1v15(), SHA256())
        except ValueError as error:
            raise SignatureRefused("the signature is no base64") from error
        except InvalidSignature as error:
            raise SignatureRefused("the signature is not that of the body") from error


def read_payload(body: bytes) -> dict[str, Any]:
    """The JSON object in ``body``. Raises :class:`BodyRefused`."""
    try:
        return read_object(body)
    except ValueError as error:
        raise BodyRefused("the body is no JSON object") from error
