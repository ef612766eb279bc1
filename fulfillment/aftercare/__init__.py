"""After the order: returns, pieces given up, matters for a person; imports ``orders``, ``outbox``,
``customers`` and what lies below."""

from fulfillment.aftercare.aftercare import Aftercare
from fulfillment.aftercare.returned import REASONS, Piece, Return
from fulfillment.aftercare.returns import Returns
from fulfillment.aftercare.tickets import Ticket, Tickets

__all__ = ["REASONS", "Aftercare", "Piece", "Return", "Returns", "Ticket", "Tickets"]
