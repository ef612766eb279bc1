"""Letters with a link to the shopper's pages: what it does, for how long, and what if not asked."""

from __future__ import annotations

from fulfillment.accounts.links import MINUTES, NOTICES, Link, Purpose
from skill.conversation.answer import Line, say
from skill.mail.letter import Block, Letter, Paragraph
from skill.mail.letter import Link as Button
from skill.mail.letters import contact
from skill.mail.wording import Wording


def letter(link: Link, url: str, name: str, words: Wording) -> Letter:
    """The letter for what was asked, to ``name``, which is "" for somebody without an account."""
    told = _told(link)
    shop = words.shop.name
    lines = [say("mail-hello", name=name)] if name else []
    lines.append(say(f"mail-link-{told}-why", shop=shop))
    blocks: list[Block] = [Paragraph(_written(words, *lines))]
    if link.purpose not in NOTICES:
        blocks.append(Button(words.write(say(f"mail-link-{link.purpose}", shop=shop)), url))
        once = say("mail-link-once", minutes=MINUTES)
        blocks.append(Paragraph(_written(words, once, say("mail-link-not-you"))))
    blocks.extend(contact(words))
    return Letter(
        words.locale, words.write(say(f"mail-link-{told}-subject", shop=shop)), (*blocks,)
    )


def _told(link: Link) -> str:
    """Which letter it is: what was asked, and whether the address has an account as expected."""
    if link.purpose is link.asked:
        return link.purpose.value
    return "known" if link.asked is Purpose.SIGN_UP else "unknown"


def _written(words: Wording, *lines: Line) -> str:
    return " ".join(words.write(line) for line in lines)
