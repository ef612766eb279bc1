"""What the drivers of all channels share: what they are made of, and what they tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from flask import Flask

from fulfillment.shop import Shop
from skill import wiring
from skill.understanding import Understanding
from tests.conftest import Clock


@dataclass(frozen=True)
class Heard:
    """What came of one sentence: how it was understood, what was answered, and whether it ended."""

    intent: str
    slots: Mapping[str, str]
    says: str
    ends: bool
    card: bool
    links_account: bool


class Driver(Protocol):
    """One shopper before one device."""

    def begin(self) -> Heard: ...

    def hear(self, text: str) -> Heard: ...


_understanding: dict[str, Understanding] = {}


@dataclass(frozen=True)
class Stage:
    """What a driver is made of: the locale and its shop, a clock, who talks, and the session.

    ``apps`` are the shop's applications by channel, which go with the shop.
    """

    locale: str
    shop: Shop
    apps: dict[str, Flask]
    clock: Clock
    user: str
    token: str | None
    session: str

    def understanding_in(self, locale: str) -> Understanding:
        """The understanding with the demo shop's names, built once: they never change in tests."""
        if locale not in _understanding:
            _understanding[locale] = wiring.build_understanding(self.shop, locale)
        return _understanding[locale]

    def app_for(self, channel: str, build: Callable[[], Flask]) -> Flask:
        """The shop's application for a channel, built once."""
        if channel not in self.apps:
            self.apps[channel] = build()
        return self.apps[channel]

    @property
    def understanding(self) -> Understanding:
        """The understanding in the stage's own locale."""
        return self.understanding_in(self.locale)
