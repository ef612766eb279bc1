"""What a browser is asked for a passkey, and whether its answer is one: WebAuthn by py_webauthn.

The challenge is made of the browser's own cookies, and ends when somebody signs in or out with it.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import request
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from fulfillment.accounts.passkeys import Passkey
from skill.accounts.browser import new_visitor, visitor_secret
from skill.accounts.csrf import challenge
from skill.accounts.frame import the_frame
from skill.accounts.headers import Sources
from skill.accounts.visit import Visit

SCRIPT: Sources = {"script-src": ("'self'",)}
_VERIFIED = UserVerificationRequirement.REQUIRED
# The library's own, and what it lets through from the parsers below it.
_BROKEN = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)


def offered() -> bool:
    """Whether browsers know passkeys at our address: a name, by https or on this computer."""
    host = _host()
    try:
        ip_address(host)
    except ValueError:
        return the_frame().secure or host == "localhost"
    return False


def options_to_enter() -> str:
    """What a browser needs to be asked for a passkey, as JSON; "" where none is offered."""
    if not offered():
        return ""
    options = generate_authentication_options(
        rp_id=_host(), challenge=challenge(new_visitor()), user_verification=_VERIFIED
    )
    return options_to_json(options)


def options_to_add(visit: Visit) -> str:
    """What a browser needs to make a passkey of the shopper's, as JSON; "" where it cannot."""
    known = visit.work.accounts.sign_ins.of(visit.me.id)
    if known is None or not offered():
        return ""
    options = generate_registration_options(
        rp_id=_host(),
        rp_name=visit.words.shop.name,
        user_id=str(visit.me.id).encode(),
        user_name=known.email,
        user_display_name=visit.me.name,
        challenge=challenge(new_visitor()),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_VERIFIED
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(base64url_to_bytes(key.id))
            for key in visit.work.accounts.passkeys.of(visit.me.id)
        ],
    )
    return options_to_json(options)


def made(answer: str) -> tuple[str, str, int] | None:
    """The id, public key and count of the passkey that an answer brings; None where it has none."""
    try:
        checked = verify_registration_response(
            credential=answer,
            expected_challenge=challenge(visitor_secret()),
            expected_rp_id=_host(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except _BROKEN:
        return None
    id_, key = checked.credential_id, checked.credential_public_key
    return bytes_to_base64url(id_), bytes_to_base64url(key), checked.sign_count


def key_in(answer: str) -> str | None:
    """The id of the passkey that an answer says it is signed with."""
    try:
        return str(parse_authentication_credential_json(answer).id)
    except _BROKEN:
        return None


def counted(answer: str, key: Passkey) -> int | None:
    """How often the key says it has signed, where it has signed our challenge; else None."""
    try:
        checked = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge(visitor_secret()),
            expected_rp_id=_host(),
            expected_origin=_origin(),
            credential_public_key=base64url_to_bytes(key.public_key),
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except _BROKEN:
        return None
    return checked.new_sign_count


def _origin() -> str:
    return the_frame().settings.public_url or request.host_url.rstrip("/")


def _host() -> str:
    return urlsplit(_origin()).hostname or ""
