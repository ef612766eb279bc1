"""Documents that callers keep: imports ``storage`` and ``errors``; no other subject."""

from fulfillment.sessions.sessions import Sessions

__all__ = ["Sessions"]
