"""``coster shop``: from an empty database to a purchase in a merchant's own shop."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from skill.cli import main
from tests.fulfillment.feeds.feeds import google_tsv

NEW = ("shop", "new", "--name", "Corner", "--currency", "USD", "--country", "US")
ENGLISH = (*NEW, "--locale", "en-US", "--time-zone", "America/Chicago")
FRENCH = (*("shop", "new", "--name", "L'Épi", "--currency", "EUR", "--country", "FR"),)
DEMO = Path("fulfillment/demo/shops/fr-FR/shop.toml")
Said = Callable[..., str]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COSTER_DATABASE_URL", f"sqlite:///{tmp_path}/own.sqlite3")
    monkeypatch.delenv("COSTER_LOCALE", raising=False)


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """Milk and tea."""
    path = tmp_path / "feed.tsv"
    milk = ("milk", "Org. Whl Mlk 1gal", "4.99 USD", "in stock", "Hazel", "Dairy > Milk")
    tea = ("tea", "Green Tea 20 ct", "3.50 USD", "in stock", "Leaf", "Drinks > Tea")
    path.write_text(google_tsv(milk, tea), encoding="utf-8")
    return path


@pytest.fixture
def ok(capsys: pytest.CaptureFixture[str]) -> Said:
    """Runs a command that succeeds; what it prints."""

    def run(*arguments: str) -> str:
        capsys.readouterr()
        code = main(arguments)
        printed = capsys.readouterr()
        assert code == 0, printed.err
        return printed.out

    return run


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Said:
    """Runs a command that is refused; why."""

    def run(*arguments: str) -> str:
        capsys.readouterr()
        assert main(arguments) == 2
        return capsys.readouterr().err

    return run


def talk(ok: Said, folder: Path, *lines: str) -> list[dict[str, Any]]:
    script = folder / "said.txt"
    script.write_text("\n".join(lines), encoding="utf-8")
    printed = ok("chat", "--as", "kim", "--script", str(script), "--json")
    return [json.loads(line) for line in printed.splitlines()]


def test_from_an_empty_database_to_a_spoken_purchase(ok: Said, feed: Path, tmp_path: Path) -> None:
    ok(*ENGLISH, "--tax", "general=8.25", "--tax", "food=0", "--delivery-cost", "4.99")
    assert "added               2" in ok("catalog", "import", str(feed), "--tax", "food")
    found = ok("catalog", "search", "whole", "milk")
    assert found.splitlines()[0] == "one: 1 found"
    assert ok("catalog", "search", "--json", "green tea")
    ok("shop", "shopper", "kim", "--name", "Kim", "--address", "1 Elm Street")
    _, added, read_back, placed = talk(ok, tmp_path, "add two milks", "check out", "yes")
    assert [(line["sku"], line["quantity"]) for line in added["cart"]["lines"]] == [("milk", 2)]
    assert "From Corner: two 1-gallon Hazel organic whole milk" in read_back["reply"]
    assert placed["order"]["total"] == {"amount_minor": 2 * 499 + 499, "currency": "USD"}


def test_no_demo_product_is_in_a_new_shop(ok: Said, tmp_path: Path) -> None:
    ok(*ENGLISH)
    ok("shop", "shopper", "kim", "--name", "Kim", "--address", "1 Elm Street")
    welcome, nothing, empty = talk(ok, tmp_path, "I need some coffee", "check out")
    assert "Corner" in welcome["reply"]
    assert nothing["cart"]["lines"] == empty["cart"]["lines"] == []
    assert main(["catalog", "search", "coffee"]) == 1
    assert ok("catalog", "names") == ""


def test_a_database_that_holds_a_shop_is_refused(
    ok: Said, refused: Said, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ok(*ENGLISH)
    assert "holds a shop already: Corner" in refused(*ENGLISH)
    monkeypatch.setenv("COSTER_DATABASE_URL", f"sqlite:///{database}")
    assert "holds a shop already: Hazel Market" in refused(*ENGLISH)


def test_a_french_shop_has_french_times_and_its_countrys_zone(ok: Said) -> None:
    assert "COSTER_LOCALE=fr-FR" in ok(*FRENCH, "--locale", "fr-FR")
    shop = tomllib.loads(ok("shop", "show"))
    assert shop["shop"]["time_zone"] == "Europe/Paris"
    assert shop["shop"]["prices_include_tax"] is True
    assert [option["label"] for option in shop["delivery"]] == [
        *("en matinée", "dans l'après-midi", "en soirée"),
    ]


def test_what_is_shown_can_be_given_back(ok: Said, tmp_path: Path) -> None:
    description = tmp_path / "shop.toml"
    ok("shop", "new", "--from", str(DEMO), "--name", 'The "Épi"')
    shown = ok("shop", "show")
    description.write_text(shown, encoding="utf-8")
    ok("shop", "change", "--from", str(description))
    assert ok("shop", "show") == shown
    assert tomllib.loads(shown)["tax_regions"]["réunion"]["general"] == 850
    ok("shop", "change", "--phone", "555 0100", "--free-over", "40,5")
    changed = tomllib.loads(ok("shop", "show"))
    assert changed["shop"]["phone"] == "555 0100"
    assert changed["delivery_rules"]["free_over_minor"] == 4050
    assert changed["delivery"] == tomllib.loads(shown)["delivery"]


def test_money_that_was_counted_in_stays(ok: Said, refused: Said) -> None:
    ok(*ENGLISH)
    assert "whose money is USD" in refused("shop", "change", "--currency", "EUR")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (NEW, "--locale"),
        ((*NEW, "--locale", "en-US"), "time zone"),
        ((*NEW, "--locale", "tlh-XX", "--time-zone", "UTC"), "not 'tlh-XX'"),
        ((*ENGLISH, "--currency", "XQQ"), "no currency"),
        ((*ENGLISH, "--time-zone", "Mars/Olympus"), "shop.time_zone"),
        ((*ENGLISH, "--tax", "8.25"), "CATEGORY=PERCENT"),
        ((*ENGLISH, "--tax", "general=150"), "tax.general"),
        ((*ENGLISH, "--delivery-cost", "4.999"), "too many digits"),
        ((*ENGLISH, "--free-over", "much"), "no number"),
        ((*ENGLISH, "--from", "nowhere.toml"), "nowhere.toml"),
    ],
)
def test_what_makes_no_shop_is_refused(refused: Said, arguments: tuple[str, ...], why: str) -> None:
    assert why in refused(*arguments)


def test_an_account_is_opened_once(ok: Said, refused: Said) -> None:
    account = ("shop", "shopper", "kim", "--name", "Kim", "--address", "1 Elm Street")
    assert "no shop" in refused(*account)
    ok(*ENGLISH)
    ok(*account)
    assert "there is a shopper 'kim' already" in refused(*account)
    assert "'guest' is no handle" in refused("shop", "shopper", "guest", *account[3:])


def test_an_import_into_an_empty_database_loads_no_demo(
    ok: Said, refused: Said, feed: Path
) -> None:
    assert "coster shop new" in refused("catalog", "import", str(feed))
    ok(*ENGLISH)
    ok("catalog", "import", str(feed))
    assert len(ok("catalog", "names").splitlines()) == 2


def test_an_import_sets_up_the_shop_that_is_described(
    ok: Said, refused: Said, tmp_path: Path
) -> None:
    feed, other = tmp_path / "feed.csv", tmp_path / "other.toml"
    feed.write_text("sku;name;price\nt1;Thé vert 20 sachets;3,50\n", encoding="utf-8")
    for _ in range(2):
        ok("catalog", "import", str(feed), "--shop", str(DEMO))
    assert ok("catalog", "names").startswith("t1\tThé vert")
    assert tomllib.loads(ok("shop", "show"))["shop"]["name"] == "Marché Noisette"
    other.write_text(DEMO.read_text(encoding="utf-8").replace("Noisette", "Autre"), "utf-8")
    assert "leave --shop out" in refused("catalog", "import", str(feed), "--shop", str(other))
