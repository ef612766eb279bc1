"""``coster catalog``: products in from feeds, what they are called, and how they are found."""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skill.commands.catalog_report import Progress, open_report, summary
from skill.settings import from_environment

if TYPE_CHECKING:
    from fulfillment.feeds import Options
    from fulfillment.shop import Shop

_KINDS = ("google-xml", "google-tsv", "shopify", "woocommerce", "plain")
_NO_SHOP = (
    "the database holds no shop to import into: set one up with coster shop new, or give --shop "
    "FILE; coster serve, chat and demo would fill it with the demo shop"
)
_SEARCH = "skill.commands.catalog_search"


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = commands.add_parser("catalog", help="import products, name them, search them")
    acts = parser.add_subparsers(required=True, metavar="ACT")
    _add_import(acts.add_parser("import", help="take a feed's products in place of the catalogue"))
    names = acts.add_parser("names", help="what is said for products, and from which titles")
    names.add_argument("--unsure", action="store_true", help="only where somebody should look")
    names.set_defaults(run=run_names)
    name = acts.add_parser("name", help="say something else for a product, whatever feeds say")
    name.add_argument("sku", metavar="SKU")
    name.add_argument("spoken", metavar="NAME", help="empty: what was made of the title")
    name.set_defaults(run=run_name)
    if importlib.util.find_spec(_SEARCH):
        importlib.import_module(_SEARCH).add_search(acts)


def _add_import(act: argparse.ArgumentParser) -> None:
    act.add_argument("source", metavar="FEED", help="a file, an https URL, or - (standard input)")
    reading = act.add_argument_group("how it is read; without these, the feed tells")
    reading.add_argument("--kind", choices=_KINDS)
    reading.add_argument(
        "--mapping", type=Path, metavar="FILE", help="TOML: what a plain table's columns hold"
    )
    reading.add_argument("--encoding", metavar="NAME")
    reading.add_argument(
        "--taxonomy",
        type=Path,
        metavar="FILE",
        help="Google's taxonomy-with-ids.….txt, where a feed gives numbers for categories",
    )
    selling = act.add_argument_group("how it is sold")
    selling.add_argument(
        "--stock", type=int, default=100, metavar="N", help="of what is only said to be in stock"
    )
    selling.add_argument("--tax", default="", metavar="CATEGORY", help="of what names none of ours")
    selling.add_argument(
        "--prices", choices=("with-tax", "without-tax"), help="the feed's; default: as in the shop"
    )
    selling.add_argument(
        "--shop", type=Path, metavar="FILE", help="a shop.toml, to set an empty database up with"
    )
    selling.add_argument("--keep", action="store_true", help="what the feed has not is still sold")
    doing = act.add_argument_group("what is done")
    doing.add_argument("--dry-run", action="store_true", help="change nothing for shoppers")
    doing.add_argument("--resume", action="store_true", help="go on where an import was cut off")
    doing.add_argument("--force", action="store_true", help="also a feed with too many refusals")
    doing.add_argument(
        "--most-refused", type=_share, default=0.2, metavar="PERCENT", help="default: 20"
    )
    doing.add_argument(
        "--report", type=Path, metavar="FILE", help="each line that is not sold: .csv, else JSON"
    )
    doing.add_argument("--json", action="store_true", help="print the counts as JSON")
    act.set_defaults(run=run_import)


def run_import(arguments: argparse.Namespace) -> int:
    """Import a feed; 0 when it was taken, or would be.

    Raises :class:`FeedError`, and :class:`NotSetUp` where there is no shop to import into.
    """
    from fulfillment.feeds import Watch, import_feed

    shop = _set_up(arguments.shop)
    with ExitStack() as stack:
        report = stack.enter_context(open_report(arguments.report, again=arguments.resume))
        progress = stack.enter_context(Progress(sys.stderr))
        watch = Watch(progress.show, report)
        try:
            outcome = import_feed(
                shop.open, arguments.source, _options(arguments), watch, ahead=shop.index_ahead
            )
        except KeyboardInterrupt:
            print("coster: stopped; the same with --resume goes on from there", file=sys.stderr)
            raise
    told = summary(outcome)
    print(json.dumps(told) if arguments.json else _sentences(told))
    return 0


def _set_up(description: Path | None) -> Shop:
    """The shop to import into: that of the database, else the one that is described."""
    from fulfillment.errors import NotSetUp
    from fulfillment.founding import AnotherShop, found
    from skill import wiring
    from skill.commands.shop_description import described, document_from

    shop = wiring.open_shop(from_environment())
    wanted = described(document_from(description)) if description else None
    with shop.open() as work:
        try:
            there = work.profile
        except NotSetUp:
            if wanted is None:
                raise NotSetUp(_NO_SHOP) from None
            found(work, wanted)
            return shop
        if wanted and there != wanted.profile:
            raise AnotherShop(f"{there.name}, which is another one: leave --shop out")
    return shop


def run_names(arguments: argparse.Namespace) -> int:
    """List SKU, what is said, the title, and the words that nobody is sure of."""
    from fulfillment.feeds import names_of
    from skill import wiring

    with wiring.open_shop(from_environment()).open() as work:
        for named in names_of(work.catalog, work.profile.locale):
            doubts = "" if named.edited else ", ".join(named.doubts)
            if doubts or not arguments.unsure:
                print(f"{named.sku}\t{named.said}\t{named.title}\t{doubts}")
    return 0


def run_name(arguments: argparse.Namespace) -> int:
    """Name a product. Raises :class:`ProductNotFound`."""
    from skill import wiring

    with wiring.open_shop(from_environment()).open() as work:
        work.catalog.set_spoken_name(arguments.sku, arguments.spoken)
        print(f"{arguments.sku}: {work.catalog.get(arguments.sku).called}")
    return 0


def _options(arguments: argparse.Namespace) -> Options:
    from fulfillment.feeds import Options, read_mapping, read_taxonomy

    if arguments.stock < 0:
        raise ValueError("--stock cannot be negative")
    with_tax = {"with-tax": True, "without-tax": False}
    return Options(
        kind=arguments.kind,
        columns=read_mapping(arguments.mapping) if arguments.mapping else None,
        encoding=arguments.encoding,
        stock=arguments.stock,
        tax=arguments.tax,
        prices_include_tax=with_tax.get(arguments.prices),
        dry_run=arguments.dry_run,
        resume=arguments.resume,
        force=arguments.force,
        keep=arguments.keep,
        most_refused=arguments.most_refused,
        taxonomy=read_taxonomy(arguments.taxonomy) if arguments.taxonomy else {},
    )


def _sentences(told: dict[str, Any]) -> str:
    if told["result"] == "not newer":
        return "The server has no newer feed than the one imported last: nothing was done."
    lines = [f"{told['kind']}: {told['read']} read"]
    if told["resumed_at"]:
        lines[0] += f", {told['resumed_at']} of them before"
    lines += [f"  {name:<12}{count:>9}" for name, count in told["changes"].items()]
    for group in ("refused", "skipped", "notes"):
        lines += [f"  {group} {name}: {count}" for name, count in told[group].items()]
    if told["result"] == "tried":
        lines.append("Nothing was changed: this was a dry run.")
    return "\n".join(lines)


def _share(text: str) -> float:
    try:
        percent = float(text)
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is no percentage")
    return percent / 100
