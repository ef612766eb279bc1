"""The HTTP application: every channel mounted, and the health check."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Flask

from fulfillment.errors import Conflict, PaymentUnknown, StorageError
from fulfillment.shop import Shop
from skill.accounts import oauth
from skill.accounts import pages as account_pages
from skill.channels import Conversation
from skill.channels.alexa import adapter
from skill.channels.alexa.certificate_fetch import HttpsFetch
from skill.channels.alexa.certificates import Certificates, Trust, trusted_roots
from skill.channels.alexa.skill import create_skill
from skill.channels.alexa.verify import Verifier
from skill.channels.dialogflow.credentials import Door, basic, header, service_agent
from skill.channels.dialogflow.endpoint import PATHS, Webhooks, dialogflow_blueprint
from skill.channels.dialogflow.hearing import Hearing
from skill.channels.feed_webhook import Take, feed_blueprint
from skill.channels.google_actions.endpoint import actions_blueprint
from skill.channels.google_actions.verify import ActionsVerifier
from skill.channels.google_tokens import GoogleKeys, google_fetch
from skill.channels.stripe_webhook import CARD_STORED, Hear, PaymentEvent, stripe_blueprint
from skill.conversation.reply import Reply
from skill.settings import Settings

if TYPE_CHECKING:
    from skill.talk.host import Host


def create_app(
    shop: Shop,
    conversation: Conversation,
    hearing: Hearing,
    settings: Settings,
    trouble: Callable[[str], Reply],
    verifier: Verifier | None = None,
    google_keys: GoogleKeys | None = None,
    talk: Host | None = None,
) -> Flask:
    """The application for one shop.

    ``trouble`` is said when the conversation fails; ``verifier`` replaces the one that trusts
    Amazon's certificates, ``google_keys`` those that Google publishes. With ``talk`` there is the
    page for talking.
    """
    app = Flask("skill")
    verifier = verifier or amazon_verifier(settings.alexa_skill_id)
    adapter.mount(app, create_skill(conversation, trouble), verifier)
    keys = google_keys or GoogleKeys(google_fetch())
    actions = ActionsVerifier(keys, settings.google_project)
    app.register_blueprint(actions_blueprint(conversation, trouble, actions))
    webhooks = Webhooks(conversation, hearing, trouble)
    app.register_blueprint(dialogflow_blueprint(webhooks, dialogflow_doors(settings, keys)))
    if settings.payments == "stripe":
        app.register_blueprint(stripe_blueprint(settings.stripe_webhook_secret, _hear(shop)))
    if settings.feed_secret:
        app.register_blueprint(feed_blueprint(settings.feed_secret, _take(shop)))
    account_pages.mount(app, shop, settings)
    oauth.mount(app)
    if talk is not None:
        from skill.talk import page

        page.mount(app, talk)
    return app


def amazon_verifier(skill_id: str | None) -> Verifier:
    """The verifier for requests that Amazon signs for our skill."""
    return Verifier(Certificates(Trust(trusted_roots()), HttpsFetch()), skill_id)


def dialogflow_doors(settings: Settings, keys: GoogleKeys) -> dict[str, Door]:
    """What lets Dialogflow's requests in, by its edition; without any setting nothing does."""
    known = settings.dialogflow
    passes = [basic(known.basic)] if known.basic else []
    if known.header:
        passes.append(header(*known.header))
    doors = {}
    for edition, path in PATHS.items():
        audience = known.audience or f"{settings.public_url}{path}"
        agents = [service_agent(known.agent, audience, keys.verify)] if known.agent else []
        doors[edition] = Door(*passes, *agents)
    return doors


def _hear(shop: Shop) -> Hear:
    """Takes note of a payment event; False when it should come again."""

    def hear(event: PaymentEvent) -> bool:
        try:
            if event.kind == CARD_STORED:
                _hear_of_card(shop, event)
                return True
            with shop.open() as work:
                work.orders.hear(event.id, event.kind, event.key)
        except (PaymentUnknown, Conflict, StorageError):
            return False
        return True

    return hear


def _hear_of_card(shop: Shop, event: PaymentEvent) -> None:
    if shop.cards is not None:
        shop.cards.hear(event.about)


def _take(shop: Shop) -> Take:
    """Takes changes of products; None when they should come again."""

    def take(body: str) -> dict[str, Any] | None:
        try:
            with shop.open() as work:
                made = work.feed_events.take(body)
        except (Conflict, StorageError):
            return None
        refused = [{"line": line, "reason": reason} for line, reason in made.refused]
        return {"taken": made.taken, "repeated": made.repeated, "refused": refused}

    return take
