"""Why a request was refused.

RequestRefused             answered with 400, whatever the reason
├── AddressRefused         the certificate chain's URL is not Amazon's
├── CertificateRefused     the chain does not lead from Alexa's name to a trusted root now
│   └── CertificateMissing it could not be fetched
├── SignatureRefused       the signature is missing or not that of the body
├── BodyRefused            the body is no JSON object, or too long
├── StaleRequest           the timestamp is missing or too far from now
└── OtherSkill             the request is meant for another skill
"""

from __future__ import annotations


class RequestRefused(Exception):  # noqa: N818 - a refusal, where an error would be ours
    """A request that nothing may be done for; its text holds nothing of the request."""


class AddressRefused(RequestRefused):
    """The URL of the certificate chain is not one that Amazon uses."""


class CertificateRefused(RequestRefused):
    """The certificate chain is not Alexa's, or not at this time."""


class CertificateMissing(CertificateRefused):
    """The certificate chain could not be fetched."""


class SignatureRefused(RequestRefused):
    """The signature is missing, unreadable or wrong."""


class BodyRefused(RequestRefused):
    """The body cannot be read as a request."""


class StaleRequest(RequestRefused):
    """The request is too old, from the future, or has no time."""


class OtherSkill(RequestRefused):
    """The application id is not ours."""
