"""``coster clients``: what it prints is what a platform then needs to link an account."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from fulfillment.shop import Shop
from skill import wiring
from skill.cli import main
from skill.settings import Settings
from tests.accounts.platforms import ORIGIN, Platform, browser

SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "protocol" / "schemas"
ALEXA = [
    "https://pitangui.amazon.com/api/skill/link/M2ABC",
    "https://layla.amazon.com/api/skill/link/M2ABC",
    "https://alexa.amazon.co.jp/api/skill/link/M2ABC",
]


@pytest.fixture(autouse=True)
def _our_shop(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COSTER_DATABASE_URL", f"sqlite:///{database}")
    monkeypatch.setenv("COSTER_PUBLIC_URL", ORIGIN)
    monkeypatch.setenv("COSTER_INDEX", str(database.parent))


def schema(name: str) -> dict[str, object]:
    path = SCHEMAS / name
    if not path.is_file():
        pytest.skip(f"{name} is not here")
    document: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return document


def secret_in(out: str) -> str:
    found = re.search(r"(?:Your Secret|Client secret|client_secret) +(\S+)", out)
    assert found
    return found[1]


def test_alexa_gets_its_three_addresses_and_a_request_for_its_tools(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "link.json"

    assert main(["clients", "add", "alexa", "--vendor", "M2ABC", "--request", str(file)]) == 0

    out = capsys.readouterr().out
    request = json.loads(file.read_text(encoding="utf-8"))
    inner = request["accountLinkingRequest"]
    assert [line.strip() for line in out.splitlines() if "/api/skill/link/" in line] == ALEXA
    assert all(f"  {inner[name]}\n" in out for name in ("clientId", "clientSecret"))
    assert f"{ORIGIN}/oauth/authorize\n" in out
    assert f"{ORIGIN}/oauth/token\n" in out
    assert inner["authorizationUrl"] == f"{ORIGIN}/oauth/authorize"
    assert inner["accessTokenUrl"] == f"{ORIGIN}/oauth/token"
    assert file.stat().st_mode & 0o077 == 0
    jsonschema.validate(request, schema("AccountLinking.json"))
    assert "redirectUrls" not in inner, "those are for apps of one's own"


def test_the_events_to_subscribe_to_are_alexas_own() -> None:
    from skill.commands.clients import _EVENTS

    known = json.dumps(schema("SkillManifest.json"))
    assert all(f'"{event}"' in known for event in _EVENTS)


def test_what_is_printed_links_an_account(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["clients", "add", "google", "--project", "my-shop"])
    secret = secret_in(capsys.readouterr().out)
    with shop.open() as work:
        (client,) = work.linking.clients.all()
    app = wiring.build_app(Settings(public_url=ORIGIN), shop=shop)
    google = Platform(app.test_client(), shop, client, secret, client.redirect_uris[0])
    sams = browser(app, shop).sign_in()

    back = sams.answer(sams.get(google.address()))
    code = re.search(r"[?&]code=([^&]+)", back.headers["Location"])

    assert back.headers["Location"].startswith(
        "https://oauth-redirect.googleusercontent.com/r/my-shop?"
    )
    assert code
    assert google.exchange(code[1]).status_code == 200
    # The list counts the link; it shows no secret.
    main(["clients", "list"])
    listed = capsys.readouterr().out
    assert f"{client.id}\tGoogle\tshop:read,shop:order\t1 linked" in listed
    assert "https://oauth-redirect-sandbox.googleusercontent.com/r/my-shop" in listed
    assert secret not in listed
    # A new secret takes the place of the old one, and the link stays.
    assert main(["clients", "renew", client.id]) == 0
    google.secret = secret_in(capsys.readouterr().out)
    assert google.secret != secret
    assert google.revoke("in vain").status_code == 200
    assert main(["clients", "remove", client.id]) == 0
    assert "1 linked account" in capsys.readouterr().out
    assert google.revoke("in vain").status_code == 401
    main(["clients", "list"])
    assert capsys.readouterr().out == ""


def test_a_client_may_be_one_to_read(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--redirect", "https://a.test/back", "--redirect", "https://b.test/back"]
    main(["clients", "add", "other", "--name", "A phone line", *words, "--scope", "shop:read"])

    with shop.open() as work:
        (client,) = work.linking.clients.all()
    assert client.name == "A phone line"
    assert client.scopes == ("shop:read",)
    assert client.redirect_uris == ("https://a.test/back", "https://b.test/back")
    assert "scope                   shop:read" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (["alexa", "--project", "my-shop"], "another platform"),
        (["google", "--vendor", "M2ABC"], "another platform"),
        (["other", "--vendor", "M2ABC", "--name", "x"], "another platform"),
        (["alexa", "--vendor", "M2/../ABC"], "no id"),
        (["alexa", "--redirect", "http://a.test/"], "no redirect URI"),
        (["other", "--redirect", "https://a.test/"], "--name"),
        (["google", "--project", "p", "--request", "x.json"], "Alexa alone"),
    ],
)
def test_a_wrong_call_adds_nothing(
    shop: Shop, capsys: pytest.CaptureFixture[str], words: list[str], wrong: str
) -> None:
    assert main(["clients", "add", *words]) == 2

    assert wrong in capsys.readouterr().err
    with shop.open() as work:
        assert work.linking.clients.all() == []


def test_platforms_need_an_address_to_come_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("COSTER_PUBLIC_URL")

    assert main(["clients", "add", "alexa", "--vendor", "M2ABC"]) == 2
    assert "COSTER_PUBLIC_URL" in capsys.readouterr().err


@pytest.mark.parametrize("action", ["renew", "remove"])
def test_a_client_that_is_not_there_is_said(
    capsys: pytest.CaptureFixture[str], action: str
) -> None:
    assert main(["clients", action, "alexa-0000"]) == 1
    assert "there is no client alexa-0000" in capsys.readouterr().err
