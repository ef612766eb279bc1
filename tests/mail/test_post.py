"""Letters on their way: real mail servers on this computer, and a folder."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from fulfillment.errors import MessageDelayed, MessageRefused
from fulfillment.outbox import Message
from skill.mail.envelope import Party, enclose
from skill.mail.letter import Letter, Paragraph
from skill.mail.post import Folder, Server, open_post
from tests.conftest import NOW
from tests.mail.receiving import HOST, Identity, Inbox, behaving, new_identity, receiving

LETTER = Letter("en-US", "Your receipt: 5 €", (Paragraph("Thank you, Zoë. " + "Word. " * 60),))
SENDER = Party("Corner Shop", "orders@corner.example")


def mail_to(email: str = "anna@example.com", key: str = "receipt-1") -> EmailMessage:
    message = Message(1, key, "receipt", {"order_id": 1}, NOW, 1)
    return enclose(LETTER, message, SENDER, Party("Anna", email))


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture(scope="module")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return new_identity(tmp_path_factory.mktemp("identity"))


@pytest.fixture
def port(inbox: Inbox) -> Iterator[int]:
    """The port of a server without TLS."""
    with receiving(inbox) as open_port:
        yield open_port


def test_a_server_on_this_computer_gets_the_letter_whole(inbox: Inbox, port: int) -> None:
    open_post(f"smtp://{HOST}:{port}").send(mail_to())
    (letter,) = inbox.letters
    assert inbox.recipients == [["anna@example.com"]]
    assert letter["Subject"] == LETTER.subject
    assert letter["Message-ID"] == mail_to()["Message-ID"]
    text, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "Thank you, Zoë. Word." in text.get_content()
    assert "Thank you, Zoë. Word." in html.get_content()


def test_a_letter_goes_over_starttls_where_it_is_offered(inbox: Inbox, identity: Identity) -> None:
    with receiving(inbox, tls_context=identity.serves, require_starttls=True) as port:
        Server(HOST, port, trusted=identity.trusts).send(mail_to())
    assert inbox.encrypted == [True]


def test_a_server_that_nobody_vouches_for_gets_nothing(inbox: Inbox, identity: Identity) -> None:
    with (
        receiving(inbox, tls_context=identity.serves) as port,
        pytest.raises(MessageDelayed, match="SSLCertVerificationError"),
    ):
        open_post(f"smtp://{HOST}:{port}").send(mail_to())
    assert inbox.letters == []


def test_another_computer_without_starttls_gets_nothing_unless_it_is_allowed(
    inbox: Inbox, port: int
) -> None:
    # The same computer under a name that is not known to be this one.
    elsewhere = Server("LOCALHOST", port)
    with pytest.raises(MessageDelayed, match="STARTTLS"):
        elsewhere.send(mail_to())
    assert inbox.letters == []
    replace(elsewhere, starttls=False).send(mail_to())
    assert inbox.encrypted == [False]


def test_smtps_speaks_tls_from_the_first_byte_and_logs_in(inbox: Inbox, identity: Identity) -> None:
    options = {"authenticator": inbox.authenticate, "auth_require_tls": False}
    with receiving(inbox, ssl_context=identity.serves, **options) as port:
        post = open_post(f"smtps://shop:pass%20word%2F1@{HOST}:{port}")
        assert isinstance(post, Server)
        replace(post, trusted=identity.trusts).send(mail_to())
        with pytest.raises(MessageDelayed, match="smtp 535"):
            replace(post, password="wrong", trusted=identity.trusts).send(mail_to())
    assert len(inbox.letters) == 1
    assert inbox.logins[0] == ("shop", "pass word/1")


@pytest.mark.parametrize(
    ("rcpt", "data", "expected"),
    [
        ("550 no such user anna@example.com", "250 ok", MessageRefused("smtp 550")),
        ("451 anna@example.com, later", "250 ok", MessageDelayed("smtp 451")),
        ("250 ok", "554 no thanks, anna@example.com", MessageRefused("smtp 554")),
        ("250 ok", "452 full", MessageDelayed("smtp 452")),
        ("421 going away", "250 ok", MessageDelayed("smtp 421")),
    ],
)
def test_what_a_server_answers_says_whether_it_is_for_good(
    inbox: Inbox, port: int, rcpt: str, data: str, expected: Exception
) -> None:
    inbox.rcpt, inbox.data = rcpt, data
    with pytest.raises(type(expected)) as raised:
        open_post(f"smtp://{HOST}:{port}").send(mail_to())
    assert str(raised.value) == str(expected)
    assert raised.value.__cause__ is None
    assert inbox.letters == []


def test_a_server_that_is_not_there_may_come_back() -> None:
    with socket.socket() as unused:
        unused.bind((HOST, 0))
        post = open_post(f"smtp://{HOST}:{unused.getsockname()[1]}")
        with pytest.raises(MessageDelayed, match="ConnectionRefusedError"):
            post.send(mail_to())


def test_a_server_that_is_silent_is_not_waited_for_long() -> None:
    def silent(caller: socket.socket) -> None:
        assert caller.recv(1) == b""  # until the other side has had enough

    with behaving(silent) as port:
        before = time.monotonic()
        with pytest.raises(MessageDelayed, match="SMTPServerDisconnected"):
            Server(HOST, port, timeout_s=0.2).send(mail_to())
        assert time.monotonic() - before < 5


@pytest.mark.parametrize("answers", [0, 1, 2, 3, 4])
def test_a_server_that_drops_the_line_may_come_back(answers: int) -> None:
    def drop(caller: socket.socket) -> None:
        lines = caller.makefile("rb")
        caller.sendall(b"220 here\r\n")
        for _ in range(answers):
            if lines.readline() == b"":
                return
            caller.sendall(b"250 yes\r\n")

    with behaving(drop) as port, pytest.raises(MessageDelayed, match=r"the mail server|smtp"):
        Server(HOST, port, timeout_s=2).send(mail_to())


def test_a_server_that_dies_at_the_farewell_has_taken_the_letter() -> None:
    taken = bytearray()

    def take(caller: socket.socket) -> None:
        lines = caller.makefile("rb")
        caller.sendall(b"220 here\r\n")
        for answer in (b"250 yes", b"250 yes", b"250 yes", b"354 go on"):
            lines.readline()
            caller.sendall(answer + b"\r\n")
        while (line := lines.readline()) != b".\r\n":
            taken.extend(line)
        caller.sendall(b"250 taken\r\n")

    with behaving(take) as port:
        Server(HOST, port, timeout_s=5).send(mail_to())
    assert b"Message-ID" in taken


def test_an_address_beyond_ascii_goes_to_servers_that_take_it(inbox: Inbox) -> None:
    with receiving(inbox, enable_SMTPUTF8=True) as port:
        open_post(f"smtp://{HOST}:{port}").send(mail_to("zoë@bücher.example"))
    assert inbox.recipients == [["zoë@xn--bcher-kva.example"]]
    assert "To: Anna <zoë@xn--bcher-kva.example>".encode() in inbox.raw[0]


def test_an_address_beyond_ascii_is_given_up_where_the_server_takes_none(
    inbox: Inbox,
) -> None:
    with receiving(inbox, enable_SMTPUTF8=False) as port:
        with pytest.raises(MessageRefused) as raised:
            open_post(f"smtp://{HOST}:{port}").send(mail_to("zoë@example.com"))
        assert "zoë" not in str(raised.value)
        open_post(f"smtp://{HOST}:{port}").send(mail_to("zoe@bücher.example"))
    assert inbox.recipients == [["zoe@xn--bcher-kva.example"]]


def test_a_folder_keeps_each_letter_once_for_nobody_elses_eyes(tmp_path: Path) -> None:
    folder = tmp_path / "a new" / "folder"
    post = open_post(f"file://{str(folder).replace(' ', '%20')}")
    post.send(mail_to())
    post.send(mail_to())
    post.send(mail_to("zoë@example.com", key="receipt-2"))
    files = sorted(folder.iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    letters = [message_from_string(f.read_text("utf-8"), policy=default) for f in files]
    assert {letter["To"].addresses[0].username for letter in letters} == {"anna", "zoë"}


def test_a_folder_that_takes_no_letter_may_take_it_later(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    with pytest.raises(MessageDelayed, match=r"FileExistsError|NotADirectoryError"):
        Folder(in_the_way).send(mail_to())


@pytest.mark.parametrize(
    ("url", "host", "port", "starttls"),
    [
        ("smtp://mail.example", "mail.example", 587, True),
        ("smtps://mail.example", "mail.example", 465, True),
        ("smtp://mail.example:25?starttls=off", "mail.example", 25, False),
        ("smtp://u%40x:p%3A@[::1]:26", "::1", 26, True),
    ],
)
def test_a_url_says_where_the_server_is(url: str, host: str, port: int, starttls: bool) -> None:
    post = open_post(url)
    assert isinstance(post, Server)
    assert (post.host, post.port, post.starttls) == (host, port, starttls)
    assert (post.user, post.password) in [("", ""), ("u@x", "p:")]
    assert "p:" not in repr(post).partition("::1")[0]


@pytest.mark.parametrize(
    "url",
    [
        "http://mail.example",
        "smtp://",
        "mail.example",
        "file://mail",
        "file://host/mail",
        "smtp://secret:word@h?x=1",
        "smtp://secret:word@h?starttls=on",
        "smtp://secret:word@h:99999",
        "smtp://u:secret?word@h",
        "smtp://u:secret#word@h",
        "smtp://u:secret/word@h",
    ],
)
def test_any_other_url_is_refused_without_telling_it(url: str) -> None:
    with pytest.raises(ValueError, match=r"needs|knows") as raised:
        open_post(url)
    assert "secret" not in str(raised.value)
