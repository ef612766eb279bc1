"""What has to be told to the outside, at least once: imports ``storage``, ``unit``, ``errors``."""

from fulfillment.outbox.drain import Carry, Delivery, Drain
from fulfillment.outbox.message import Message
from fulfillment.outbox.outbox import Outbox

__all__ = ["Carry", "Delivery", "Drain", "Message", "Outbox"]
