"""``coster account password`` and ``invite``: a shopper is let in, and no secret is shown twice."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import pytest

from fulfillment.accounts.passwords import fits
from fulfillment.accounts.sign_ins import SignIn
from skill import wiring
from skill.cli import main
from skill.commands import account, account_access
from skill.settings import from_environment

PASSWORD = "seven brown teapots"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(
    tmp_path: Path, demo_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.sqlite3").write_bytes(demo_database.read_bytes())
    monkeypatch.setenv("COSTER_DATABASE_URL", "sqlite:///shop.sqlite3")
    for name in ("COSTER_LOCALE", "COSTER_PUBLIC_URL", "COSTER_HOST", "COSTER_PORT"):
        monkeypatch.delenv(name, raising=False)


def command(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    account.add_parser(parser.add_subparsers())
    return parser.parse_args(["account", *words])


def typing(*answers: str) -> Callable[[str], str]:
    left = iter(answers)
    return lambda _prompt: next(left)


def way_in(handle: str) -> SignIn | None:
    with wiring.open_shop(from_environment()).open() as work:
        customer = work.customers.find_by_handle(handle)
        assert customer
        return work.accounts.sign_ins.of(customer.id)


def test_a_password_is_typed_unseen_and_signs_in(capsys: pytest.CaptureFixture[str]) -> None:
    typed = typing(PASSWORD, PASSWORD)
    assert account_access.set_password(command("password", "sam"), typed) == 0
    told = capsys.readouterr()
    assert told.out == "sam signs in as sam@example.com now.\n"
    known = way_in("sam")
    assert known
    assert fits(known.password_hash, PASSWORD)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (("short",), "the password is too short"),
        (("1234567890",), "the password is too simple"),
        ((PASSWORD, "another long password"), "the two passwords differ"),
    ],
)
def test_a_password_that_is_not_taken_changes_nothing(
    capsys: pytest.CaptureFixture[str], typed: tuple[str, ...], why: str
) -> None:
    assert account_access.set_password(command("password", "sam"), typing(*typed)) == 1
    error = capsys.readouterr().err
    assert why in error
    assert not any(text in error for text in typed if len(text) > 5)
    known = way_in("sam")
    assert known is None or known.password_hash is None


def test_an_invitation_is_a_link_that_signs_in_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["account", "invite", "anna"]) == 0
    link, told = capsys.readouterr().out.splitlines()
    assert link.startswith("http://127.0.0.1:8080/account/link/")
    assert told == "Whoever opens it within 30 minutes is signed in as anna, once."
    with wiring.open_shop(from_environment()).open() as work:
        used = [work.accounts.links.use(link.rpartition("/")[2]) for _ in range(2)]
        anna = work.customers.find_by_handle("anna")
    assert anna
    assert used[0]
    assert (used[0].customer_id, used[1]) == (anna.id, None)


def test_who_has_no_address_needs_one_that_nobody_else_has(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with wiring.open_shop(from_environment()).open() as work:
        work.customers.add("nora", "Nora", "home", "1 Elm Street")
    assert main(["account", "invite", "nora"]) == 2
    assert "nora has no e-mail address that can be used: give --email" in capsys.readouterr().err
    assert main(["account", "invite", "nora", "--email", "Nora@Example.com"]) == 0
    known = way_in("nora")
    assert known
    assert known.email == "nora@example.com"
    assert main(["account", "invite", "sam", "--email", "nora@example.com"]) == 2
    assert "somebody else signs in as nora@example.com" in capsys.readouterr().err


def test_an_address_that_is_known_already_stays(capsys: pytest.CaptureFixture[str]) -> None:
    for email in ("anna@example.com", "other@example.com"):
        assert main(["account", "invite", "anna", "--email", email]) == 0
    known = way_in("anna")
    assert known
    assert known.email == "anna@example.com"
    assert "other@" not in capsys.readouterr().out
