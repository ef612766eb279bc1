"""``coster models learn``: what was not understood, and how it becomes a sentence of ours."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from fulfillment.shop import Shop
from fulfillment.unheard import Sentence
from interaction_models import CatalogNames, Locale, ModelError, load_locale, locales
from interaction_models.compiler.alexa import alexa_model
from interaction_models.locale import ROOT
from interaction_models.sentences import Addition, tried, with_sentence, write
from interaction_models.words import plain
from skill.commands.wording import Wording
from skill.conversation.scrubbing import GAP
from skill.settings import from_environment
from skill.understanding import Understanding
from skill.understanding.names import names_from_products

_LISTED = 50


def add_parser(actions: Any) -> None:
    """The arguments of ``learn``."""
    parser: argparse.ArgumentParser = actions.add_parser(
        "learn", help="list what was not understood, or make a sentence of it"
    )
    parser.add_argument("sentence", nargs="?", help="one of those listed, or in words like it")
    parser.add_argument("--as", dest="intent", metavar="INTENT", help="what it means")
    parser.add_argument("--drop", action="store_true", help="delete it from the list")
    parser.add_argument("--locale", help="the locale it was said in; the shop's own if not given")
    parser.add_argument("--json", action="store_true", help="the list as JSON")


def run(args: argparse.Namespace, root: Path = ROOT) -> int:
    """List, learn or drop. 1 where a sentence is refused, 2 where the call is wrong."""
    if bool(args.sentence) != bool(args.intent or args.drop) or (args.intent and args.drop):
        print("coster: a sentence goes with either --as INTENT or --drop", file=sys.stderr)
        return 2
    settings = from_environment()
    locale = args.locale or settings.locale
    if locale not in locales():
        print(f"coster: no locale is named {locale!r}", file=sys.stderr)
        return 2
    from skill.wiring import build_shop

    shop = build_shop(settings)
    if args.drop:
        return _drop(shop, args.sentence, locale)
    if args.intent:
        return _learn(shop, args.sentence, args.intent, locale, root)
    return _list(shop, as_json=args.json)


def _list(shop: Shop, *, as_json: bool) -> int:
    with shop.open() as work:
        sentences = work.unheard.sentences()
        names = cache(lambda locale: names_from_products(work.catalog.everything(), locale))
        guesses = _guesses(sentences, names) if sentences else []
    if as_json:
        rows = [
            {**asdict(each), "intent": intent, "confidence": sure}
            for each, (intent, sure) in zip(sentences, guesses, strict=True)
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
        return 0
    for each, (intent, sure) in list(zip(sentences, guesses, strict=True))[:_LISTED]:
        asked = each.expects not in ("", "anything-else")
        after = f", asked for {each.expects}" if asked else ""
        print(f"{each.count:4} x  {each.text!r}  {each.locale}, last {each.last_day}{after}")
        print(f"        {intent} ({sure})" if intent else "        no guess")
    print(f"{len(sentences)} sentences." if sentences else "Nothing is kept.")
    return 0


def _guesses(sentences: Iterable[Sentence], names: Any) -> list[tuple[str | None, float]]:
    @cache
    def wording(locale: str) -> Wording:
        return Wording(load_locale(locale), names(locale))

    return [wording(each.locale).guess(each.text, each.expects or None) for each in sentences]


def _drop(shop: Shop, sentence: str, locale: str) -> int:
    with shop.open() as work:
        dropped = _removed(work, sentence, locale)
    print(f"dropped: {sentence!r}" if dropped else f"not in the list: {sentence!r}")
    return 0 if dropped else 1


def _removed(work: Any, sentence: str, locale: str) -> int:
    """Delete the kept sentences of a locale that the words are, gaps filled in or not."""
    said = plain(sentence)
    kept = {each.text for each in work.unheard.sentences() if each.locale == locale}
    same = [text for text in kept if text == said or _filled(text).fullmatch(said)]
    return sum(work.unheard.drop(text, locale) for text in same)


def _filled(kept: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, kept.split(GAP))))


def _learn(shop: Shop, sentence: str, intent: str, locale: str, root: Path) -> int:
    with shop.open() as work:
        names = names_from_products(work.catalog.everything(), locale)
    try:
        addition = learnt(root, locale, intent, sentence, names)
        write(root, addition)
    except PermissionError as error:
        print(f"coster: {error}: learn in a checkout of the project, where it may", file=sys.stderr)
        return 2
    except (ModelError, LookupError, ValueError) as error:
        print(f"coster: {error}", file=sys.stderr)
        return 1
    with shop.open() as work:
        _removed(work, sentence, locale)
    print(f"written: {addition.path.as_posix()}:{addition.line}")
    print("Now run coster models build, and add how it was said to utterances.yaml.")
    return 0


def learnt(root: Path, locale: str, intent: str, sentence: str, names: CatalogNames) -> Addition:
    """The intent's file with the sentence, after every locale that reads it has been tried with it.

    Raises SourceError, CompileError, LookupError for an unknown intent, and ValueError for a
    sentence that no template can be made of.
    """
    own = Locale(locale, root / locale)
    if intent not in own.intents:
        raise LookupError(f"{locale} has no intent {intent!r}")
    wording = Wording(own, names)
    addition = with_sentence(root, own, intent, wording.template(sentence, own.intents[intent]))
    with tried(root, addition) as affected:
        for each in affected:
            alexa_model(each, names)
            _check_heard(addition, Understanding(each, names), wording.example(sentence), intent)
    return addition


def _check_heard(addition: Addition, heard: Understanding, said: str, intent: str) -> None:
    """The sentence must be understood as meant, and as nothing else that is as sure."""
    readings = heard.understand(said)
    if not readings or readings[0].intent != intent:
        other = readings[0].intent if readings else "nothing"
        raise addition.wrong(f"{said!r} is understood as {other}, not as {intent}")
    same = [
        r for r in readings[1:] if r.intent != intent and set(r.slots) == set(readings[0].slots)
    ]
    if any(r.confidence >= readings[0].confidence for r in same):
        raise addition.wrong(f"{said!r} is said for {same[0].intent} too")
