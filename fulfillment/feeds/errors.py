"""What can go wrong with a feed as a whole.

::

    FeedError
    ├ FeedUnreachable   it cannot be opened or downloaded
    ├ FeedBroken        it breaks off, or cannot be read on from some line
    ├ FeedUnknown       nobody can tell what kind of feed it is
    ├ FeedChanged       it is not the feed whose import was to be resumed
    └ FeedRefused       it was read to its end, and is not good enough to be shown to shoppers
"""

from __future__ import annotations

# ruff: noqa: N818 - outcomes of reading what others wrote, named as such
from fulfillment.errors import ShopError


class FeedError(ShopError):
    """Root of the tree above."""


class FeedUnreachable(FeedError):
    """The feed cannot be opened or downloaded."""


class FeedBroken(FeedError):
    """The feed breaks off, or cannot be read on from ``line``."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"the feed cannot be read on from line {line}: {why}")
        self.line = line
        self.why = why


class FeedUnknown(FeedError):
    """Nobody can tell what kind of feed it is."""


class FeedChanged(FeedError):
    """The feed is not the one whose import was to be resumed."""


class FeedRefused(FeedError):
    """The feed was read, and is not good enough to be shown to shoppers."""
