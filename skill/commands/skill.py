"""``coster skill``: the Alexa skill as a package, for ``ask`` or the developer console."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import yaml

from fulfillment.linking import Client
from fulfillment.shop import Shop
from interaction_models import load_locale, locales
from interaction_models.locale import ROOT, Locale
from skill.commands.clients import linking_request
from skill.deploying.errors import DeployError
from skill.deploying.icons import draw
from skill.deploying.manifest import LARGE, SMALL, Listing, Words, icon_name, manifest
from skill.settings import SettingError, from_environment

_SEND = "ask smapi import-skill-package --location"


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = commands.add_parser("skill", help="the Alexa skill as a package")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    package = actions.add_parser("package", help="write skill.json, models, icons, linking request")
    package.add_argument("folder", type=Path, metavar="OUT")
    package.add_argument(
        "--endpoint",
        metavar="ARN",
        help="the function that Alexa calls, or an https address (COSTER_PUBLIC_URL with /alexa)",
    )
    package.add_argument("--client", metavar="ID", help="Alexa's client, where there are several")
    package.add_argument("--country", action="append", default=[], help="like US (everywhere)")
    package.add_argument("--privacy-url", metavar="URL", help="your privacy policy")
    package.add_argument("--terms-url", metavar="URL", help="your terms of use")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the package; 1 where it cannot be made."""
    from skill import wiring

    settings = from_environment()
    if settings.public_url is None:
        raise SettingError("COSTER_PUBLIC_URL must say where the platforms and shoppers reach us")
    shop = wiring.build_shop(settings)
    try:
        client = _find_client(shop, args.client)
        listing = _listing(args, settings.public_url, _shop_name(shop))
        written = write_package(args.folder, listing)
    except DeployError as error:
        print(f"coster: {error}", file=sys.stderr)
        return 1
    linking = args.folder / "accountLinking.json"
    _write(linking, request_without_secret(client, settings.public_url))
    print(f"{args.folder / 'skill-package'} holds {written} files. Send it by")
    print(f"  {_SEND} …, or lay it beside ask-resources.json and run ask deploy")
    print(f"{linking} is the accountLinkingRequest, without the secret: add it as clientSecret.")
    return 0


def write_package(folder: Path, listing: Listing) -> int:
    """Write the package below ``folder``; returns how many files. Raises DeployError."""
    package = folder / "skill-package"
    icons = {size: draw(size) for size in (SMALL, LARGE)}
    _write(package / "skill.json", manifest(listing))
    for locale in listing.words:
        model = json.loads((ROOT / "built" / "alexa" / f"{locale}.json").read_text("utf-8"))
        _write(package / "interactionModels" / "custom" / f"{locale}.json", model)
        for size, icon in icons.items():
            target = package / icon_name(locale, size)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(icon)
    return 1 + 3 * len(listing.words)


def store_words(name: str, shop_name: str) -> Words:
    """What the store says about the skill in a locale."""
    locale = load_locale(name)
    model = json.loads((ROOT / "built" / "alexa" / f"{name}.json").read_text("utf-8"))
    invocation = model["interactionModel"]["languageModel"]["invocationName"]
    found = yaml.safe_load(_store_file(locale).read_text(encoding="utf-8"))

    def filled(text: str) -> str:
        return text.format(shop=shop_name, invocation=invocation)

    return Words(
        name=shop_name,
        summary=filled(found["summary"]),
        description=filled(found["description"]),
        examples=tuple(filled(text) for text in found["examples"]),
        keywords=tuple(found["keywords"]),
        testing=filled(found["testing"]),
    )


def request_without_secret(client: Client, url: str) -> dict[str, Any]:
    """Alexa's accountLinkingRequest; the secret is known to nobody any more, but as a hash."""
    document = linking_request(client, "", url)
    document["accountLinkingRequest"].pop("clientSecret")
    return document


def _listing(args: argparse.Namespace, url: str, shop_name: str) -> Listing:
    return Listing(
        words={name: store_words(name, shop_name) for name in locales()},
        endpoint=args.endpoint or f"{url}/alexa",
        countries=tuple(args.country),
        privacy_url=args.privacy_url,
        terms_url=args.terms_url,
    )


def _find_client(shop: Shop, wanted: str | None) -> Client:
    """The client that Alexa is. Raises DeployError unless it is clear which."""
    with shop.open() as work:
        known = [client for client in work.linking.clients.all() if client.platform == "alexa"]
    chosen = [client for client in known if wanted in (None, client.id)]
    if not chosen:
        raise DeployError("Alexa is no client yet: coster clients add alexa --vendor ID")
    if len(chosen) > 1:
        raise DeployError(f"--client says which: {', '.join(client.id for client in chosen)}")
    return chosen[0]


def _shop_name(shop: Shop) -> str:
    with shop.open() as work:
        return work.profile.name


def _store_file(locale: Locale) -> Path:
    own = locale.path / "store.yaml"
    return own if own.is_file() or locale.parent is None else _store_file(locale.parent)


def _write(target: Path, document: dict[str, Any]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(document, indent=2, ensure_ascii=False)
    target.write_text(f"{text}\n", encoding="utf-8")
