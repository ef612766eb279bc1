"""``coster catalog search``: what a query finds, and with ``--explain`` what spoke for each."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from fulfillment.search import Explanation, Ranked
from skill import wiring
from skill.settings import from_environment


def add_search(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``search`` among the acts of ``catalog``, with its options."""
    act = acts.add_parser("search", help="what a query finds, and why")
    act.add_argument("query", nargs="+", metavar="WORD")
    act.add_argument("--explain", action="store_true", help="what each signal gave each product")
    act.add_argument("--limit", type=int, default=10, metavar="N")
    act.add_argument("--json", action="store_true", help="print an object")
    act.set_defaults(run=run_search)


def run_search(arguments: argparse.Namespace) -> int:
    """Search, and print how it was answered; exit code 1 where nothing was found."""
    query = " ".join(arguments.query)
    with wiring.build_shop(from_environment()).open() as work:
        answer = work.search.explain(query, limit=arguments.limit)
    if arguments.json:
        print(json.dumps(_told(answer, arguments), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(answer, arguments)))
    return 0 if answer.found.products else 1


def _told(answer: Explanation, arguments: argparse.Namespace) -> dict[str, Any]:
    skus = [product.sku for product in answer.found.products[: arguments.limit]]
    told: dict[str, Any] = {"certainty": answer.found.certainty.value, "answer": skus}
    if arguments.explain:
        told["ranked"] = [_signals(ranked) for ranked in answer.ranked]
    return told


def _signals(ranked: Ranked) -> dict[str, Any]:
    signals = {name: round(value, 3) for name, value in ranked.signals.items()}
    return {"sku": ranked.product.sku, "score": round(ranked.score, 3), "signals": signals}


def _lines(answer: Explanation, arguments: argparse.Namespace) -> Iterator[str]:
    found = answer.found
    yield f"{found.certainty.value}: {len(found.products)} found"
    for product in found.products[: arguments.limit]:
        stock = "" if product.available else ", sold out"
        price = f"{product.price.decimal()} {product.price.currency}"
        yield f"  {product.sku:14} {product.brand} {product.called}, {product.size}, {price}{stock}"
    if arguments.explain:
        yield "by all signals together:"
        for ranked in answer.ranked:
            told = ", ".join(f"{name} {value:.2f}" for name, value in ranked.signals.items())
            yield f"  {ranked.score:6.2f} {ranked.product.sku:14} {ranked.product.called}: {told}"
