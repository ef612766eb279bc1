"""A Reply as Dialogflow ES's webhook response, within the 64 KiB that it takes.

Which messages an integration shows is in "Rich response messages" of Dialogflow ES's documentation;
an integration that gets messages of its own platform shows only those.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from skill.channels.dialogflow.es import EXPECTS
from skill.channels.dialogflow.rich import OURS, image, own_payload, rich_content, words
from skill.channels.dialogflow.slots import taught
from skill.channels.payload import text
from skill.channels.ssml import ssml
from skill.conversation.plain import clean, plain, shortened
from skill.conversation.reply import Reply, Shown, ShownItem, Term
from skill.conversation.turn import Turn

LIMIT_BYTES = 64 * 1024
_LONGEST_TEXT, _CUT_TEXT = 8_000, 1_000
# The platform of messages for a source; these all show quick replies and cards.
PLATFORMS: Mapping[str, str] = {
    name.lower(): name
    for name in ("FACEBOOK", "KIK", "LINE", "SKYPE", "SLACK", "TELEGRAM", "VIBER")
}
# Facebook's limits, which are the narrowest: of a quick reply, of a card's lines, of a list.
_MAX_REPLY, _MAX_LINE, _MAX_CARDS = 20, 80, 10
# The type whose entities a session may have more of, as the built agent names it.
PRODUCT = "Product"
# How many turns what was asked stays in its context: this one, and the one that answers it.
_TURNS = 2


def render(reply: Reply, turn: Turn) -> dict[str, Any]:
    """The response: with its list, or else without, and at last with its words cut."""
    for with_list, longest in ((True, _LONGEST_TEXT), (False, _LONGEST_TEXT), (False, _CUT_TEXT)):
        response = _response(reply, turn, with_list, longest)
        if len(json.dumps(response)) <= LIMIT_BYTES:
            break
    return response


def _response(reply: Reply, turn: Turn, with_list: bool, longest: int) -> dict[str, Any]:
    said = shortened(words(reply, turn), longest)
    source = text(turn.raw, "originalDetectIntentRequest", "source").casefold()
    platform = PLATFORMS.get(source)
    messages = (
        _for_platform(reply, turn, platform, with_list, said)
        if platform
        else _for_all(reply, turn, with_list, said)
    )
    return {
        "fulfillmentText": said,
        "fulfillmentMessages": list(messages),
        "payload": _payload(reply, turn, longest),
        **_of_session(reply, turn),
    }


def _payload(reply: Reply, turn: Turn, longest: int) -> dict[str, Any]:
    """Our own values, and on the phone the SSML: Dialogflow reads plain texts aloud by itself.

    Markup has its place in messages of the platform TELEPHONY alone, which version 2 does not have.
    """
    payload = own_payload(reply)
    if turn.capabilities.speaker:
        payload[OURS]["ssml"] = ssml(reply.speech, turn.locale, reply.rate, longest)
    return payload


def _for_all(reply: Reply, turn: Turn, with_list: bool, said: str) -> Iterator[dict[str, Any]]:
    """Messages for whoever shows what it can: the console, Messenger, a front end."""
    yield {"text": {"text": [said]}}
    rich = rich_content(reply, with_list=with_list) if turn.capabilities.screen else None
    if rich:
        yield {"payload": rich}


def _for_platform(
    reply: Reply, turn: Turn, platform: str, with_list: bool, said: str
) -> Iterator[dict[str, Any]]:
    """Messages for a messenger. Quick replies go with the last words, and vanish after them."""
    chips = [c for c in map(clean, reply.suggestions) if len(c) <= _MAX_REPLY]
    before = list(_cards(reply, with_list))
    asked = plain(reply.reprompt, turn.locale)
    apart = bool(chips and before and asked and said.endswith(asked) and said != asked)
    first, last = (said.removesuffix(asked).rstrip(), asked) if apart else (said, said)
    if before or not chips:
        yield {"platform": platform, "text": {"text": [first]}}
    yield from ({"platform": platform, **message} for message in before)
    if chips and (apart or not before):
        yield {"platform": platform, "quickReplies": {"title": last, "quickReplies": chips}}


def _cards(reply: Reply, with_list: bool) -> Iterator[dict[str, Any]]:
    if reply.shown and with_list:
        yield from _rows(reply.shown)
    if reply.card:
        lines = f"{clean(reply.card.title)}\n{clean(reply.card.text)}"
        yield {"text": {"text": [shortened(lines, _CUT_TEXT)]}}


def _rows(shown: Shown) -> Iterator[dict[str, Any]]:
    return ({"card": _row(item)} for item in shown.items[:_MAX_CARDS])


def _row(item: ShownItem) -> dict[str, Any]:
    row = {"title": shortened(clean(item.title), _MAX_LINE)}
    if item.detail:
        row["subtitle"] = shortened(clean(item.detail), _MAX_LINE)
    return row | ({"imageUri": url} if (url := image(item)) else {})


def _of_session(reply: Reply, turn: Turn) -> dict[str, Any]:
    """What stays in the session until the next turn; nothing where the request named none."""
    session = text(turn.raw, "session")
    if not session:
        return {}
    expects = None if reply.ends else reply.expects
    context = {
        "name": f"{session}/contexts/{EXPECTS}",
        "lifespanCount": _TURNS if expects else 0,
        "parameters": {"expects": expects} if expects else {},
    }
    return {"outputContexts": [context]} | _taught(reply, session)


def _taught(reply: Reply, session: str) -> dict[str, Any]:
    terms = {term.value: term for term in reply.vocabulary if term.name.strip()}
    if not terms or reply.ends:
        return {}
    kind = {
        "name": f"{session}/entityTypes/{PRODUCT}",
        "entityOverrideMode": "ENTITY_OVERRIDE_MODE_SUPPLEMENT",
        "entities": _entities(list(terms.values())),
    }
    return {"sessionEntityTypes": [kind]}


def _entities(terms: list[Term]) -> list[dict[str, Any]]:
    """The names with the ways to say them; a way to say two of them would mean neither."""
    said = Counter(way.casefold() for term in terms for way in {*term.synonyms, term.name})
    return [
        {
            "value": taught(term),
            "synonyms": [term.name, *(w for w in term.synonyms if said[w.casefold()] == 1)],
        }
        for term in terms
    ]
