"""The demo shop's OAuth server, a platform that is registered there, and Sam's browser."""

from __future__ import annotations

import pytest
from flask import Flask

from fulfillment.shop import Shop
from skill import wiring
from skill.settings import Settings
from tests.accounts.platforms import ORIGIN, Browser, Platform, browser, platform


@pytest.fixture
def app(shop: Shop) -> Flask:
    """The application."""
    return wiring.build_app(Settings(public_url=ORIGIN, proxies=1), shop=shop)


@pytest.fixture
def alexa(app: Flask, shop: Shop) -> Platform:
    """Alexa."""
    return platform(app, shop)


@pytest.fixture
def sams(app: Flask, shop: Shop) -> Browser:
    """Sam's browser, in which Sam is signed in."""
    return browser(app, shop).sign_in()
