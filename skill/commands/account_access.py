"""``coster account password`` and ``coster account invite``: letting a shopper in."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from getpass import getpass

from fulfillment.accounts.email import normalised
from fulfillment.accounts.links import MINUTES
from fulfillment.accounts.passwords import SHORTEST, fault, hash_of
from fulfillment.customers import Customer
from fulfillment.shop import Work
from skill.commands.shopper import shopper
from skill.settings import Settings, from_environment


def add_actions(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the two actions."""
    password = actions.add_parser("password", help="type a password for a shopper to sign in with")
    password.set_defaults(run=set_password)
    invite = actions.add_parser("invite", help="print a link that signs a shopper in once")
    invite.set_defaults(run=print_link)
    for action in (password, invite):
        action.add_argument("handle", metavar="HANDLE", help="the shopper's handle")
        action.add_argument("--email", help="the address to sign in with, if it is not known")


def set_password(arguments: argparse.Namespace, ask: Callable[[str], str] = getpass) -> int:
    """Set a password; 1 where nothing was changed. Raises ValueError for a wrong call."""
    from skill import wiring

    shop = wiring.build_shop(from_environment())
    with shop.open() as work:
        _admit(work, shopper(work, arguments.handle), arguments.email)
    password = ask(f"Password, at least {SHORTEST} characters: ")
    if found := fault(password):
        print(f"coster: the password is too {found}; nothing was changed", file=sys.stderr)
        return 1
    if password != ask("Once more: "):
        print("coster: the two passwords differ; nothing was changed", file=sys.stderr)
        return 1
    hash_ = hash_of(password)
    with shop.open() as work:
        customer = shopper(work, arguments.handle)
        email = _admit(work, customer, arguments.email)
        work.accounts.sign_ins.set_password(customer.id, hash_)
        work.accounts.browsers.end_all(customer.id)
    print(f"{arguments.handle} signs in as {email} now.")
    return 0


def print_link(arguments: argparse.Namespace) -> int:
    """Print a link that signs in once. Raises ValueError for a wrong call."""
    from skill import wiring

    settings = from_environment()
    with wiring.build_shop(settings).open() as work:
        customer = shopper(work, arguments.handle)
        email = _admit(work, customer, arguments.email)
        secret = work.accounts.links.hand_out(email, customer.id)
    print(f"{_origin(settings)}/account/link/{secret}")
    print(f"Whoever opens it within {MINUTES} minutes is signed in as {arguments.handle}, once.")
    return 0


def _admit(work: Work, customer: Customer, email: str | None) -> str:
    """The address that a shopper signs in with from now on, if they had none yet."""
    sign_ins = work.accounts.sign_ins
    if known := sign_ins.of(customer.id):
        return known.email
    address = normalised(email or customer.email)
    if not address:
        raise ValueError(f"{customer.handle} has no e-mail address that can be used: give --email")
    if sign_ins.find(address):
        raise ValueError(f"somebody else signs in as {address}")
    sign_ins.admit(customer.id, address)
    return address


def _origin(settings: Settings) -> str:
    return settings.public_url or f"http://{settings.host}:{settings.port}"
