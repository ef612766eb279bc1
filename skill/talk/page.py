"""``/talk`` and the requests of its script, each of which is answered with JSON or a recording."""

from __future__ import annotations

import secrets
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, current_app, jsonify, request, url_for

from skill.accounts.browser import keep_talker
from skill.accounts.csrf import csrf_token
from skill.accounts.visit import Visit, for_anyone
from skill.conversation.reply import Reply
from skill.speech.errors import SpeechError
from skill.speech.wav import wav_bytes
from skill.talk import asking
from skill.talk.asking import answers
from skill.talk.ears import Ears
from skill.talk.errors import OutOfStep
from skill.talk.host import Host
from skill.talk.talk import Outcome, Talk

_FOLDER = Path(__file__).parent
_KEY = "costermonger-talk"
_SOURCES = {"script-src": ["'self'"], "connect-src": ["'self'"]}
_PERMISSIONS = "camera=(), geolocation=(), microphone=(self)"
MOST_PIECE_BYTES = 512 * 1024
_MOST_JSON_BYTES = 8 * 1024
LONGEST_TEXT, _LONGEST_KEY = 300, 64


def mount(app: Flask, host: Host) -> None:
    """Put the page into an application that has the shopper's pages."""
    app.extensions[_KEY] = host
    app.register_blueprint(talk_blueprint())


def talk_blueprint() -> Blueprint:
    """The page, its script and styles, and what its script asks for."""
    pages = Blueprint(
        "talk",
        __name__,
        url_prefix="/talk",
        template_folder=str(_FOLDER / "templates"),
        static_folder=str(_FOLDER / "static"),
        static_url_path="/static",
    )
    one = "/conversations/<id_>"
    spoken = f"{one}/utterances/<utterance>"
    pages.add_url_rule("", "page", for_anyone(page))
    for method, rule, view in (
        ("POST", "/conversations", begin),
        ("DELETE", one, end),
        ("POST", f"{one}/typed", read),
        ("POST", f"{one}/utterances", utter),
        ("DELETE", spoken, drop),
        ("POST", f"{spoken}/audio", hear),
        ("POST", f"{spoken}/finish", finish),
        ("GET", f"{one}/sound/<int:number>/<int:piece>", sound),
    ):
        pages.add_url_rule(rule, view.__name__, answers(view), methods=[method])
    return pages


def page(visit: Visit) -> Response:
    """The page, which does nothing before somebody presses its button."""
    host, locale = _host(), visit.words.locale
    response = visit.page(
        "talk/talk.html",
        sources=_SOURCES,
        token=csrf_token(),
        hears=host.hears(locale),
        longest=LONGEST_TEXT,
        hide_menu=True,
    )
    response.headers["Permissions-Policy"] = _PERMISSIONS
    return response


def begin() -> Response:
    """Begin a conversation: its id and the greeting."""
    listens = asking.document(_MOST_JSON_BYTES).get("listens") is True
    host, guest = _host(), asking.guest()
    ears = host.ears(guest.locale)
    if listens and host.hears(guest.locale):
        # Nobody is to wait for the recogniser after having spoken.
        threading.Thread(target=_warm, args=(ears,), daemon=True).start()
    talk = Talk(
        asking.key_of(guest),
        guest.customer_id,
        host.dialogue(guest.locale, guest.caller, secrets.token_urlsafe(16)),
        ears,
        host.ends,
        asking.revoking(guest.caller.token),
    )
    greeting = _outcome(talk, talk.begin())
    host.conversations.add(talk)
    response = jsonify(id=talk.id, **greeting)
    response.status_code = 201
    return keep_talker(response, guest.secret)


def end(id_: str) -> Response:
    """End a conversation."""
    _host().conversations.end(id_, asking.browser_key())
    return jsonify()


def read(id_: str) -> Response:
    """What the shop answers to typed words."""
    told = asking.document(_MOST_JSON_BYTES)
    key, text = told.get("key"), told.get("text")
    if not isinstance(key, str) or not 0 < len(key) <= _LONGEST_KEY:
        raise OutOfStep("no key")
    if not isinstance(text, str) or not 0 < len(text.strip()) <= LONGEST_TEXT:
        raise OutOfStep("no text")
    talk = _signed_in(id_)
    return jsonify(_outcome(talk, talk.read(key, text)))


def utter(id_: str) -> Response:
    """Begin an utterance: its id."""
    response = jsonify(id=_talk(id_).utter())
    response.status_code = 201
    return response


def drop(id_: str, utterance: str) -> Response:
    """Forget an utterance."""
    _talk(id_).drop(utterance)
    return jsonify()


def hear(id_: str, utterance: str) -> Response:
    """Take a piece of speech, 16 bits a sample; the words so far, and whether it has ended."""
    number, rate_hz = request.args.get("number", "", str), request.args.get("rate", "", str)
    if not (_is_number(number) and _is_number(rate_hz)):
        raise OutOfStep("no number or rate")
    samples = asking.body(MOST_PIECE_BYTES)
    found = _talk(id_).hear(utterance, int(number), int(rate_hz), samples)
    return jsonify(words=found.words, began=found.began, ended=found.ended, full=found.full)


def finish(id_: str, utterance: str) -> Response:
    """What was said, and what the shop answers; ``trouble`` where it was no command."""
    talk = _signed_in(id_)
    return jsonify(_outcome(talk, talk.finish(utterance)))


def sound(id_: str, number: int, piece: int) -> Response:
    """A sentence of an answer, as a WAV file."""
    return Response(wav_bytes(_talk(id_).sound(number, piece)), mimetype="audio/wav")


def _host() -> Host:
    host: Host = current_app.extensions[_KEY]
    return host


def _talk(id_: str) -> Talk:
    return _host().conversations.get(id_, asking.browser_key())


def _signed_in(id_: str) -> Talk:
    talk = _talk(id_)
    asking.check_signed_in(talk.customer_id)
    return talk


def _warm(ears: Ears) -> None:
    # Whoever speaks is told what is missing.
    with suppress(SpeechError):
        ears.warm()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 7


def _outcome(talk: Talk, outcome: Outcome) -> dict[str, Any]:
    """What came of an utterance, as JSON has it."""
    if outcome.answer is None:
        return {"heard": outcome.heard, "trouble": outcome.trouble, "answer": None}
    reply = outcome.answer.reply
    number = outcome.number

    def sound_at(piece: int) -> str:
        return url_for("talk.sound", id_=talk.id, number=number, piece=piece)

    return {
        "heard": outcome.heard,
        "answer": {
            "text": outcome.answer.text,
            "speech": [sound_at(piece) for piece in range(talk.sounds(number))],
            "shown": _shown(reply),
            "suggestions": list(reply.suggestions),
            "expects": reply.expects,
            "sign_in": reply.links_account,
            "ended": outcome.answer.ended,
        },
    }


def _shown(reply: Reply) -> dict[str, Any] | None:
    if reply.shown is None:
        return None
    items = [{"title": item.title, "detail": item.detail} for item in reply.shown.items]
    return {"title": reply.shown.title, "items": items}
