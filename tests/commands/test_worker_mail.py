"""``coster worker`` as the one who brings the post."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fulfillment.shop import Shop
from fulfillment.storage.engine import engine_for
from fulfillment.storage.schema import create_schema
from skill.cli import main
from skill.settings import SettingError, from_environment
from tests.fulfillment.shopfloor import buy, furnish, offer
from tests.mail.receiving import HOST, Inbox, receiving

FROM = "Corner <orders@corner.example>"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shop in which Anna has placed two orders; the settings are those of its worker."""
    path = tmp_path / "shop.sqlite3"
    with engine_for(f"sqlite:///{path}") as engine:
        create_schema(engine)
        shop = Shop(engine)
        furnish(shop)
        with shop.open() as work:
            work.customers.set_email(1, "anna@example.com")
        for _ in range(2):
            with shop.open() as work:
                buy(work, offer(work))
    monkeypatch.setenv("COSTER_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("COSTER_MAIL_FROM", FROM)
    return path


def outbox(path: Path) -> list[tuple[Any, ...]]:
    """What the database says of each message, seen without any code of ours."""
    with closing(sqlite3.connect(path)) as opened:
        query = "SELECT delivered_at IS NOT NULL, given_up, error FROM outbox ORDER BY id"
        return opened.execute(query).fetchall()


def test_letters_go_into_a_folder(
    database: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "letters"
    monkeypatch.setenv("COSTER_MAIL", folder.as_uri())
    assert main(["worker", "--once"]) == 0
    assert capsys.readouterr().out == "receipt of order 1: sent\nreceipt of order 2: sent\n"
    assert len(list(folder.glob("*.eml"))) == 2
    assert outbox(database) == [(1, 0, ""), (1, 0, "")]
    assert main(["worker", "--once"]) == 0
    assert capsys.readouterr().out == ""


def test_without_mail_it_says_what_waits(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["worker", "--once"]) == 0
    assert capsys.readouterr().out == "2 messages wait: set COSTER_MAIL\n"
    assert outbox(database) == [(0, 0, ""), (0, 0, "")]


@pytest.mark.parametrize(
    ("answer", "told", "kept"),
    [
        ("550 no anna@example.com here", "given up (smtp 550)", (0, 1, "smtp 550")),
        ("451 anna@example.com is away", "put off (smtp 451)", (0, 0, "smtp 451")),
    ],
)
def test_what_the_mail_server_refuses_is_told_without_the_address(
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    answer: str,
    told: str,
    kept: tuple[Any, ...],
) -> None:
    with receiving(Inbox(rcpt=answer)) as port, caplog.at_level("DEBUG", logger="skill"):
        monkeypatch.setenv("COSTER_MAIL", f"smtp://{HOST}:{port}")
        assert main(["worker", "--once"]) == 0
    written = capsys.readouterr()
    assert written.out == f"receipt of order 1: {told}\nreceipt of order 2: {told}\n"
    assert "anna" not in written.err
    assert outbox(database) == [kept, kept]


class Terminating(Inbox):
    """A mail server that asks our process to end while it takes a letter."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        os.kill(os.getpid(), signal.SIGTERM)
        return await super().handle_DATA(server, session, envelope)


def test_sigterm_lets_it_finish_the_letter_in_its_hands(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    inbox, before = Terminating(), signal.getsignal(signal.SIGTERM)
    with receiving(inbox) as port:
        monkeypatch.setenv("COSTER_MAIL", f"smtp://{HOST}:{port}")
        assert main(["worker", "--every", "600"]) == 0
    assert capsys.readouterr().out == "receipt of order 1: sent\n"
    assert [letter["To"] for letter in inbox.letters] == ["Anna <anna@example.com>"]
    assert outbox(database) == [(1, 0, ""), (0, 0, "")]
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_worker_that_waits_ends_at_once_when_it_is_told_to(database: Path) -> None:
    command = [sys.executable, "-m", "skill.cli", "worker", "--every", "600"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "2 messages wait: set COSTER_MAIL\n"
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=20) == 0


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"COSTER_MAIL": "smtp://u:secret@mail"}, "COSTER_MAIL needs COSTER_MAIL_FROM"),
        (
            {"COSTER_MAIL": "http://u:secret@mail", "COSTER_MAIL_FROM": FROM},
            "COSTER_MAIL needs smtp",
        ),
        ({"COSTER_MAIL": "smtp://mail", "COSTER_MAIL_FROM": "Corner"}, "must be an e-mail address"),
    ],
)
def test_mail_that_is_set_up_wrongly_is_refused_at_the_start(
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    settings: dict[str, str],
    message: str,
) -> None:
    monkeypatch.delenv("COSTER_MAIL_FROM")
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert main(["worker", "--once"]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert "secret" not in error


def test_the_mails_password_is_not_shown_with_the_settings() -> None:
    env = {"COSTER_MAIL": "smtp://u:secret@mail", "COSTER_MAIL_FROM": FROM}
    settings = from_environment(env)
    assert settings.mail == env["COSTER_MAIL"]
    assert "secret" not in repr(settings)
    with pytest.raises(SettingError, match="COSTER_MAIL_FROM"):
        from_environment({"COSTER_MAIL": "smtp://mail"})
