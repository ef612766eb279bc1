"""The one place where concrete objects are built and put together."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

import interaction_models
from fulfillment.demo import load_demo
from fulfillment.payments.guarded import Guarded
from fulfillment.payments.wallet import Wallet
from fulfillment.search.places import snapshots_of
from fulfillment.shop import Shop, utc_now
from fulfillment.storage.engine import open_engine
from fulfillment.storage.schema import create_schema
from skill.conversation import registry
from skill.conversation.answer import say
from skill.conversation.engine import Engine, Speaker
from skill.conversation.phrases import Phrases
from skill.conversation.reply import Reply
from skill.settings import SettingError, Settings, from_environment
from skill.unfolding import Unfolding

if TYPE_CHECKING:
    from ask_sdk_core.skill import CustomSkill
    from flask import Flask

    from fulfillment.outbox import Drain
    from fulfillment.payments.stripe_provider import Stripe
    from skill.channels import Conversation
    from skill.channels.alexa.verify import Verifier
    from skill.channels.dialogflow.hearing import Hearing
    from skill.channels.google_tokens import GoogleKeys
    from skill.channels.voice.dialogue import Dialogue
    from skill.conversation.turn import Caller
    from skill.speech.heard import Recognizer
    from skill.speech.speaker import Speaker as SpeechSpeaker
    from skill.talk.host import Host
    from skill.understanding import Understanding


def build_shop(settings: Settings, *, hurries: bool = True) -> Shop:
    """The shop of the settings' database; an empty database is filled with the demo shop."""
    shop = open_shop(settings, hurries=hurries)
    load_demo(shop, settings.locale)
    return shop


def open_shop(settings: Settings, *, hurries: bool = False) -> Shop:
    """The shop of the settings' database, which may not be set up yet.

    One that ``hurries`` waits for a payment provider no longer than a shopper can.
    """
    engine = open_engine(settings.database_url, connections=settings.database_connections)
    create_schema(engine)
    stripe = settings.payments == "stripe"
    payments = _build_stripe(Wallet(engine, utc_now), settings) if stripe else None
    cards = payments.cards if payments else None
    snapshots = snapshots_of(engine.url, settings.index, os.environ)
    asked = Guarded(payments) if payments and hurries else payments
    return Shop(engine, payments=asked, cards=cards, learns=settings.learn, snapshots=snapshots)


def build_wallet(settings: Settings) -> Wallet:
    """The stored cards of the shop in the settings' database, which must be there."""
    return Wallet(open_engine(settings.database_url), utc_now)


def _build_stripe(wallet: Wallet, settings: Settings) -> Stripe:
    """Stripe for the cards in the wallet. Raises :class:`SettingError` where it is not there."""
    from fulfillment.payments.stripe_provider import Stripe

    key = settings.stripe_secret_key
    if key is None:
        raise SettingError("COSTER_PAYMENTS=stripe needs STRIPE_SECRET_KEY")
    try:
        back = settings.return_url
        return Stripe(key, wallet, api_url=settings.stripe_url, return_url=back)
    except ImportError as error:
        extra = "pip install 'costermonger[stripe]'"
        raise SettingError(f"COSTER_PAYMENTS=stripe needs an extra: {extra}") from error


def build_drain(shop: Shop, settings: Settings) -> Drain | None:
    """What delivers the shop's messages by e-mail; None where no mail is set up.

    Raises :class:`SettingError`.
    """
    from fulfillment.outbox import Drain
    from skill.mail.envelope import sender_from
    from skill.mail.office import Office
    from skill.mail.post import open_post

    if settings.mail is None:
        return None
    sender = settings.mail_from or ""
    try:
        post = open_post(settings.mail)
    except ValueError as error:
        raise SettingError(f"COSTER_MAIL {error}") from None
    try:
        sender_from(sender, "")
    except ValueError:
        raise SettingError("COSTER_MAIL_FROM must be an e-mail address") from None

    def phrases(locale: str) -> Phrases:
        known = interaction_models.locales()
        akin = [name for name in known if name.partition("-")[0] == locale.partition("-")[0]]
        return _letter_phrases(locale if locale in known else [*akin, settings.locale][0])

    office = Office(shop, phrases, post, sender, settings.public_url)
    return Drain(shop.open, office.carry)


def build_conversation(
    shop: Shop, settings: Settings, understanding: Callable[[str], Understanding] | None = None
) -> Engine:
    """The conversation in every locale that has words; each understanding is built when needed.

    ``understanding`` gives that of a locale where others need it, too.
    """
    understood = understanding or cache(partial(build_understanding, shop))

    @cache
    def speaker(name: str) -> Speaker:
        locale = interaction_models.load_locale(name)
        unfold = Unfolding(locale, lambda: understood(name))
        return Speaker(_phrases(name), locale.resolve, unfold)

    return Engine(shop, speaker, interaction_models.locales(), settings.locale)


def _aside(settings: Settings, id_: str, locale: str) -> Reply:
    """What is said in a locale when the shop itself cannot be reached: it needs no database."""
    known = locale if locale in interaction_models.locales() else settings.locale
    return Reply(_phrases(known).render(say(id_)), ends=True)


@cache
def _phrases(name: str) -> Phrases:
    return Phrases(name, interaction_models.load_locale(name).replies)


@cache
def _letter_phrases(name: str) -> Phrases:
    locale = interaction_models.load_locale(name)
    return Phrases(name, (*locale.replies, *locale.letters))


