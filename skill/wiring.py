"""The one place where concrete objects are built and put together."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING

import interaction_models
from fulfillment.demo import load_demo
from fulfillment.payments.wallet import Wallet
from fulfillment.search.places import snapshots_of
from fulfillment.shop import Shop, utc_now
from fulfillment.storage.engine import open_engine
from fulfillment.storage.schema import create_schema
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
    from skill.channels.alexa.verify import Verifier
    from skill.channels.dialogflow.hearing import Hearing
    from skill.channels.google_tokens import GoogleKeys
    from skill.understanding import Understanding


def build_shop(settings: Settings) -> Shop:
    """The shop of the settings' database; an empty database is filled with the demo shop."""
    shop = open_shop(settings)
    load_demo(shop, settings.locale)
    return shop


def open_shop(settings: Settings) -> Shop:
    """The shop of the settings' database, which may not be set up yet."""
    engine = open_engine(settings.database_url, connections=settings.database_connections)
    create_schema(engine)
    stripe = settings.payments == "stripe"
    payments = _build_stripe(Wallet(engine, utc_now), settings) if stripe else None
    cards = payments.cards if payments else None
    snapshots = snapshots_of(engine.url, settings.index, os.environ)
    return Shop(engine, payments=payments, cards=cards, learns=settings.learn, snapshots=snapshots)


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


def _trouble(settings: Settings) -> Callable[[str], Reply]:
    """What is said in a locale when the shop itself cannot be reached: it needs no database."""

    def trouble(locale: str) -> Reply:
        known = locale if locale in interaction_models.locales() else settings.locale
        return Reply(_phrases(known).render(say("trouble")), ends=True)

    return trouble


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


def build_alexa_skill(settings: Settings | None = None) -> CustomSkill:
    """The Alexa skill on its own, as AWS Lambda runs it: no Flask, no speech engine."""
    from skill.channels.alexa.skill import create_skill

    settings = settings or from_environment()
    return create_skill(build_conversation(build_shop(settings), settings), _trouble(settings))


def build_app(
    settings: Settings,
    *,
    shop: Shop | None = None,
    verifier: Verifier | None = None,
    google_keys: GoogleKeys | None = None,
    understanding: Callable[[str], Understanding] | None = None,
) -> Flask:
    """The HTTP application with every channel mounted.

    ``verifier`` replaces the one that trusts Amazon's certificates, ``google_keys`` the keys that
    Google publishes; ``understanding`` is that of :func:`build_conversation`.
    """
    from skill.app import create_app

    shop = shop or build_shop(settings)
    understood = understanding or cache(partial(build_understanding, shop))
    conversation = build_conversation(shop, settings, understood)
    hearing = _build_hearing(conversation, settings, understood)
    trouble = _trouble(settings)
    return create_app(shop, conversation, hearing, settings, trouble, verifier, google_keys)


def _build_hearing(
    conversation: Engine, settings: Settings, understood: Callable[[str], Understanding]
) -> Hearing:
    """What makes turns of Dialogflow's requests, with the understanding of the conversation."""
    from skill.channels.dialogflow.hearing import Hearing

    @cache
    def unfold(name: str) -> Unfolding:
        return Unfolding(interaction_models.load_locale(name), lambda: understood(name))

    names = interaction_models.locales()
    return Hearing(conversation, understood, unfold, names, settings.locale)
