"""The words of one locale as letters write them: sentences, sums, days and hours."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time

from fulfillment.catalog import parse_size
from fulfillment.money import Money
from fulfillment.orders import QuoteLine
from fulfillment.profile import ShopProfile
from skill.conversation import labels
from skill.conversation.answer import Line, say
from skill.conversation.phrases import Phrases
from skill.conversation.plain import money, plain


class Wording:
    """Puts into words what is told of a shop; days and hours are those of the shop's zone.

    A letter is read on another day than it was written on: its days have dates, and no "tomorrow".
    """

    def __init__(self, phrases: Phrases, shop: ShopProfile) -> None:
        self.locale = phrases.locale
        self.shop = shop
        self._phrases = phrases
        self._zone = ZoneInfo(shop.time_zone)
        self._dates = Locale.parse(phrases.locale, sep="-")

    def knows(self, id_: str) -> bool:
        """Whether the locale has a reply of this name."""
        return self._phrases.has(id_)

    def write(self, line: Line) -> str:
        """A line, with sums as they are written."""
        return plain(self._phrases.render(line), self.locale)

    def sum(self, amount: Money) -> str:
        """A sum of money."""
        return money(amount, self.locale)

    def day(self, moment: datetime) -> str:
        """A day in full: "Saturday, November 21, 2026"."""
        return _spaced(format_date(moment.astimezone(self._zone), "full", locale=self._dates))

    def hour(self, moment: datetime) -> str:
        """A time of day: "8:00 AM", "08:00"."""
        return _spaced(format_time(moment.astimezone(self._zone), "short", locale=self._dates))

    def product(self, line: QuoteLine) -> str:
        """Brand, name and size of what was bought."""
        size = parse_size(line.size)
        if size.unit in ("ct", "each") and size.total == 1:
            return self.write(say("product-short", brand=line.brand, name=line.name))
        named = say("product-full", brand=line.brand, name=line.name, size=labels.size(size))
        return self.write(named)


def _spaced(text: str) -> str:
    # Unicode's narrow no-break spaces are shown as boxes by some mail programs.
    return " ".join(text.split())
