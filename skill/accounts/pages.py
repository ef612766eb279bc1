"""All pages under ``/account`` put together. Each family of pages is a module of this folder."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, request, url_for
from werkzeug.middleware.proxy_fix import ProxyFix

import interaction_models
from fulfillment.shop import Shop
from skill.accounts import (
    addresses,
    browser,
    card,
    code,
    devices,
    followed,
    home,
    limits,
    orders,
    passkeys,
    preferences,
    privacy,
    security,
    signing,
)
from skill.accounts.frame import Frame, install
from skill.accounts.visit import Visit, for_anyone
from skill.accounts.words import page_phrases
from skill.settings import Settings

_FOLDER = Path(__file__).parent
_STYLES = "account.css"
# The page for talking, where there is one.
_TALK = "talk.page"
# The pages for shoppers in the order of their menu; those that are not there are left out.
MENU = (
    "home",
    "orders",
    "addresses",
    "card",
    "code",
    "limits",
    "devices",
    "preferences",
    "security",
    "privacy",
)


def mount(app: Flask, shop: Shop, settings: Settings) -> None:
    """Put the shopper's pages into the application, for others of this folder to stand beside."""
    frame = Frame(shop, settings, tuple(interaction_models.locales()), page_phrases)
    install(app, frame)
    if settings.proxies:
        # Each proxy of ours has put in front whom it heard this from.
        proxies = settings.proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0
        )
    app.register_blueprint(accounts_blueprint())


def accounts_blueprint() -> Blueprint:
    """The pages below ``/account``, with the templates and styles of all pages."""
    pages = Blueprint(
        "account",
        __name__,
        url_prefix="/account",
        template_folder=str(_FOLDER / "templates"),
        static_folder=str(_FOLDER / "static"),
        static_url_path="/static",
    )
    pages.add_app_template_global(styles, "styles")
    pages.add_app_template_global(script, "script")
    pages.add_app_template_global(menu, "menu")
    pages.add_app_template_global(notice, "notice")
    pages.add_url_rule("/language/<locale>", "language", for_anyone(_language))
    pages.add_url_rule("/<path:path>", "nowhere", for_anyone(_nowhere))
    for module in (
        signing,
        followed,
        security,
        passkeys,
        home,
        orders,
        addresses,
        card,
        code,
        limits,
        devices,
        preferences,
        privacy,
    ):
        module.add_pages(pages)
    return pages


def styles() -> str:
    """The address of the styles."""
    return script(_STYLES)


def script(name: str) -> str:
    """The address of a file, which changes with it: browsers may keep what is there."""
    return url_for("account.static", filename=name, v=_version(name))


@cache
def _version(name: str) -> str:
    return hashlib.sha256((_FOLDER / "static" / name).read_bytes()).hexdigest()[:12]


def menu() -> list[tuple[str, str, bool]]:
    """The pages for shoppers: address, message that names each, and whether it is this one."""
    there = [name for name in MENU if f"account.{name}" in current_app.view_functions]
    here = (request.endpoint or "").removeprefix("account.").partition("_")[0]
    listed = [(url_for(f"account.{name}"), f"page-menu-{name}", name == here) for name in there]
    if _TALK in current_app.view_functions:
        listed.append((url_for(_TALK), "page-menu-talk", False))
    return listed


def notice(visit: Visit) -> str:
    """What a page says first of what was done on another: its address ends with ``?done=KEY``."""
    done = request.args.get("done", "")
    id_ = f"page-done-{done}"
    known = id_.replace("-", "").isalnum() and visit.words.knows(id_)
    return visit.t(id_) if known else ""


def _nowhere(visit: Visit, path: str) -> Response:  # noqa: ARG001 - the rule's
    """There is no such page."""
    return visit.page("account/nowhere.html", 404)


def _language(_visit: Visit, locale: str) -> Response:
    """Choose a language, then go on where that was done."""
    response = browser.go_to(request.args.get("next", ""))
    if locale in interaction_models.locales():
        browser.keep_language(response, locale)
    return response
