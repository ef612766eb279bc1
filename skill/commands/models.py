"""``coster models``: makes the platforms' models, tells which are stale, hands over projects."""

from __future__ import annotations

import argparse
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fulfillment.demo.files import DEFAULT_LOCALE, read_departments
from interaction_models import CatalogNames, ModelError, compiler
from interaction_models.compiler.phrases import SHOP_URL
from interaction_models.locale import ROOT
from skill.commands import learn
from skill.understanding.names import names_from_products


def add_parser(commands: Any) -> None:
    """The command's arguments."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "models", help="make the platforms' interaction models"
    )
    names = argparse.ArgumentParser(add_help=False)
    names.add_argument(
        "--database",
        action="store_true",
        help="take the product names from the shop's database, not from the demo shop's files",
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("build", parents=[names], help="write what has changed")
    actions.add_parser("check", parents=[names], help="tell what is stale")
    export = actions.add_parser("export", parents=[names], help="write a project's zip file")
    export.add_argument("platform", choices=sorted(_PLATFORMS))
    export.add_argument("--to", type=Path, required=True, metavar="FILE.zip")
    export.add_argument("--url", default=SHOP_URL, help="where the shop is, as %(default)s")
    learn.add_parser(actions)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Build writes what has changed; check exits with 1 when something is stale."""
    if args.action == "learn":
        return learn.run(args)
    names = _shop_names() if args.database else demo_names
    try:
        return _export(args, names) if args.action == "export" else _make(args.action, names)
    except ModelError as error:
        print(error, file=sys.stderr)
        return 1


def _make(action: str, names: compiler.Names) -> int:
    changed = _ACTIONS[action](ROOT, names)
    for name in changed:
        print(f"{'stale' if action == 'check' else 'written'}: {name}")
    print(_DONE[action] if changed else "The built models are up to date.")
    return 1 if changed and action == "check" else 0


def _export(args: argparse.Namespace, names: compiler.Names) -> int:
    """Writes the zip file, with the shop's address in it."""
    if not args.url.startswith("https://"):
        print(f"coster: Google calls https addresses only, not {args.url}", file=sys.stderr)
        return 2
    files = compiler.project(ROOT, names, _PLATFORMS[args.platform])
    shop = args.url.rstrip("/")
    pack(args.to, {path: text.replace(SHOP_URL, shop) for path, text in files.items()})
    print(f"written: {args.to}")
    return 0


def pack(target: Path, files: Mapping[str, str]) -> None:
    """Writes the files to a zip that they alone decide: in order, without a date or an owner."""
    with zipfile.ZipFile(target, "w") as archive:
        for path, text in sorted(files.items()):
            entry = zipfile.ZipInfo(path)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # as on Unix, wherever this runs
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.encode("utf-8"))


def demo_names(locale: str = DEFAULT_LOCALE) -> CatalogNames:
    """The names in a demo shop's data files, from which the models in the project are built."""
    products = [listing.product for listing in read_departments(locale)]
    return names_from_products(products, locale)


def _shop_names() -> CatalogNames:
    from skill import wiring
    from skill.settings import from_environment

    with wiring.build_shop(from_environment()).open() as work:
        return names_from_products(work.catalog.everything())


# Every project under the name its platform has on the command line.
_PLATFORMS = {name.replace("_", "-"): name for name in compiler.PROJECTS}
_ACTIONS = {"build": compiler.write, "check": compiler.check}
_DONE = {"build": "The others were up to date.", "check": "Stale: run coster models build."}
