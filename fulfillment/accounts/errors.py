"""What an account's pages may answer instead of a result.

::

    ShopError
    ├ NotFound
    │ ├ AddressNotFound   not there, or another customer's
    │ └ LinkNotFound      a mailed link was used, or is too old
    ├ AddressRefused      it cannot be kept as it was typed
    └ AccountBusy         it cannot be erased: an order or its money is on its way
"""

from __future__ import annotations

from collections.abc import Mapping

from fulfillment.errors import NotFound, ShopError

# ruff: noqa: N818 - these are outcomes rather than errors, and named as such


class AddressNotFound(NotFound):
    """There is no such address, or it belongs to another customer."""


class LinkNotFound(NotFound):
    """A mailed link was used before, is too old, or never was."""


class AddressRefused(ShopError):
    """An address cannot be kept; ``faults`` has a reason for each field that is at fault.

    Fields are label, address, region and count; reasons ``missing``, ``long``, ``taken``,
    ``unknown``, ``many`` and ``chosen``.
    """

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {reason}" for field, reason in faults.items()))
        self.faults = dict(faults)


class AccountBusy(ShopError):
    """An account cannot be erased: ``what``, an order or a payment, is still open."""

    def __init__(self, what: str, order_id: int) -> None:
        whole = "" if what == "order" else f"the {what} of "
        super().__init__(f"{whole}order {order_id} is still open")
        self.what = what
        self.order_id = order_id
