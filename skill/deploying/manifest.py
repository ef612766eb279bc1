"""The manifest of the Alexa skill, ``skill.json``, as the skill management API takes it.

https://developer.amazon.com/docs/alexa/smapi/skill-manifest.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from skill.deploying.errors import DeployError

# What tells us that an account was linked, and that a shopper has given the skill up.
EVENTS = ("SKILL_ACCOUNT_LINKED", "SKILL_DISABLED")
SMALL, LARGE = 108, 512


@dataclass(frozen=True, slots=True)
class Words:
    """What the store says about the skill in one locale; ``examples`` are three."""

    name: str
    summary: str
    description: str
    examples: tuple[str, ...]
    keywords: tuple[str, ...]
    testing: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The skill as the store lists it: ``words`` by locale, ``endpoint`` a function or an address.

    ``countries`` are codes like ``US``; none of them stands for everywhere.
    """

    words: Mapping[str, Words]
    endpoint: str
    countries: tuple[str, ...] = ()
    privacy_url: str | None = None
    terms_url: str | None = None


def manifest(listing: Listing) -> dict[str, Any]:
    """The document. Raises :class:`DeployError` for an endpoint that Alexa would not call."""
    endpoint = _endpoint(listing.endpoint)
    first = min(listing.words)
    return {
        "manifest": {
            "manifestVersion": "1.0",
            "publishingInformation": {
                "locales": {name: _published(name, of) for name, of in listing.words.items()},
                "category": "SHOPPING",
                "distributionMode": "PUBLIC",
                "isAvailableWorldwide": not listing.countries,
                "distributionCountries": list(listing.countries),
                "testingInstructions": listing.words.get("en-US", listing.words[first]).testing,
            },
            "apis": {
                "custom": {
                    "endpoint": endpoint,
                    "interfaces": [{"type": "ALEXA_PRESENTATION_APL"}],
                }
            },
            "events": {
                "endpoint": endpoint,
                "subscriptions": [{"eventName": name} for name in EVENTS],
            },
            "permissions": [],
            "privacyAndCompliance": _compliance(listing),
        }
    }


def icon_name(locale: str, size: int) -> str:
    """Where an icon of so many pixels lies in the package."""
    return f"assets/images/{locale}_{size}.png"


def _endpoint(uri: str) -> dict[str, str]:
    if uri.startswith("arn:"):
        return {"uri": uri}
    if not uri.startswith("https://"):
        raise DeployError(f"Alexa calls a function's ARN or an https address, not {uri}")
    return {"uri": uri, "sslCertificateType": "Trusted"}


def _published(locale: str, words: Words) -> dict[str, Any]:
    return {
        "name": words.name,
        "summary": words.summary,
        "description": words.description,
        "examplePhrases": list(words.examples),
        "keywords": list(words.keywords),
        "smallIconUri": f"file://{icon_name(locale, SMALL)}",
        "largeIconUri": f"file://{icon_name(locale, LARGE)}",
    }


def _compliance(listing: Listing) -> dict[str, Any]:
    """It sells things, knows addresses, and is not made for children."""
    pages = {"privacyPolicyUrl": listing.privacy_url, "termsOfUseUrl": listing.terms_url}
    known = {name: url for name, url in pages.items() if url}
    return {
        "allowsPurchases": True,
        "usesPersonalInfo": True,
        "isChildDirected": False,
        "isExportCompliant": True,
        "containsAds": False,
        "locales": dict.fromkeys(listing.words, known),
    }
