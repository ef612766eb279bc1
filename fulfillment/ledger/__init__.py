"""Double entry: what happened to money, and where it stands; imports no other subject."""

from fulfillment.ledger.audit import Fault, audit
from fulfillment.ledger.journal import Account, Journal, Posting
from fulfillment.ledger.ledger import Ledger

__all__ = ["Account", "Fault", "Journal", "Ledger", "Posting", "audit"]
