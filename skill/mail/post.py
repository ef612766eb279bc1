"""How letters get where they belong: a mail server, or a folder to read them in.

``smtp://host:587`` takes the letter over STARTTLS, ``smtps://host:465`` over TLS from the start;
``file:///folder`` writes each into a file. Without STARTTLS nothing is sent, but to this computer
itself or with ``?starttls=off``.
"""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit
from uuid import uuid4

from fulfillment.errors import MessageDelayed, MessageRefused

# A shop waits so long for each answer of a server; well within the lease of a message.
_TIMEOUT_S = 20.0
_PORTS = {"smtp": 587, "smtps": 465}
_THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")


class Post(Protocol):
    """Takes letters."""

    def send(self, mail: EmailMessage) -> None:
        """Hand a letter over. Raises :class:`MessageRefused` or :class:`MessageDelayed`."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Writes each letter into a file of its own; the same letter again into the same."""

    path: Path

    def send(self, mail: EmailMessage) -> None:
        name = hashlib.sha256(mail["Message-ID"].encode()).hexdigest()[:16]
        being_written = self.path / f".{name}-{uuid4().hex}"
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            being_written.touch(mode=0o600)
            being_written.write_bytes(_as_bytes(mail))
            being_written.replace(self.path / f"{name}.eml")
        except OSError as error:
            raise MessageDelayed(f"the folder takes no letter: {type(error).__name__}") from error


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server. ``implicit_tls``: from the first byte; else by STARTTLS if ``starttls``."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    implicit_tls: bool = False
    starttls: bool = True
    timeout_s: float = _TIMEOUT_S
    trusted: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)

    def send(self, mail: EmailMessage) -> None:
        with _named_errors(), self._open() as server:
            self._log_in(server)
            with _refusals():
                server.send_message(mail)

    @contextmanager
    def _open(self) -> Iterator[smtplib.SMTP]:
        server = self._connect()
        try:
            yield server
        except BaseException:
            server.close()
            raise
        # The letter is the server's by now, whatever becomes of the farewell.
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
        server.close()

    def _connect(self) -> smtplib.SMTP:
        if self.implicit_tls:
            return smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.timeout_s, context=self.trusted
            )
        return smtplib.SMTP(self.host, self.port, timeout=self.timeout_s)

    def _log_in(self, server: smtplib.SMTP) -> None:
        server.ehlo()
        if self.starttls and not self.implicit_tls:
            if server.has_extn("starttls"):
                server.starttls(context=self.trusted)
                server.ehlo()
            elif self.host not in _THIS_COMPUTER:
                raise MessageDelayed("the mail server offers no STARTTLS")
        if self.user:
            server.login(self.user, self.password)


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        # What stands there may be a piece of a password in which a sign was not written as "%23".
        raise ValueError("needs a number as its port") from None


def _as_bytes(mail: EmailMessage) -> bytes:
    plain = all(each.addr_spec.isascii() for each in mail["To"].addresses)
    return mail.as_bytes(policy=SMTP if plain else SMTPUTF8)


def open_post(url: str) -> Post:
    """The post of a URL as above. Raises :class:`ValueError`, without the URL in its words."""
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path and not parts.netloc:
        return Folder(Path(unquote(parts.path)))
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("needs smtp://host, smtps://host or file:///folder")
    asked = parse_qs(parts.query, keep_blank_values=True)
    if set(asked) - {"starttls"} or asked.get("starttls", ["off"]) != ["off"]:
        raise ValueError("knows no option but ?starttls=off")
    return Server(
        host=parts.hostname,
        port=_port(parts) or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        implicit_tls=parts.scheme == "smtps",
        starttls="starttls" not in asked,
    )


@contextmanager
def _refusals() -> Iterator[None]:
    """What a server says to one letter: from 500 on it is for good, and the address is not told."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        raise _answered(min(code for code, _ in error.recipients.values())) from None
    except smtplib.SMTPDataError as error:
        raise _answered(error.smtp_code) from None
    except smtplib.SMTPNotSupportedError:
        # Of what a letter may need, only SMTPUTF8 can be missing: for letters beyond ASCII before
        # the @ of an address.
        raise MessageRefused("the mail server does not take such addresses") from None


def _answered(code: int) -> MessageRefused | MessageDelayed:
    return (MessageRefused if 500 <= code < 600 else MessageDelayed)(f"smtp {code}")


@contextmanager
def _named_errors() -> Iterator[None]:
    """All other trouble may pass: a wrong password, a server that is away, too slow or full."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise MessageDelayed(f"smtp {error.smtp_code}") from None
    except (smtplib.SMTPException, OSError) as error:
        raise MessageDelayed(f"the mail server: {type(error).__name__}") from None
