"""``coster bench``: what a turn costs, and what the first one costs, measured on this machine.

Every figure stands beside a bare ask-sdk skill that only says hello, measured in the same run,
turn about: machines are noisy, ratios hold.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.skill_builder import CustomSkillBuilder

from fulfillment.demo.bulk import grow
from fulfillment.shop import Shop
from interaction_models import load_locale
from skill import wiring
from skill.channels.alexa.simulator import Requests
from skill.channels.alexa.skill import invoke
from skill.commands import bench_import as importing
from skill.commands import bench_reorder as reordering
from skill.commands import bench_search as searching
from skill.commands import bench_speech as hearing
from skill.commands import bench_spoken as speaking
from skill.commands import bench_talk as talking
from skill.commands import bench_understanding as recorded
from skill.commands.bench_cold import cold_figures, cold_lines
from skill.settings import Settings
from skill.understanding import Understanding
from skill.understanding.names import names_from_products

_SKILL_ID = "amzn1.ask.skill.bench"
_TURNS = ("turn", "understanding", "cold")
_MANY = 3_000
# What is measured only when it is named.
_OTHERS = ("search", "reorder", "import", "speech", "talk")
_SAID = (
    "do you have oat milk",
    "how much is ground coffee",
    "add two packs of tortilla chips",
    "the first one",
    "tell me more about it",
    "what's in my cart",
    "my usual coffee",
    "repeat that",
    "where is my order",
    "empty my cart",
    "yes",
    "what do i usually buy",
)


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = commands.add_parser("bench", help="measure turns and cold starts")
    parser.add_argument(
        "what", nargs="*", choices=[[], *_TURNS, *_OTHERS], help=f"default: {', '.join(_TURNS)}"
    )
    parser.add_argument(
        "--products",
        type=_counts,
        default=(10_000,),
        metavar="N[,N]",
        help="catalogue size; search is measured at each",
    )
    parser.add_argument("--data", type=Path, default=searching.DATA, help="judged products")
    parser.add_argument(
        "--spoken", action="store_true", help="with search: what is found of misheard words instead"
    )
    parser.add_argument(
        "--turns", type=int, help=f"measured turns (default: {_MANY:,}; talk: {talking.TURNS})"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument(
        "--utterances",
        type=Path,
        default=recorded.DATA,
        metavar="FILE",
        help="what people said and meant: tab-separated, with lang, target and text",
    )
    parser.add_argument(
        "--noises", type=Path, default=hearing.NOISES, help="recordings for speech to stand out of"
    )
    parser.add_argument(
        "--rooms", type=Path, default=hearing.ROOMS, help="rooms' responses to an impulse"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure and print."""
    wanted = arguments.what or _TURNS
    figures: dict[str, Any] = {"python": platform.python_version(), "cpus": os.cpu_count()}
    figures["products"] = arguments.products[0]
    if set(wanted) & set(_TURNS):
        figures |= _turns(wanted, arguments)
    if "search" in wanted and arguments.spoken:
        figures["spoken"] = speaking.figures(arguments.data)
    elif "search" in wanted:
        figures["search"] = searching.figures(arguments.data, arguments.products)
    if "reorder" in wanted:
        figures["reorder"] = reordering.figures()
    if "import" in wanted:
        figures["import"] = importing.import_figures(arguments.products[0])
    if "speech" in wanted:
        understanding = hearing.demo_understanding()
        figures["speech"] = hearing.figures(arguments.noises, arguments.rooms, understanding)
    if "talk" in wanted:
        figures["talk"] = talking.figures(arguments.turns or talking.TURNS)
    print(json.dumps(figures, indent=2) if arguments.json else _table(figures))
    return 0


def _counts(text: str) -> tuple[int, ...]:
    return tuple(int(count) for count in text.split(","))


def _turns(wanted: Sequence[str], arguments: argparse.Namespace) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            database_url=f"sqlite:///{folder}/bench.sqlite3", alexa_skill_id=_SKILL_ID
        )
        shop = wiring.build_shop(settings)
        grow(shop, arguments.products[0])
        if "turn" in wanted:
            figures["turn"] = turn_figures(shop, settings, arguments.turns or _MANY)
        if "understanding" in wanted:
            figures["understanding"] = understanding_figures(shop, settings)
            figures["understanding"] |= _of_recorded(shop, settings, arguments.utterances)
        if "cold" in wanted:
            figures["cold"] = cold_figures(json.dumps(next(_payloads(shop, settings))), settings)
    return figures


def turn_figures(shop: Shop, settings: Settings, turns: int) -> dict[str, Any]:
    """Milliseconds a turn in this process, ours and the bare skill's in turn."""
    ours = wiring.build_alexa_skill(settings)
    hello = _hello_skill()
    payloads = list(islice(_payloads(shop, settings), turns + 50))
    for payload in payloads[:50]:
        invoke(ours, payload)
        invoke(hello, payload)
    measured: dict[str, list[float]] = {"ours": [], "hello": []}
    gc.collect()
    for payload in payloads[50:]:
        measured["ours"].append(_milliseconds(lambda p=payload: invoke(ours, p)))  # type: ignore[misc]
        measured["hello"].append(_milliseconds(lambda p=payload: invoke(hello, p)))  # type: ignore[misc]
    return {name: _percentiles(values) for name, values in measured.items()}


