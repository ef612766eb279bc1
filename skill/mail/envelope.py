"""A letter as a message: to whom, from whom, under which name, in both forms."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from fulfillment.errors import MessageRefused
from fulfillment.outbox import Message
from skill.conversation.plain import clean
from skill.mail.layout import as_html, as_text
from skill.mail.letter import Letter

# What stands in an address without quotes; a mailbox that needs them is no shopper's.
_MAILBOX = re.compile(r"[^\s<>()\[\],;:\\\"@\x00-\x1f\x7f-\x9f]{1,64}")
_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who writes or is written to, by name and e-mail address."""

    name: str
    email: str = field(repr=False)


def sender_from(text: str, name: str) -> Party:
    """Who "Corner Shop <orders@example.com>" is; ``name`` is taken where it says none.

    Raises :class:`ValueError` where there is no address in it.
    """
    own_name, email = parseaddr(text)
    party = Party(own_name or name, email)
    _address(party)
    return party


def enclose(
    letter: Letter, message: Message, sender: Party, to: Party, reply_to: str = ""
) -> EmailMessage:
    """The letter with its headers, ready to be sent, the same however often it is.

    ``reply_to`` is left out where it is no address. Raises :class:`MessageRefused` where ``to``
    has no address that can be used.
    """
    mail = EmailMessage(policy=SMTP)
    try:
        mail["To"] = _address(to)
    except ValueError:
        # Without the error, whose words may hold the address.
        raise MessageRefused("no e-mail address that can be used") from None
    mail["From"] = _address(sender)
    with suppress(ValueError):
        mail["Reply-To"] = _address(Party("", reply_to))
    mail["Subject"] = _on_one_line(letter.subject)
    mail["Date"] = format_datetime(message.created_at)
    mail["Message-ID"] = message_id(message, sender)
    mail["Auto-Submitted"] = "auto-generated"  # so that nobody's holiday notice answers (RFC 3834)
    mail.set_content(as_text(letter), cte="quoted-printable")
    mail.add_alternative(as_html(letter), subtype="html", cte="quoted-printable")
    # After the content, which would take it away.
    mail["Content-Language"] = letter.locale
    return mail


def message_id(message: Message, sender: Party) -> str:
    """The name of a message for all who receive it: its key's, so that doubles can be told.

    The moment of writing tells it from a message of the same key out of another database.
    """
    told = f"{message.key}\0{message.created_at.isoformat()}"
    domain = _address(sender).domain.encode("idna").decode("ascii")
    return f"<{hashlib.sha256(told.encode()).hexdigest()[:40]}@{domain}>"


def _address(party: Party) -> Address:
    """The address as it stands in a header. Raises :class:`ValueError` where it is none."""
    mailbox, _, domain = party.email.strip().rpartition("@")
    # Domains have a form in ASCII that every server knows; what stands before the @ has not.
    ascii_domain = domain.encode("idna").decode("ascii")
    if not _MAILBOX.fullmatch(mailbox) or not _DOMAIN.fullmatch(ascii_domain):
        raise ValueError("no e-mail address")
    return Address(_on_one_line(party.name), mailbox, ascii_domain)


def _on_one_line(text: str) -> str:
    """The text without what would end a header, or could stand in none."""
    return " ".join(clean(text).split())