def build_understanding(shop: Shop, locale: str) -> Understanding:
    """What understands typed words, with the names of the shop's catalogue."""
    from skill.understanding import Understanding
    from skill.understanding.names import names_from_products

    with shop.open() as work:
        names = names_from_products(work.catalog.everything(), locale)
    return Understanding(interaction_models.load_locale(locale), names)


def build_recognizer(shop: Shop, settings: Settings, engine: str = "auto") -> Recognizer:
    """What hears the settings' locale, with the names of the shop's catalogue.

    Raises the errors of ``skill.speech``.
    """
    from skill.speech.engines import open_recognizer
    from skill.speech.vocabulary import Vocabulary
    from skill.understanding.names import names_from_products

    with shop.open() as work:
        names = names_from_products(work.catalog.everything(), settings.locale)
    vocabulary = Vocabulary.made(interaction_models.load_locale(settings.locale), names)
    return open_recognizer(vocabulary, engine)


def build_dialogue(
    shop: Shop,
    settings: Settings,
    caller: Caller,
    session_id: str,
    *,
    recognizer: Recognizer | None = None,
    speaker: SpeechSpeaker | None = None,
    is_silent: bool = False,
    conversation: Engine | None = None,
    understanding: Understanding | None = None,
) -> Dialogue:
    """A conversation by voice of a shopper; what several of them share can be given.

    With ``is_silent`` its answers have no sound. Raises the errors of ``skill.speech``.
    """
    from skill.channels.voice.channel import Voice
    from skill.channels.voice.dialogue import Dialogue
    from skill.speech.speaker import open_speaker

    understood = understanding or build_understanding(shop, settings.locale)
    engine = conversation or build_conversation(shop, settings)
    voice = Voice(engine, understood, caller, session_id, settings.locale)
    speaks = None if is_silent else speaker or open_speaker(settings.locale)
    return Dialogue(recognizer or build_recognizer(shop, settings), voice, speaks)


def build_alexa_skill(settings: Settings | None = None, shop: Shop | None = None) -> CustomSkill:
    """The Alexa skill on its own, as AWS Lambda runs it: no Flask, no speech engine."""
    from skill.channels.alexa.skill import create_skill
    from skill.operation.operation import watch_function

    settings = settings or from_environment()
    shop, aside = shop or build_shop(settings), partial(_aside, settings)
    watched = watch_function(build_conversation(shop, settings), shop, settings, aside)
    return create_skill(watched, partial(aside, "trouble"))


def build_app(
    settings: Settings,
    *,
    shop: Shop | None = None,
    verifier: Verifier | None = None,
    google_keys: GoogleKeys | None = None,
    understanding: Callable[[str], Understanding] | None = None,
    recognizer: Callable[[str], Recognizer] | None = None,
) -> Flask:
    """The HTTP application with every channel mounted.

    ``verifier`` replaces the one that trusts Amazon's certificates, ``google_keys`` the keys that
    Google publishes; ``understanding`` is that of :func:`build_conversation`. ``recognizer`` gives
    what hears a locale on the page for talking.
    """
    from skill.app import create_app
    from skill.operation.operation import Operation

    shop = shop or build_shop(settings)
    understood = understanding or cache(partial(build_understanding, shop))
    operation, aside = Operation(shop, settings, registry.intents), partial(_aside, settings)
    watched = operation.watched(build_conversation(shop, settings, understood), aside)
    hearing = _build_hearing(watched, settings, understood)
    trouble = partial(aside, "trouble")
    talk = _build_talk(shop, settings, watched, understood, recognizer)
    app = create_app(shop, watched, hearing, settings, trouble, verifier, google_keys, talk)
    operation.mount(app)
    return app


def _build_talk(
    shop: Shop,
    settings: Settings,
    conversation: Conversation,
    understood: Callable[[str], Understanding],
    recognizer: Callable[[str], Recognizer] | None,
) -> Host | None:
    """What the page for talking is made of; None where there is none. Raises SettingError."""
    from skill.talk.parts import hears, wanted

    if not wanted(settings.talk):
        return None
    from skill.channels.voice.dialogue import Dialogue
    from skill.speech.errors import EngineMissing
    from skill.speech.speaker import open_speaker
    from skill.talk.ears import Ears
    from skill.talk.ends import Ends
    from skill.talk.host import Host
    from skill.talk.talk import PageVoice

    @cache
    def ears(name: str) -> Ears:
        own = partial(build_recognizer, shop, replace(settings, locale=name))
        return Ears(partial(recognizer, name) if recognizer else own, settings.talk_at_once)

    @cache
    def speaker(name: str) -> SpeechSpeaker | None:
        try:
            return open_speaker(name)
        except EngineMissing:
            return None  # then its answers are read

    def dialogue(name: str, caller: Caller, session_id: str) -> Dialogue:
        voice = PageVoice(conversation, understood(name), caller, session_id, name)
        return Dialogue(ears(name), voice, speaker(name))

    return Host(dialogue, ears, Ends, hears)


def _build_hearing(
    conversation: Conversation, settings: Settings, understood: Callable[[str], Understanding]
) -> Hearing:
    """What makes turns of Dialogflow's requests, with the understanding of the conversation."""
    from skill.channels.dialogflow.hearing import Hearing

    @cache
    def unfold(name: str) -> Unfolding:
        return Unfolding(interaction_models.load_locale(name), lambda: understood(name))

    names = interaction_models.locales()
    return Hearing(conversation, understood, unfold, names, settings.locale)
