"""A shopper's addresses: one is chosen, and orders go there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fulfillment.accounts.addresses import LABEL_LENGTH, MOST, Wanted
from fulfillment.accounts.errors import AddressNotFound, AddressRefused
from fulfillment.errors import AddressMissing, QuoteChanged
from fulfillment.shop import Shop, Work
from tests.fulfillment.shopfloor import CONVERSATION, PROFILE, buy, offer, owner

WORK = Wanted("work", "208 Quarry Road")


def labels(work: Work, customer: int = 1) -> list[tuple[str, bool]]:
    return [(each.label, each.chosen) for each in work.accounts.addresses.of(customer)]


def test_the_address_that_an_account_began_with_is_among_them_and_chosen(work: Work) -> None:
    assert labels(work) == [("home", True)]
    assert labels(work) == [("home", True)]


def test_another_address_is_kept_and_not_chosen(work: Work) -> None:
    work.accounts.addresses.add(1, WORK)
    assert labels(work) == [("home", True), ("work", False)]
    assert work.customers.get(1).address_label == "home"


def test_orders_go_to_the_chosen_address(corner: Shop) -> None:
    with corner.open() as work:
        added = work.accounts.addresses.add(1, WORK)
        work.accounts.addresses.choose(added.id, 1)
        assert labels(work) == [("work", True), ("home", False)]
        assert buy(work, offer(work)).address_label == "work"


def test_choosing_another_address_voids_what_was_read_out(corner: Shop) -> None:
    with corner.open() as work:
        quote = offer(work)
        added = work.accounts.addresses.add(1, WORK)
        work.accounts.addresses.choose(added.id, 1)
    with corner.open() as work, pytest.raises(QuoteChanged):
        buy(work, quote)


def test_the_chosen_address_can_be_put_right(work: Work) -> None:
    (home,) = work.accounts.addresses.of(1)
    work.accounts.addresses.change(home.id, 1, Wanted("home", "15 Linden Court"))
    assert work.customers.get(1).address == "15 Linden Court"
    assert labels(work) == [("home", True)]


def test_the_first_address_of_a_newcomer_is_chosen(work: Work) -> None:
    newcomer = work.customers.add("new", "New", "", "")
    assert work.accounts.addresses.of(newcomer.id) == []
    work.accounts.addresses.add(newcomer.id, Wanted("  my   home ", " 3 Long Lane\n2nd floor "))
    (first,) = work.accounts.addresses.of(newcomer.id)
    assert (first.label, first.address, first.chosen) == (
        "my home",
        "3 Long Lane\n2nd floor",
        True,
    )


def test_without_an_address_nothing_is_offered(work: Work) -> None:
    newcomer = work.customers.add("new", "New", "", "")
    work.carts.add(owner(newcomer.id), "bread", 1)
    with pytest.raises(AddressMissing):
        work.quotes.make(newcomer.id, owner(newcomer.id), CONVERSATION)


def test_an_address_that_is_not_chosen_can_be_removed(work: Work) -> None:
    added = work.accounts.addresses.add(1, WORK)
    work.accounts.addresses.remove(added.id, 1)
    assert labels(work) == [("home", True)]


def test_the_chosen_one_of_several_is_not_removed(work: Work) -> None:
    work.accounts.addresses.add(1, WORK)
    home = work.accounts.addresses.of(1)[0]
    with pytest.raises(AddressRefused, match="chosen"):
        work.accounts.addresses.remove(home.id, 1)


def test_the_only_address_can_be_removed(work: Work) -> None:
    (home,) = work.accounts.addresses.of(1)
    work.accounts.addresses.remove(home.id, 1)
    assert work.accounts.addresses.of(1) == []
    assert work.customers.get(1).address == ""


@pytest.mark.parametrize(
    ("wanted", "field", "reason"),
    [
        (Wanted("", "208 Quarry Road"), "label", "missing"),
        (Wanted("work", " \n "), "address", "missing"),
        (Wanted("w" * (LABEL_LENGTH + 1), "208 Quarry Road"), "label", "long"),
        (Wanted("work", "2" * 301), "address", "long"),
        (Wanted(" HOME ", "208 Quarry Road"), "label", "taken"),
        (Wanted("work", "208 Quarry Road", "Atlantis"), "region", "unknown"),
    ],
)
def test_what_cannot_be_kept_says_why(work: Work, wanted: Wanted, field: str, reason: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        work.accounts.addresses.add(1, wanted)
    assert refused.value.faults == {field: reason}
    assert labels(work) == [("home", True)]


def test_all_that_is_wrong_is_said_at_once(work: Work) -> None:
    with pytest.raises(AddressRefused) as refused:
        work.accounts.addresses.add(1, Wanted("", "", "Atlantis"))
    assert refused.value.faults == {"label": "missing", "address": "missing", "region": "unknown"}


def test_a_region_of_the_shop_is_taxed_there(work: Work) -> None:
    work.set_up(replace(PROFILE, tax_regions={"OR": {"general": 0}}))
    (home,) = work.accounts.addresses.of(1)
    work.accounts.addresses.change(home.id, 1, Wanted("home", "14 Linden Court", "OR"))
    assert work.customers.get(1).region == "OR"


def test_nobody_keeps_more_than_ten(work: Work) -> None:
    for number in range(1, MOST):
        work.accounts.addresses.add(1, Wanted(f"hut {number}", "208 Quarry Road"))
    with pytest.raises(AddressRefused, match="many"):
        work.accounts.addresses.add(1, WORK)


def test_what_is_somebody_elses_is_not_there(work: Work) -> None:
    (bens,) = work.accounts.addresses.of(2)
    for act in (work.accounts.addresses.get, work.accounts.addresses.choose):
        with pytest.raises(AddressNotFound):
            act(bens.id, 1)
    with pytest.raises(AddressNotFound):
        work.accounts.addresses.change(bens.id, 1, WORK)
    with pytest.raises(AddressNotFound):
        work.accounts.addresses.remove(bens.id, 1)
    assert work.customers.get(2).address == "208 Quarry Road"
