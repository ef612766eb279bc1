"""Figures for Prometheus. Every label has few values, and none is about a person."""

from __future__ import annotations

from collections.abc import Collection

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from skill.operation.watched import OUTCOMES

OTHER = "other"
# Half of what platforms wait for is the last of interest; most answers take a few milliseconds.
_SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0)
CHANNELS = ("alexa", "google", "actions", "dialogflow-es", "dialogflow-cx", "talk", "voice", "chat")
_FOUND = ("one", "several", "nearest", "nothing")
_PAID = ("paid", "due", "declined", "approval", "unknown")


class Metrics:
    """The figures of one process. ``intents`` and ``channels`` are the labels' values; any other
    counts as :data:`OTHER`."""

    def __init__(self, intents: Collection[str], channels: Collection[str] = CHANNELS) -> None:
        self._intents, self._channels = frozenset(intents), frozenset(channels)
        self.registry = made = CollectorRegistry()
        labels = ("channel", "intent", "outcome")
        self._turns = Counter("coster_turns", "Turns answered", labels, registry=made)
        self._seconds = Histogram(
            "coster_turn_seconds",
            "Time to an answer",
            ("channel",),
            buckets=_SECONDS,
            registry=made,
        )
        self._searches = Counter("coster_searches", "Searches", ("found",), registry=made)
        self._quotes = Counter("coster_quotes", "Quotes read back", registry=made)
        self._orders = Counter("coster_orders", "Orders placed", registry=made)
        self._payments = Counter("coster_payments", "Payments", ("outcome",), registry=made)
        self._limited = Counter("coster_limited", "Requests above a limit", registry=made)
        self._waiting = Gauge("coster_outbox_messages", "Messages to deliver", registry=made)
        self._age = Gauge("coster_outbox_age_seconds", "Age of the oldest", registry=made)
        self._degraded = Gauge("coster_degraded", "What works in part", ("part",), registry=made)

    def turned(self, channel: str, intent: str, outcome: str, seconds: float) -> None:
        """Count a turn."""
        channel = channel if channel in self._channels else OTHER
        intent = intent if intent in self._intents else OTHER
        outcome = outcome if outcome in OUTCOMES else OTHER
        self._turns.labels(channel, intent, outcome).inc()
        self._seconds.labels(channel).observe(seconds)

    def happened(self, what: str) -> None:
        """Count what has happened in the shop; what is not known by name is not counted."""
        kind, _, how = what.partition("_")
        if kind == "search" and how in _FOUND:
            self._searches.labels(how).inc()
        elif kind == "payment" and how in _PAID:
            self._payments.labels(how).inc()
        elif what == "quote_made":
            self._quotes.inc()
        elif what == "order_placed":
            self._orders.inc()

    def limited(self) -> None:
        """Count a request that was one too many."""
        self._limited.inc()

    def outbox(self, waiting: int, age_s: float) -> None:
        """Set how many messages wait to be delivered, and for how long the oldest does."""
        self._waiting.set(waiting)
        self._age.set(age_s)

    def degraded(self, parts: dict[str, bool]) -> None:
        """Set which parts do not work as they should."""
        for part, works in parts.items():
            self._degraded.labels(part).set(0 if works else 1)

    def text(self) -> bytes:
        """The figures as Prometheus reads them."""
        return generate_latest(self.registry)
