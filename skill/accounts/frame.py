"""What all pages share: the shop, where it is reached, and in which languages it has words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from flask import Flask, current_app, request

from fulfillment.shop import Shop
from skill.conversation.phrases import Phrases
from skill.settings import Settings

_KEY = "costermonger-accounts"


@dataclass(frozen=True)
class Frame:
    """The pages of one shop. ``phrases`` gives the words of a locale that is in ``locales``."""

    shop: Shop
    settings: Settings
    locales: tuple[str, ...]
    phrases: Callable[[str], Phrases] = field(repr=False)

    @property
    def mails(self) -> bool:
        """Whether a letter with a link to these pages can be sent."""
        return self.settings.mail is not None and self.settings.public_url is not None

    @property
    def secure(self) -> bool:
        """Whether this request reached us by https, as far as we can know."""
        return request.is_secure or (self.settings.public_url or "").startswith("https://")


def install(app: Flask, frame: Frame) -> None:
    """Make ``frame`` that of the application's pages."""
    app.extensions[_KEY] = frame


def the_frame() -> Frame:
    """The frame of the application that answers this request."""
    return cast(Frame, current_app.extensions[_KEY])
