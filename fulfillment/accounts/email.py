"""E-mail addresses as those of people who sign in. Pure, standard library only."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 254  # RFC 5321, section 4.5.3.1.3, without the angle brackets
# What a mail server would take without quotes; whether somebody reads it, only a letter tells.
_ADDRESS = re.compile(
    r"[^\s<>()\[\],;:\\\"@\x00-\x1f\x7f-\x9f]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]+"
)

# Controls, formats, halves of pairs, signs of somebody's own.
_UNSEEN = ("Cc", "Cf", "Cs", "Co")


def normalised(text: str) -> str:
    """The address as it is compared, in small letters, or "" where it is none."""
    mailbox, _, domain = unicodedata.normalize("NFC", text).strip().lower().rpartition("@")
    # Mail reaches the same domain however wide its letters are: RFC 5895, section 2.
    address = f"{mailbox}@{unicodedata.normalize('NFKC', domain).lower()}"
    if len(address) > LONGEST or not _ADDRESS.fullmatch(address):
        return ""
    # Signs that nobody sees make two addresses look like one, or turn its letters around.
    return "" if any(unicodedata.category(sign) in _UNSEEN for sign in address) else address


def masked(address: str) -> str:
    """An address for a screen that others may see: "a•••@example.com"."""
    mailbox, _, domain = address.rpartition("@")
    return f"{mailbox[:1]}•••@{domain}"
