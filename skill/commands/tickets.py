"""``coster tickets``: what was handed to a person, with all that is known of it."""

from __future__ import annotations

import argparse
import json

from fulfillment.aftercare import Ticket
from fulfillment.shop import Work
from skill.settings import from_environment


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = commands.add_parser("tickets", help="matters for a person: list, show, close")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="the open ones, the oldest first")
    for name, help_ in (("show", "one, with its reports as JSON"), ("close", "one that is done")):
        action = actions.add_parser(name, help=help_)
        action.add_argument("id", metavar="ID", help="the ticket's id, as listed")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Raises :class:`TicketNotFound`."""
    from skill import wiring

    with wiring.build_shop(from_environment()).open() as work:
        if arguments.action == "list":
            return _list(work)
        if arguments.action == "close":
            work.aftercare.tickets.close(arguments.id)
            print(f"Ticket {arguments.id} is closed.")
            return 0
        return _show(work, work.aftercare.tickets.get(arguments.id))


def _list(work: Work) -> int:
    tickets = work.aftercare.tickets.list_open()
    for ticket in tickets:
        order = f"order {ticket.order_id}" if ticket.order_id else "no order"
        print(f"{ticket.id}  {ticket.created_at:%Y-%m-%d %H:%M}  {ticket.kind}  {order}")
    if not tickets:
        print("No ticket is open.")
    return 0


def _show(work: Work, ticket: Ticket) -> int:
    """Who it is about is said by handle, which leads to the account and nowhere else."""
    customer = work.customers.get(ticket.customer_id) if ticket.customer_id else None
    shown = {
        "id": ticket.id,
        "kind": ticket.kind,
        "state": ticket.state,
        "shopper": customer.handle if customer else None,
        "opened_at": ticket.created_at.isoformat(),
        "reports": list(ticket.reports),
    }
    print(json.dumps(shown, indent=2, ensure_ascii=False))
    return 0
