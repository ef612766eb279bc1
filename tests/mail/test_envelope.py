"""Letters as messages: who, to whom, under which name; and nothing that slips into a header."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfillment.errors import MessageRefused
from fulfillment.outbox import Message
from skill.mail.envelope import Party, enclose, message_id, sender_from
from skill.mail.letter import Letter, Paragraph
from tests.conftest import NOW

SENDER = Party("Corner Shop", "orders@corner.example")
ANNA = Party("Anna", "anna@example.com")
MESSAGE = Message(1, "receipt-12", "receipt", {"order_id": 12}, NOW, 1)
HEADERS = {
    "To", "From", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version",
    "Content-Type", "Content-Language",
}  # fmt: skip
LINE_ENDS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\r\n "]


def letter(subject: str = "Your receipt") -> Letter:
    return Letter("en-US", subject, (Paragraph("Thank you."),))


def sent(mail: EmailMessage) -> EmailMessage:
    """The letter as it comes out at the other end."""
    return message_from_bytes(mail.as_bytes(), _class=EmailMessage, policy=default)


@pytest.mark.parametrize("end", LINE_ENDS)
def test_no_name_and_no_subject_becomes_a_header(end: str) -> None:
    evil = f"Anna{end}Bcc: everybody@example.com{end}{end}<b>words</b>"
    mail = enclose(letter(evil), MESSAGE, Party(evil, SENDER.email), Party(evil, ANNA.email))
    found = sent(mail)
    assert set(found.keys()) == HEADERS - {"Reply-To"}
    assert [each.addr_spec for each in found["To"].addresses] == [ANNA.email]
    assert [each.addr_spec for each in found["From"].addresses] == [SENDER.email]
    assert found["Subject"] == found["To"].addresses[0].display_name
    body = found.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines()[-1] == "Thank you."


@settings(max_examples=150, deadline=None)
@given(name=st.text(max_size=60), subject=st.text(max_size=120))
def test_whatever_a_name_is_the_headers_are_ours(name: str, subject: str) -> None:
    mail = enclose(letter(subject), MESSAGE, Party(name, SENDER.email), Party(name, ANNA.email))
    lines = mail.as_bytes().split(b"\r\n\r\n")[0].split(b"\r\n")
    names = {line.split(b":")[0].decode() for line in lines if line[:1] not in (b" ", b"\t")}
    assert names == HEADERS - {"Reply-To"}
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 998


@pytest.mark.parametrize(
    "email",
    [
        "",
        " ",
        "anna",
        "@example.com",
        "anna@",
        "anna@example.com, ben@example.com",
        "anna@example.com\r\nBcc: ben@example.com",
        "an na@example.com",
        "<anna@example.com>",
        "anna@exam ple.com",
        "anna@-example.com-",
        '"anna b"@example.com',
        "anna;ben@example.com",
        "anna@" + "x" * 300 + ".com",
        "anna@example..com",
    ],
)
def test_who_has_no_address_gets_no_letter_and_is_not_named(email: str) -> None:
    with pytest.raises(MessageRefused) as raised:
        enclose(letter(), MESSAGE, SENDER, Party("Anna", email))
    assert str(raised.value) == "no e-mail address that can be used"
    assert raised.value.__suppress_context__


@pytest.mark.parametrize(
    ("email", "written"),
    [
        (" anna@example.com\n", "anna@example.com"),
        ("o'hara+shop@bücher.example", "o'hara+shop@xn--bcher-kva.example"),
        ("a.b_c-d@sub.example.co", "a.b_c-d@sub.example.co"),
    ],
)
def test_an_address_stands_in_its_header_as_servers_know_it(email: str, written: str) -> None:
    mail = enclose(letter(), MESSAGE, SENDER, Party('Zoë, Anna\'s "sister"', email))
    (to,) = sent(mail)["To"].addresses
    assert (to.display_name, to.addr_spec) == ('Zoë, Anna\'s "sister"', written)


def test_subjects_beyond_ascii_arrive_as_they_were() -> None:
    subject = "Votre reçu pour la commande 12 chez Marché Noisette, 日本語 " + "é" * 100
    mail = enclose(letter(subject), MESSAGE, SENDER, ANNA)
    assert mail.as_bytes().isascii()
    assert sent(mail)["Subject"] == subject


def test_an_answer_goes_where_it_is_wanted_or_to_the_sender() -> None:
    with_people = enclose(letter(), MESSAGE, SENDER, ANNA, "people@corner.example")
    assert sent(with_people)["Reply-To"] == "people@corner.example"
    assert enclose(letter(), MESSAGE, SENDER, ANNA, "nobody")["Reply-To"] is None


def test_nothing_answers_a_letter_by_itself() -> None:
    assert enclose(letter(), MESSAGE, SENDER, ANNA)["Auto-Submitted"] == "auto-generated"


def test_a_message_has_one_name_however_often_it_is_sent() -> None:
    again = replace(MESSAGE, attempts=7)
    names = [enclose(letter(), each, SENDER, ANNA)["Message-ID"] for each in (MESSAGE, again)]
    assert names[0] == names[1] == message_id(MESSAGE, SENDER)
    others = [replace(MESSAGE, key="receipt-13"), replace(MESSAGE, created_at=NOW.replace(hour=1))]
    assert len({message_id(each, SENDER) for each in (MESSAGE, *others)}) == 3
    assert names[0].endswith("@corner.example>")
    assert "receipt" not in names[0]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("orders@corner.example", Party("Corner Shop", "orders@corner.example")),
        ("Corner <orders@corner.example>", Party("Corner", "orders@corner.example")),
    ],
)
def test_the_sender_has_the_shops_name_unless_another_is_set(text: str, party: Party) -> None:
    assert sender_from(text, "Corner Shop") == party


@pytest.mark.parametrize("text", ["", "Corner", "Corner <corner>"])
def test_a_sender_without_an_address_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"address|label"):
        sender_from(text, "Corner Shop")


def test_a_party_is_shown_without_the_address() -> None:
    assert "example" not in repr(ANNA)
