"""The platforms that are linked to an account, each of which can be unlinked."""

from __future__ import annotations

from flask import Blueprint, Response

from skill.accounts import browser
from skill.accounts.visit import Visit, for_shoppers


def add_pages(pages: Blueprint) -> None:
    """Put these pages among the others."""
    pages.add_url_rule("/devices", "devices", for_shoppers(show))
    pages.add_url_rule(
        "/devices/<grant_id>/unlink", "devices_unlink", for_shoppers(unlink), methods=["POST"]
    )


def show(visit: Visit) -> Response:
    """What is linked, and what it may do."""
    return visit.page("account/devices.html", grants=visit.work.linking.grants(visit.me.id))


def unlink(visit: Visit, grant_id: str) -> Response:
    """End a link with all its tokens."""
    ended = visit.work.linking.revoke(grant_id, visit.me.id)
    return browser.go_to(f"/account/devices{'?done=unlinked' if ended else ''}")
