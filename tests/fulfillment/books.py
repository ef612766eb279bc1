"""What must hold of the books at any moment between two transactions."""

from __future__ import annotations

from fulfillment.ledger import Account
from fulfillment.shop import Shop


def check_books(shop: Shop, *, settled: bool = False) -> dict[Account, int]:
    """Fail unless the books are right; what stands on each account, in minor units.

    Where everything is ``settled``, nothing is on its way either.
    """
    with shop.open() as work:
        assert work.audit() == []
        balances = {account: sum_.amount_minor for account, sum_ in work.ledger.balances().items()}
    assert sum(balances.values()) == 0
    if settled:
        assert balances[Account.REFUNDS_DUE] == 0
        assert balances[Account.ADVANCES] == 0
    return {account: amount for account, amount in balances.items() if amount}
