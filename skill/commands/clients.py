"""``coster clients``: the platforms on which shoppers may link their accounts.

What a platform's console asks for is printed in the console's own words, to be typed in there:
https://developer.amazon.com/docs/alexa/account-linking/configure-authorization-code-grant.html
https://developers.google.com/identity/account-linking/registration
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from fulfillment.linking import ACCESS, SCOPES, Client
from fulfillment.shop import Shop
from skill.settings import SettingError, from_environment

# Amazon's hosts for North America, Europe and India, and the Far East; the way ends on the id that
# the developer console shows as the vendor's.
_ALEXA = (
    "https://pitangui.amazon.com/api/skill/link/{0}",
    "https://layla.amazon.com/api/skill/link/{0}",
    "https://alexa.amazon.co.jp/api/skill/link/{0}",
)
_GOOGLE = (
    "https://oauth-redirect.googleusercontent.com/r/{0}",
    "https://oauth-redirect-sandbox.googleusercontent.com/r/{0}",
)
_NAMES = {"alexa": "Alexa", "google": "Google"}
_SEND = "ask smapi update-account-linking-info -s SKILL_ID --account-linking-request file:"
_EVENTS = ("SKILL_ACCOUNT_LINKED", "SKILL_DISABLED")


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = commands.add_parser("clients", help="the platforms that may link accounts")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="every client: id, name, scopes and redirect URIs")
    add = actions.add_parser("add", help="register one, and print what to type into its console")
    add.add_argument("platform", choices=("alexa", "google", "other"))
    add.add_argument("--name", help="what shoppers are asked to link (Alexa, Google)")
    whose = add.add_mutually_exclusive_group(required=True)
    whose.add_argument("--vendor", metavar="ID", help="Alexa: your vendor id, such as M2ABC")
    whose.add_argument("--project", metavar="ID", help="Google: your project's id")
    whose.add_argument(
        "--redirect", metavar="URI", action="append", help="or each redirect URI as it is shown"
    )
    add.add_argument(
        "--scope",
        action="append",
        choices=SCOPES,
        help="what it may ask for (all; shop:read is always among it)",
    )
    _with_request(add)
    renew = actions.add_parser("renew", help="a new secret for a client, whose links stay")
    _with_request(renew)
    remove = actions.add_parser("remove", help="delete a client; all links with it end")
    for action in (renew, remove):
        action.add_argument("client", metavar="CLIENT", help="the client's id")
    parser.set_defaults(run=run)


def _with_request(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "--request", metavar="FILE", type=Path, help="Alexa: write the accountLinkingRequest, too"
    )


def run(arguments: argparse.Namespace) -> int:
    """Do it; 1 where there is no such client. Raises ValueError for a wrong call."""
    from skill import wiring

    settings = from_environment()
    if arguments.action in ("add", "renew") and settings.public_url is None:
        raise SettingError("COSTER_PUBLIC_URL must say where the platforms and shoppers reach us")
    act = {"list": _list, "add": _add, "renew": _renew, "remove": _remove}[arguments.action]
    return act(wiring.build_shop(settings), arguments, settings.public_url or "")


def _list(shop: Shop, _arguments: argparse.Namespace, _url: str) -> int:
    with shop.open() as work:
        for client in work.linking.clients.all():
            links = work.linking.count(client.id)
            scopes = ",".join(client.scopes)
            print(f"{client.id}\t{client.name}\t{scopes}\t{links} linked")
            for uri in client.redirect_uris:
                print(f"\t{uri}")
    return 0


def _add(shop: Shop, arguments: argparse.Namespace, url: str) -> int:
    platform = arguments.platform
    name = arguments.name or _NAMES.get(platform)
    if name is None:
        raise ValueError("--name says what shoppers are asked to link")
    _check_request(arguments, platform)
    with shop.open() as work:
        client, secret = work.linking.clients.add(
            platform, name, _redirects(arguments), arguments.scope or SCOPES
        )
    return _show(client, secret, url, arguments.request)


def _redirects(arguments: argparse.Namespace) -> list[str]:
    known = {"alexa": (_ALEXA, arguments.vendor), "google": (_GOOGLE, arguments.project)}
    if arguments.redirect:
        return list(arguments.redirect)
    patterns, id_ = known.get(arguments.platform, ((), None))
    if not id_:
        raise ValueError("that option is of another platform; --redirect goes with all of them")
    if not id_.isascii() or not id_.replace("-", "").isalnum():
        raise ValueError(f"no id of a vendor or project: {id_}")
    return [pattern.format(id_) for pattern in patterns]


def _renew(shop: Shop, arguments: argparse.Namespace, url: str) -> int:
    with shop.open() as work:
        client = work.linking.clients.find(arguments.client)
        if client is None:
            return _unknown(arguments.client)
        _check_request(arguments, client.platform)
        secret = work.linking.clients.renew_secret(client.id)
    return _show(client, secret or "", url, arguments.request)


def _remove(shop: Shop, arguments: argparse.Namespace, _url: str) -> int:
    with shop.open() as work:
        links = work.linking.count(arguments.client)
        if not work.linking.clients.remove(arguments.client):
            return _unknown(arguments.client)
    print(f"{arguments.client} is removed, and with it {links} linked account(s).")
    return 0


def _unknown(client_id: str) -> int:
    print(f"coster: there is no client {client_id}", file=sys.stderr)
    return 1


def _check_request(arguments: argparse.Namespace, platform: str) -> None:
    if arguments.request is not None and platform != "alexa":
        raise ValueError("--request is for Alexa alone")


def _show(client: Client, secret: str, url: str, file: Path | None) -> int:
    """Print what the console asks for. The secret is shown this once: only its hash is kept."""
    title, fields = _console(client, secret, url)
    print(title)
    width = max(len(name) for name, _ in fields)
    for name, value in fields:
        print(f"  {name.ljust(width)}  {value}")
    print("These are where shoppers are sent back to, letter by letter:")
    for uri in client.redirect_uris:
        print(f"  {uri}")
    if client.platform == "alexa":
        print(f"Let the skill's manifest subscribe to the events {' and '.join(_EVENTS)}.")
    if file is not None:
        _write(file, linking_request(client, secret, url))
        print(f"{file} holds the accountLinkingRequest, with the secret in it. Send it by")
        print(f"  {_SEND}{file}")
    return 0


def _console(client: Client, secret: str, url: str) -> tuple[str, list[tuple[str, str]]]:
    authorize, token, revoke = (f"{url}/oauth/{name}" for name in ("authorize", "token", "revoke"))
    scopes, seconds = ", ".join(client.scopes), str(int(ACCESS.total_seconds()))
    match client.platform:
        case "alexa":
            return "Alexa developer console > your skill > Build > Account Linking, switched on:", [
                ("Allow users to enable skill without account linking", "on"),
                ("Authorization grant type", "Auth Code Grant"),
                ("Your Web Authorization URI", authorize),
                ("Access Token URI", token),
                ("Your Client ID", client.id),
                ("Your Secret", secret),
                ("Your Authentication Scheme", "HTTP Basic"),
                ("Scope", scopes),
                ("Domain List", "none"),
                ("Default Access Token Expiration Time", seconds),
            ]
        case "google":
            return "Account linking in Google's console, linking type OAuth, Authorization code:", [
                ("Client ID issued by your Actions to Google", client.id),
                ("Client secret", secret),
                ("Authorization URL", authorize),
                ("Token URL", token),
                ("Token revocation endpoint, where it is asked for", revoke),
                ("Scopes", scopes),
                ("Allow account creation by voice", "no"),
            ]
    return f"{client.name} may ask for links now:", [
        ("client_id", client.id),
        ("client_secret", secret),
        ("authorization endpoint", authorize),
        ("token endpoint", token),
        ("revocation endpoint", revoke),
        ("scope", " ".join(client.scopes)),
    ]


def linking_request(client: Client, secret: str, url: str) -> dict[str, Any]:
    """Alexa's accountLinkingRequest, which the console's fields are made from.

    A shopper may use the skill before linking. Its ``redirectUrls`` are for apps of one's own, and
    the pages fetch nothing from other domains.
    https://developer.amazon.com/docs/alexa/smapi/account-linking-schemas.html
    """
    return {
        "accountLinkingRequest": {
            "type": "AUTH_CODE",
            "skipOnEnablement": True,
            "authorizationUrl": f"{url}/oauth/authorize",
            "accessTokenUrl": f"{url}/oauth/token",
            "clientId": client.id,
            "clientSecret": secret,
            "accessTokenScheme": "HTTP_BASIC",
            "scopes": list(client.scopes),
            "domains": [],
            "defaultTokenExpirationInSeconds": int(ACCESS.total_seconds()),
        }
    }


def _write(file: Path, document: dict[str, Any]) -> None:
    """Write a file that nobody else may read."""
    file.unlink(missing_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as written:
        json.dump(document, written, indent=2)
        written.write("\n")
