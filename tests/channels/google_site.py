"""Google's page of keys, for the tests of tokens."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from skill.channels.google_signing import GoogleSigner
from skill.channels.https_get import NotGot, Page

PROJECT = "hazel-market"


class Site:
    """Google's page of keys: what it holds can be changed, and each visit is noted."""

    def __init__(self, *signers: GoogleSigner, headers: Mapping[str, str] | None = None) -> None:
        self.publish(*signers)
        self.headers = {"cache-control": "public, max-age=600"} if headers is None else headers
        self.visits: list[str] = []
        self.up = True

    def publish(self, *signers: GoogleSigner) -> None:
        self.keys: Any = {signer.key_id: signer.certificate_pem for signer in signers}

    def __call__(self, url: str) -> Page:
        self.visits.append(url)
        if not self.up:
            raise NotGot("it could not be fetched")
        return Page(json.dumps(self.keys).encode(), self.headers)
