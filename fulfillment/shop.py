"""The front door: a shop that is opened for one unit of work at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from fulfillment.aftercare.aftercare import Aftercare
from fulfillment.carts.carts import Carts
from fulfillment.catalog.catalog import Catalog
from fulfillment.customers.customers import Customers
from fulfillment.errors import StorageReadOnly
from fulfillment.ledger import Fault, Ledger, audit
from fulfillment.notices.notices import Notices
from fulfillment.orders.orders import Orders
from fulfillment.orders.quotes import Quotes
from fulfillment.outbox.outbox import Outbox
from fulfillment.payments.cards import Cards
from fulfillment.payments.guarded import Guarded
from fulfillment.payments.provider import PaymentProvider, PayOnDelivery
from fulfillment.payments.store_credit import StoreCredit
from fulfillment.profile import ShopProfile, read_profile, write_profile
from fulfillment.promotions.promotions import Promotions
from fulfillment.search.indexes import Indexes
from fulfillment.search.searcher import Searcher
from fulfillment.sessions.sessions import Sessions
from fulfillment.storage.engine import only_reading, reading, write_nothing, write_over
from fulfillment.storage.faults import shop_errors
from fulfillment.storage.versioned import Versioned
from fulfillment.unheard import Unheard
from fulfillment.unit import Observer, Unit

if TYPE_CHECKING:
    from fulfillment.accounts.accounts import Accounts
    from fulfillment.feeds.events import FeedEvents
    from fulfillment.feeds.imports import Imports
    from fulfillment.linking import Linking


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


class Shop:
    """A shop on one database. It may be shared by threads; a unit of work may not.

    ``cards`` keeps shoppers' cards, where orders are paid with them. Where it ``learns``, sentences
    that were not understood are kept of those who allow it. Its search index is kept in
    ``snapshots``, or in memory only.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        payments: PaymentProvider | None = None,
        cards: Cards | None = None,
        clock: Callable[[], datetime] = utc_now,
        learns: bool = True,
        snapshots: Path | None = None,
    ) -> None:
        self._engine = engine
        self._payments = payments or PayOnDelivery()
        self.cards = cards
        self._clock = clock
        self._learns = learns
        self._profiles: Versioned[ShopProfile] = Versioned(read_profile)
        self._snapshots = snapshots
        self._indexes = Indexes(snapshots)
        self._observer: Observer | None = None

    def open(self, *, only_reads: bool = False) -> AbstractContextManager[Work]:
        """A unit of work: committed at the end, rolled back when anything is raised in it.

        One that ``only_reads`` is there where the database takes nothing, too. Raises
        :class:`StorageUnavailable` when the database cannot be reached, :class:`StorageReadOnly`
        when it takes nothing, and :class:`Conflict` when somebody else wrote first.
        """
        return self._work(only_reading(self._engine) if only_reads else self._engine)

    def can_write(self) -> bool:
        """Whether the database takes anything. Raises :class:`StorageUnavailable`."""
        try:
            with shop_errors(), self._engine.begin() as connection:
                write_nothing(connection)
        except StorageReadOnly:
            return False
        return True

    def observe(self, observer: Observer) -> None:
        """Have ``observer`` told what happens from now on."""
        self._observer = observer

    @property
    def is_paid(self) -> bool:
        """Whether the payment provider answers, as far as is known."""
        return not (isinstance(self._payments, Guarded) and self._payments.is_down)

    @property
    def searches_simply(self) -> bool:
        """Whether the search index is lost, and is being made while a simple search answers."""
        return self._indexes.is_simple

    def erase(self, customer_id: int) -> bool:
        """Delete an account for good, its cards at the provider first.

        Not to be called within a unit of work that has begun anything. False where what was deleted
        may be read in the database's own log for a while still. Raises :class:`CustomerNotFound`,
        :class:`AccountBusy`, or :class:`PaymentUnknown` when the provider cannot be asked: then
        nothing was erased.
        """
        with self.open() as work:
            work.accounts.records.check_erasable(customer_id)
        if self.cards is not None:
            self.cards.forget(customer_id)
        with self.open() as work:
            work.accounts.records.erase(customer_id)
        return write_over(self._engine)

    def index_ahead(self, version: int, products: str) -> None:
        """Make the search index ready for a ``version`` of the catalogue that is to come.

        ``products`` is a query of the products as they will be. Nobody is kept waiting meanwhile.
        """
        if self._snapshots is None:
            return
        with shop_errors(), reading(self._engine) as connection, Session(connection) as session:
            # Within this connection, it is what stands in the table of that name.
            session.execute(text(f"CREATE TEMPORARY VIEW products AS {products}"))
            Indexes(self._snapshots).make(session, version)

    @contextmanager
    def _work(self, engine: Engine) -> Iterator[Work]:
        with shop_errors(), Session(engine) as session:
            unit = Unit(engine, session, self._clock(), self._profiles, self._observer)
            yield Work(unit, self._indexes, self._payments, learns=self._learns)
            unit.commit()


class Work:
    """One transaction and everything that can be done in it, all at the moment ``now``."""

    def __init__(
        self,
        unit: Unit,
        indexes: Indexes,
        payments: PaymentProvider,
        *,
        learns: bool = True,
    ) -> None:
        self._unit = unit
        self.now = unit.now
        self.catalog = Catalog(unit)
        self.search = Searcher(unit, indexes)
        self.carts = Carts(unit, self.catalog)
        self.customers = Customers(unit, self.catalog)
        self.promotions = Promotions(unit, self.carts)
        self.ledger = Ledger(unit)
        self.credit = StoreCredit(unit, self.ledger)
        self.quotes = Quotes(unit, self.carts, self.customers, self.promotions, self.credit.balance)
        self.orders = Orders(unit, self.carts, self.customers, self.quotes, payments)
        self.outbox = Outbox(unit)
        self.notices = Notices(self.orders)
        self.aftercare = Aftercare(unit, self.orders, self.outbox)
        self.sessions = Sessions(unit)
        self.unheard = Unheard(unit, on=learns)

    @property
    def profile(self) -> ShopProfile:
        """Who the shop is and when it delivers. Raises :class:`NotSetUp`."""
        return self._unit.profile

    @property
    def accounts(self) -> Accounts:
        """Accounts as their owners see them on pages; loaded when they do, for no turn does so."""
        from fulfillment.accounts.accounts import Accounts

        return Accounts(self._unit, self.customers, self.outbox)

    @property
    def linking(self) -> Linking:
        """Platforms that are linked to accounts; loaded when a link is first seen."""
        from fulfillment.linking import Linking

        return Linking(self._unit)

    @property
    def imports(self) -> Imports:
        """Catalogues that come in: loaded when they are, for no turn does so."""
        from fulfillment.feeds.imports import Imports

        return Imports(self._unit)

    @property
    def feed_events(self) -> FeedEvents:
        """Changes of single products from outside; loaded when they come."""
        from fulfillment.feeds.events import FeedEvents

        return FeedEvents(self._unit, self.catalog)

    def set_up(self, profile: ShopProfile) -> None:
        """Make ``profile`` the shop of this database."""
        write_profile(self._unit.session, profile)
        self._unit.catalog_changed()

    def note(self, what: str) -> None:
        """Have ``what`` counted once this is committed; see :data:`Observer`."""
        self._unit.note(what)

    def audit(self) -> list[Fault]:
        """What is wrong in the books; nothing where they are right."""
        return audit(self._unit.session)

    def checkpoint(self) -> None:
        """Commit, and go on in a new transaction."""
        self._unit.checkpoint()
