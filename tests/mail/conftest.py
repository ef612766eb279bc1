"""The small shop in two languages, with an office that writes its letters into a tray."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import pytest

from fulfillment.outbox import Drain
from fulfillment.profile import DeliveryOption
from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from fulfillment.storage.schema import create_schema
from interaction_models import load_locale
from skill.conversation.phrases import Phrases
from skill.mail.office import Office
from tests.conftest import Clock
from tests.fulfillment.shopfloor import PRODUCTS, PROFILE, Till

EMAIL = "anna@example.com"
SUPPORT = "people@corner.example"
_ENGLISH = replace(
    PROFILE,
    phone="555 0100",
    support_hours="every day from nine to five",
    support_email=SUPPORT,
    time_zone="America/New_York",
)
_LABELS = {"in the morning": "en matinée", "in the evening": "en soirée"}
SHOPS = {
    "en-US": _ENGLISH,
    "fr-FR": replace(
        _ENGLISH,
        name="L'Épicerie du Coin",
        locale="fr-FR",
        country="FR",
        prices_include_tax=True,
        support_hours="tous les jours de neuf heures à dix-sept heures",
        time_zone="Europe/Paris",
        delivery=tuple(
            DeliveryOption(o.code, _LABELS[o.label], o.start, o.end, o.cost, o.capacity)
            for o in PROFILE.delivery
        ),
    ),
}


@cache
def phrases(locale: str) -> Phrases:
    """The words of a locale."""
    words = load_locale(locale)
    return Phrases(locale, (*words.replies, *words.letters))


@dataclass
class Tray:
    """A post that keeps what it is given."""

    letters: list[EmailMessage] = field(default_factory=list)

    def send(self, mail: EmailMessage) -> None:
        self.letters.append(mail)


@dataclass
class Corner:
    """The small shop, its till and its office."""

    shop: Shop
    till: Till
    tray: Tray
    office: Office
    clock: Clock

    def letter(self, kind: str, **document: object) -> EmailMessage:
        """The letter that a message of the outbox becomes."""
        with self.shop.open() as work:
            work.outbox.put(f"test-{kind}-{len(self.tray.letters)}", kind, document)
        deliveries = list(Drain(self.shop.open, self.office.carry).run())
        assert deliveries[-1].state == "sent", deliveries
        return self.tray.letters[-1]


@pytest.fixture(scope="session")
def shop_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """By locale, a database with the small shop, not to be changed."""
    files = {}
    for locale, profile in SHOPS.items():
        files[locale] = tmp_path_factory.mktemp("mail") / f"{locale}.sqlite3"
        engine = open_engine(f"sqlite:///{files[locale]}")
        create_schema(engine)
        with Shop(engine, clock=Clock()).open() as work:
            work.set_up(profile)
            work.catalog.add_many(PRODUCTS)
            work.customers.add("anna", "Anna", "home", "14 Linden Court", email=EMAIL)
            work.customers.add("ben", "Ben", "work", "208 Quarry Road")
        engine.dispose()
    return files


@pytest.fixture(params=list(SHOPS))
def locale(request: pytest.FixtureRequest) -> str:
    """The language of the shop; a test for one names it by parametrising this."""
    return str(request.param)


@pytest.fixture
def corner(
    shop_files: dict[str, Path], locale: str, tmp_path: Path, clock: Clock
) -> Iterator[Corner]:
    """The small shop in one language, a copy for this test."""
    path = shutil.copy(shop_files[locale], tmp_path / "shop.sqlite3")
    engine = open_engine(f"sqlite:///{path}")
    till, tray = Till(method="stripe"), Tray()
    shop = Shop(engine, payments=till, clock=clock)
    office = Office(shop, phrases, tray, "orders@corner.example")
    yield Corner(shop, till, tray, office, clock)
    engine.dispose()