def understanding_figures(shop: Shop, settings: Settings, rounds: int = 40) -> dict[str, Any]:
    """Milliseconds to understand a typed sentence, with the names of this catalogue."""
    understanding = wiring.build_understanding(shop, settings.locale)
    for text in _SAID:
        understanding.understand(text)
    return _percentiles(
        [
            _milliseconds(lambda said=text: understanding.understand(said))  # type: ignore[misc]
            for _ in range(rounds)
            for text in _SAID
        ]
    )


def _of_recorded(shop: Shop, settings: Settings, path: Path) -> dict[str, Any]:
    """How well and how fast other people's words are understood, and in how much memory."""
    with shop.open() as work:
        names = names_from_products(work.catalog.everything(), settings.locale)
    done = subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-c", recorded.MEMORY, settings.locale],
        input=json.dumps(asdict(names)),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = {"names": len(names.products), "memory_mb": float(done.stdout)}
    if not path.is_file():
        return {**found, "recorded": None, "missing": str(path)}
    language = settings.locale.partition("-")[0]
    rows = recorded.judged(Understanding(load_locale(settings.locale), names), path, language)
    return {
        **found,
        "recorded": recorded.figures(rows),
        "speed": _percentiles([row.ms for row in rows]),
    }


def _milliseconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def _percentiles(values: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return {"p50_ms": cuts[49], "p99_ms": cuts[98], "max_ms": max(values)}


def _payloads(shop: Shop, settings: Settings) -> Iterator[dict[str, Any]]:
    """Requests of one returning shopper, conversation after conversation."""
    with shop.open() as work:
        customer = work.customers.find_by_handle("anna")
        token = work.customers.issue_token(customer.id) if customer else None
    understanding = wiring.build_understanding(shop, settings.locale)
    readings = {text: understanding.understand(text)[0] for text in _SAID}
    for number in cycle(range(10**9)):
        device = _device(f"bench-{number}", token)
        yield device.launch()
        for text in _SAID:
            yield device.intent(readings[text])


def _device(session: str, token: str | None) -> Requests:
    return Requests(
        skill_id=_SKILL_ID,
        user_id="amzn1.ask.account.bench",
        session_id=session,
        token=token,
    )


class _Hello(AbstractRequestHandler):  # type: ignore[misc]  # the SDK carries no types
    def can_handle(self, handler_input: Any) -> bool:  # noqa: ARG002 - the SDK's signature
        return True

    def handle(self, handler_input: Any) -> Any:
        builder = handler_input.response_builder.speak("Hello").ask("Hello?")
        return builder.response


def _hello_skill() -> Any:
    builder = CustomSkillBuilder()
    builder.add_request_handler(_Hello())
    return builder.create()


def _recorded_lines(row: Mapping[str, Any]) -> list[str]:
    memory = f"{row['memory_mb']:8.1f} MB for {row['names']} names"
    lines = [f"{'  memory':28}{memory}"]
    if row["recorded"] is None:
        return [*lines, f"  no utterances at {row['missing']}, so their accuracy is not measured"]
    speed = "".join(f"{row['speed'][key]:10.2f}" for key in ("p50_ms", "p99_ms", "max_ms"))
    return [*lines, f"{'  a recorded one':28}{speed}", recorded.table(row["recorded"])]


_TABLES: Mapping[str, Callable[[Any], str]] = {
    "search": searching.table,
    "spoken": speaking.table,
    "import": importing.import_table,
    "reorder": reordering.table,
    "speech": hearing.table,
    "talk": talking.table,
}


def _table(figures: Mapping[str, Any]) -> str:
    lines = [
        f"Python {figures['python']}, {figures['cpus']} CPUs, {figures['products']} products",
    ]
    if turn := figures.get("turn"):
        lines.append(f"{'one turn, in process':28}{'p50 ms':>10}{'p99 ms':>10}{'max ms':>10}")
        for name, label in (("ours", "Costermonger"), ("hello", "bare ask-sdk hello")):
            row = turn[name]
            cells = "".join(f"{row[key]:10.2f}" for key in ("p50_ms", "p99_ms", "max_ms"))
            lines.append(f"  {label:26}{cells}")
        ratio = turn["ours"]["p50_ms"] / turn["hello"]["p50_ms"]
        lines.append(f"  {'ratio of the medians':26}{ratio:10.2f}")
    if row := figures.get("understanding"):
        cells = "".join(f"{row[key]:10.2f}" for key in ("p50_ms", "p99_ms", "max_ms"))
        lines.append(f"{'a typed sentence understood':28}{cells}")
        lines += _recorded_lines(row)
    if cold := figures.get("cold"):
        lines += cold_lines(cold)
    lines += [table(figures[name]) for name, table in _TABLES.items() if name in figures]
    return "\n".join(lines)
