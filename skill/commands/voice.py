"""``coster voice``: the speech models that can be fetched, and those that are there."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from skill.settings import from_environment
from skill.speech.errors import EngineMissing
from skill.speech.vosk_check import check_loads
from voice_models.errors import VoiceModelError
from voice_models.fetching import fetch
from voice_models.listed import Model, get_model, listed_models
from voice_models.places import fetched_models, find_fetched, models_folder, own_model

_MB = 1_000_000
_EVERY_S = 0.2


def add_parser(commands: Any) -> None:
    """Declare the command and its options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "voice", help="speech models: which there are, and fetching them"
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="every model: locale, size, licence, whether there")
    listing.add_argument("--json", action="store_true", help="as JSON")
    fetching = actions.add_parser(
        "fetch",
        help="fetch models from their publisher, or from COSTER_VOICE_MIRROR",
        epilog="A fetch that was cut short goes on where it stopped.",
    )
    fetching.add_argument(
        "wanted", nargs="*", metavar="NAME|LOCALE", help="default: the locale of COSTER_LOCALE"
    )
    checking = actions.add_parser("check", help="whether models can be loaded; all that are there")
    checking.add_argument("folders", nargs="*", type=Path, metavar="DIR")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Carry out one action; 1 where a model is broken."""
    match arguments.action:
        case "list":
            return _list(os.environ, as_json=arguments.json)
        case "fetch":
            return _fetch(arguments.wanted or [from_environment().locale], os.environ)
        case _:
            return _check(arguments.folders, os.environ)


def _list(environment: Mapping[str, str], *, as_json: bool) -> int:
    fetched = fetched_models(environment)
    if as_json:
        print(json.dumps([_as_json(model, fetched) for model in listed_models()], indent=1))
        return 0
    for model in listed_models():
        mark = "fetched" if model in fetched else ""
        size = f"{model.size_bytes / _MB:.0f} MB"
        print(f"{model.locale:6} {model.name:30} {size:>7}  {model.licence:11} {mark:8}", end="")
        print(model.about)
    print(_state(environment))
    return 0


def _as_json(model: Model, fetched: Mapping[Model, Path]) -> dict[str, Any]:
    return {
        "name": model.name,
        "locale": model.locale,
        "about": model.about,
        "size_bytes": model.size_bytes,
        "licence": model.licence,
        "url": model.url,
        "sha256": model.sha256 or None,
        "folder": str(fetched[model]) if model in fetched else None,
    }


def _state(environment: Mapping[str, str]) -> str:
    """Which model hears the shop's locale, and what to do where none does."""
    locale = from_environment(environment).locale
    if own := own_model(environment):
        return f"{locale} is heard with the model of COSTER_VOICE_MODEL, {own}."
    if found := find_fetched(environment, locale):
        return f"{locale} is heard with {found}."
    fetching = f"'coster voice fetch {locale}' fetches one"
    if locale.startswith("en"):
        return (
            f"No model for {locale} is there: PocketSphinx's own hears it. {fetching.capitalize()}."
        )
    return f"No model for {locale} is there, and nothing hears it without: {fetching}."


def _fetch(wanted: list[str], environment: Mapping[str, str]) -> int:
    folder = models_folder(environment)
    if folder is None:
        raise VoiceModelError("there is no home folder: COSTER_VOICE_MODELS says where models go")
    mirror = environment.get("COSTER_VOICE_MIRROR", "").strip()
    for model in [get_model(each, listed_models()) for each in wanted]:
        there = model in fetched_models(environment)
        if not there:
            print(f"{model.name}: {model.about}; {model.size_bytes / _MB:.0f} MB, {model.licence}")
            print(f"from {mirror or model.url}")
            if not model.sha256:
                print("Its SHA-256 is not known beforehand: that of this archive is kept.")
        found = fetch(model, folder, mirror, Bar())
        print(f"{model.name} is {'there already' if there else 'there now'}: {found}")
    return _check([folder / get_model(each, listed_models()).name for each in wanted], environment)


def _check(folders: list[Path], environment: Mapping[str, str]) -> int:
    """Loads each in a process of its own: a broken one ends that."""
    own = own_model(environment)
    every = folders or [*fetched_models(environment).values(), *([own] if own else [])]
    if not every:
        print(_state(environment))
    code = 0
    for folder in every:
        try:
            check_loads(folder, environment, again=True)
        except EngineMissing as error:
            print(f"{folder}: not tried, {error}")
        except ValueError as error:
            print(f"coster: {error}", file=sys.stderr)
            code = 1
        else:
            print(f"{folder}: it loads and hears")
    return code


class Bar:
    """Shows how much of an archive has come: a bar in a terminal, else a line for each tenth."""

    def __init__(self, out: Any = None) -> None:
        self._out = out or sys.stderr
        self._live = self._out.isatty()
        self._began_s = self._shown_s = time.monotonic()
        self._tenth: int | None = None
        self._first = 0

    def __call__(self, done: int, total: int) -> None:
        """``done`` of ``total`` bytes are there."""
        if self._tenth is None:
            self._first = done
        tenth, now_s = 10 * done // total, time.monotonic()
        if self._live and (done == total or now_s - self._shown_s >= _EVERY_S):
            self._shown_s = now_s
            end = "\n" if done == total else ""
            print(f"\r{self._line(done, total, now_s)}", end=end, file=self._out, flush=True)
        elif not self._live and tenth != self._tenth:
            print(f"{10 * tenth} % of {total / _MB:.0f} MB", file=self._out, flush=True)
        self._tenth = tenth

    def _line(self, done: int, total: int, now_s: float) -> str:
        filled = 30 * done // total
        rate = (done - self._first) / max(now_s - self._began_s, 0.001)
        left_s = (total - done) / rate if rate > 0 else 0
        bar = "#" * filled + "." * (30 - filled)
        return f"[{bar}] {done / _MB:6.1f} of {total / _MB:.1f} MB, {left_s:4.0f} s left "
