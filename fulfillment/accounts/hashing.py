"""What is kept of secrets that are long and random by themselves. Standard library only."""

from __future__ import annotations

import hashlib


def hashed(secret: str) -> str:
    """The SHA-256 of a secret, as 64 hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()
