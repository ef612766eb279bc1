"""E-mail addresses as those of people who sign in. Pure, standard library only."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 254  # RFC 5321, section 4.5.3.1.3, without the angle brackets
# What a mail server would take without quotes; whether somebody reads it, only a letter tells.
_ADDRESS = re.compile(
    r"[^\s<>()\[\],;:\\\"@\x00-\x1f\x7f-\x9f]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]+"
)


def normalised(text: str) -> str:
    """The address as it is compared, in small letters, or "" where it is none."""
    address = unicodedata.normalize("NFC", text).strip().lower()
    if len(address) > LONGEST or not _ADDRESS.fullmatch(address):
        return ""
    return address


def masked(address: str) -> str:
    """An address for a screen that others may see: "a•••@example.com"."""
    mailbox, _, domain = address.rpartition("@")
    return f"{mailbox[:1]}•••@{domain}"
