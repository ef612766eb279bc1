"""Catalogues from elsewhere: imports ``catalog``, ``storage``, ``profile``, ``unit``, ``money``
and ``errors``; no other subject."""

from fulfillment.feeds.entry import Reason, Unsold
from fulfillment.feeds.errors import (
    FeedBroken,
    FeedChanged,
    FeedError,
    FeedRefused,
    FeedUnknown,
    FeedUnreachable,
)
from fulfillment.feeds.importing import import_feed
from fulfillment.feeds.imports import Imports
from fulfillment.feeds.kinds import KINDS
from fulfillment.feeds.naming import Named, names_of
from fulfillment.feeds.options import Options, Outcome, Watch
from fulfillment.feeds.places import read_taxonomy
from fulfillment.feeds.plain import Columns, read_mapping

__all__ = [
    "KINDS",
    "Columns",
    "FeedBroken",
    "FeedChanged",
    "FeedError",
    "FeedRefused",
    "FeedUnknown",
    "FeedUnreachable",
    "Imports",
    "Named",
    "Options",
    "Outcome",
    "Reason",
    "Unsold",
    "Watch",
    "import_feed",
    "names_of",
    "read_mapping",
    "read_taxonomy",
]
