"""``coster orders``, ``ledger`` and ``credit``, as a merchant runs them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from skill.cli import main
from skill.settings import from_environment
from skill.wiring import build_shop

BUYING = ("add a mango", "check out", "yes")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(
    tmp_path: Path, demo_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(demo_database, tmp_path / "costermonger.sqlite3")
    for name in ("COSTER_DATABASE_URL", "COSTER_LOCALE", "COSTER_PAYMENTS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> int:
    """The number of an order that was placed in the terminal."""
    path = tmp_path / "said.txt"
    path.write_text("\n".join(BUYING), encoding="utf-8")
    assert main(["chat", "--script", str(path)]) == 0
    assert main(["orders", "list", "--limit", "1"]) == 0
    return int(capsys.readouterr().out.splitlines()[-1].split()[0])


def shown(order: int, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["orders", "show", str(order)]) == 0
    return capsys.readouterr().out


def test_an_order_is_followed_from_words_to_money(
    order: int, capsys: pytest.CaptureFixture[str]
) -> None:
    story = shown(order, capsys)
    for piece in (
        *("Shall I place the order?", "heard       yes (chat", "1 x Orchard Bend mango"),
        *("by pay_on_delivery: due", "order placed: door", "message     receipt: waiting"),
    ):
        assert piece in story


def test_the_same_as_json(order: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["orders", "show", str(order), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["order"] == order
    (journal,) = document["ledger"]
    assert journal["postings"][0] == ["door", document["total"]]
    assert len(document["consent"]["quote_hash"]) == 64


def test_an_order_is_moved_on_and_a_part_goes_back_as_credit(
    order: int, capsys: pytest.CaptureFixture[str]
) -> None:
    for state in ("picking", "sent", "delivered"):
        assert main(["orders", "advance", str(order), state]) == 0
    for _ in range(2):
        assert main(["orders", "refund", str(order), "50", "--part", "bruised"]) == 0
    assert "50 of it as store credit" in capsys.readouterr().out
    story = shown(order, capsys)
    assert "paid at the door: cash" in story
    assert "refund      0.50 bruised: done" in story
    assert main(["credit", "show", "sam"]) == 0
    assert capsys.readouterr().out == "sam has 0.50 USD of store credit.\n"


def test_an_order_is_cancelled(order: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["orders", "cancel", str(order)]) == 0
    assert "cancelled, payment refunded" in capsys.readouterr().out
    assert main(["orders", "list", "--state", "cancelled"]) == 0
    assert f"{order}  " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["orders", "show", "999999"], "no order 999999"),
        (["orders", "advance", "999999", "sent"], "no order 999999"),
        (["credit", "give", "nobody", "100"], "no shopper 'nobody'"),
        (["credit", "give", "sam", "0"], "above zero"),
    ],
)
def test_what_cannot_be_done_is_said(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert message in capsys.readouterr().err


def test_an_order_goes_no_way_that_is_not_its_own(
    order: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["orders", "advance", str(order), "delivered"]) == 2
    assert "does not go from placed to delivered" in capsys.readouterr().err
    assert main(["orders", "refund", str(order), "999999"]) == 2
    assert "are left to return" in capsys.readouterr().err


def test_credit_is_given_once_per_key(capsys: pytest.CaptureFixture[str]) -> None:
    given = ["credit", "give", "sam", "500", "--key", "late-1", "--note", "late delivery"]
    assert main(given) == 0
    assert main(given) == 1
    assert "was given before" in capsys.readouterr().err
    assert main(["credit", "show", "sam"]) == 0
    assert "5.00 USD" in capsys.readouterr().out


def test_the_books_are_proved(order: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["credit", "give", "sam", "500"]) == 0
    assert main(["ledger", "check", "--ask"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "The books are right."
    assert lines[-2].split() == ["sum", "0.00", "USD"]
    assert any(line.split()[:2] == ["goodwill", "5.00"] for line in lines)


def test_books_that_are_wrong_are_told(order: int, capsys: pytest.CaptureFixture[str]) -> None:
    with build_shop(from_environment()).open() as work:
        assert work.orders.look_up(order).state == "placed"
        work.ledger._session.connection().exec_driver_sql(
            "UPDATE postings SET amount_minor = amount_minor + 1 WHERE account = 'door'"
        )
    assert main(["ledger", "check"]) == 1
    told = capsys.readouterr()
    assert "out of balance by 1" in told.err
    assert "do not add up to nothing" in told.err
    assert "right" not in told.out
