"""Why a request of the page is not served.

TalkRefused
├── Gone      the conversation or utterance is not there, or another browser's
├── OutOfStep a piece of speech is missing before this one, or it is no such piece
├── TooMuch   more than a shopper says: too often, too long, faster than it is said
└── Busy      as many people talk as this computer can hear
"""

from __future__ import annotations

# ruff: noqa: N818 - these are answers to a browser


class TalkRefused(Exception):
    """A request that is not served; ``status`` is HTTP's, ``trouble`` names what is told."""

    status = 400
    trouble = "broken"


class Gone(TalkRefused):
    """There is no such conversation or utterance, or it is another browser's."""

    status, trouble = 404, "gone"


class OutOfStep(TalkRefused):
    """A piece of speech cannot be taken: one before it is missing, or it is none at all."""

    status = 409


class TooMuch(TalkRefused):
    """More than a shopper says."""

    status, trouble = 429, "often"


class TooLarge(TooMuch):
    """A body that no shopper's browser sends."""

    status, trouble = 413, "long"


class Busy(TalkRefused):
    """As many people talk as this computer can hear; it may work in a moment."""

    status, trouble = 503, "busy"
