"""Everything that is done with an account on its pages, in one unit of work."""

from __future__ import annotations

from fulfillment.accounts.addresses import Addresses
from fulfillment.accounts.browsers import Browsers
from fulfillment.accounts.links import Links
from fulfillment.accounts.passkeys import Passkeys
from fulfillment.accounts.records import Records
from fulfillment.accounts.sign_ins import SignIns
from fulfillment.accounts.throttle import Throttle
from fulfillment.customers import Customers
from fulfillment.outbox import Outbox
from fulfillment.unit import Unit


class Accounts:
    """The accounts of a shop, by what is done with them."""

    def __init__(self, unit: Unit, customers: Customers, outbox: Outbox) -> None:
        self.browsers = Browsers(unit)
        self.throttle = Throttle(unit)
        self.sign_ins = SignIns(unit, customers)
        self.passkeys = Passkeys(unit)
        self.links = Links(unit, self.sign_ins, outbox)
        self.addresses = Addresses(unit, customers)
        self.records = Records(unit, customers)
