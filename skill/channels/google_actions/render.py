"""A Reply as the webhook's response."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from skill.channels.google_actions import names
from skill.channels.google_actions.parse import (
    SCREEN,
    capabilities,
    is_linking,
    shopper,
    turn_number,
)
from skill.channels.google_actions.rich import Json, chips, content, listed, shown_type
from skill.channels.payload import find, items, section, text
from skill.channels.ssml import ssml
from skill.conversation.plain import clean, plain, shortened
from skill.conversation.reply import Reply, Term
from skill.conversation.turn import Turn

# What a bubble shows; what is spoken may be longer.
_BUBBLE = 640
# Phrases that the recogniser may be told to expect.
_MOST_PHRASES = 1_000


def render(reply: Reply, turn: Turn) -> Json:
    """The response to ``turn``."""
    payload = turn.raw
    parts = {
        "session": _session(reply, payload),
        "prompt": _prompt(reply, turn),
        "scene": _scene(reply, payload),
        "user": {"params": {**section(payload, "user", "params"), **_known(payload)}},
        "expected": None if reply.ends else _expected(reply.vocabulary),
    }
    return {name: part for name, part in parts.items() if part}


def _session(reply: Reply, payload: Mapping[str, Any]) -> Json:
    """The session as it goes on: the count of turns, and the names that are to be recognised."""
    params: Json = {names.PARAM_TURN: turn_number(payload) + 1}
    if is_linking(payload):
        # Otherwise the scene would take an earlier answer for the next one.
        params[names.PARAM_LINKING] = None
    session: Json = {"id": text(payload, "session", "id"), "params": params}
    overrides = {text(each, "name"): each for each in items(payload, "session", "typeOverrides")}
    ours = (names.TYPE_SHOWN, names.TYPE_PRODUCT)
    kept = {name: overrides[name] for name in ours if name in overrides}
    for taught in _taught(reply, turn_has_screen=SCREEN in capabilities(payload)):
        kept[taught["name"]] = taught
    if kept:
        session["typeOverrides"] = list(kept.values())
    return session


def _taught(reply: Reply, *, turn_has_screen: bool) -> list[Json]:
    taught = [shown_type(listed(reply))] if turn_has_screen and listed(reply) else []
    if entries := list(_entries(reply.vocabulary)):
        product = {"name": names.TYPE_PRODUCT, "mode": "TYPE_MERGE"}
        taught.append(product | {"synonym": {"entries": entries}})
    return taught


def _distinct(vocabulary: Iterable[Term]) -> Iterable[Term]:
    return {term.value: term for term in vocabulary if term.name.strip()}.values()


def _entries(vocabulary: Iterable[Term]) -> Iterator[Json]:
    """The entries of the names; one that means several things means the first of them."""
    used: set[str] = set()
    for term in _distinct(vocabulary):
        # Google recognises an entry by its synonyms, and takes it only if its name is one of them.
        ways = dict.fromkeys(clean(each) for each in (term.value, term.name, *term.synonyms))
        free = [each for each in ways if each.strip() and each.casefold() not in used]
        used |= {each.casefold() for each in free}
        yield {"name": term.value, "synonyms": free}


def _prompt(reply: Reply, turn: Turn) -> Json:
    words = shortened(plain(reply.speech, turn.locale), _BUBBLE)
    speech = ssml(reply.speech, turn.locale, reply.rate)
    prompt: Json = {"override": False, "firstSimple": {"speech": speech, "text": words}}
    if turn.capabilities.screen:
        if (picture := content(reply, capabilities(turn.raw))) is not None:
            prompt["content"] = picture
        if not reply.ends and (suggested := chips(reply.suggestions)):
            prompt["suggestions"] = suggested
    return prompt


def _scene(reply: Reply, payload: Mapping[str, Any]) -> Json | None:
    """Where the conversation goes; a touch is taken out of its slot, so that another is heard."""
    scene: Json = {}
    if (following := _next(reply, payload)) is not None:
        scene["next"] = {"name": following}
    touched = section(payload, "scene", "slots", names.SLOT_SHOWN)
    if touched.get("value") is not None:
        mode = text(touched, "mode") or "OPTIONAL"
        emptied = {"mode": mode, "status": "EMPTY", "updated": False, "value": None}
        scene["slots"] = {names.SLOT_SHOWN: emptied}
    return {"name": text(payload, "scene", "name") or names.SCENE_SHOP, **scene} if scene else None


def _next(reply: Reply, payload: Mapping[str, Any]) -> str | None:
    if reply.links_account:
        return names.SCENE_LINKING
    if reply.ends:
        return names.SCENE_END
    # Google would leave after these although a question was asked, or stay in its own scene.
    last_miss = find(payload, "intent", "name") == names.LAST_MISS
    return names.SCENE_SHOP if last_miss or is_linking(payload) else None


def _known(payload: Mapping[str, Any]) -> Json:
    return {names.PARAM_SHOPPER: shopper(payload)}


def _expected(vocabulary: Iterable[Term]) -> Json | None:
    phrases = [clean(term.name) for term in _distinct(vocabulary)][:_MOST_PHRASES]
    return {"speech": phrases} if phrases else None
