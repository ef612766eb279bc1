"""What a message of the outbox tells of, as it is now: imports ``orders`` and what lies below."""

from fulfillment.notices.notice import OrderNotice, Returned
from fulfillment.notices.notices import Notices

__all__ = ["Notices", "OrderNotice", "Returned"]
