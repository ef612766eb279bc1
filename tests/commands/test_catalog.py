"""``coster catalog``: feeds in, names out."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from skill.cli import main
from skill.commands.bench_import import import_figures, import_table
from skill.commands.catalog_report import Progress
from tests.fulfillment.feeds.feeds import google_tsv

FEED = google_tsv(
    ("milk", "Org. Whl Mlk 1gal", "4.99 USD", "in stock", "Hazel", "Food > Milk"),
    ("xqz", "XQZ Thng", "2.00 USD", "in stock"),
    ("bad", "Tea", "-1 USD", "in stock"),
)


@pytest.fixture(autouse=True)
def _own_database(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COSTER_DATABASE_URL", f"sqlite:///{database}")


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """A feed with one product too few to be sold."""
    path = tmp_path / "feed.tsv"
    path.write_text(FEED, encoding="utf-8")
    return path


def test_an_import_is_counted_and_reported(
    feed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.jsonl"
    assert main(["catalog", "import", str(feed), "--report", str(report)]) == 2
    assert "1 of 3 products are refused" in capsys.readouterr().err
    assert json.loads(report.read_text(encoding="utf-8"))["reason"] == "price-negative"
    assert main(["catalog", "import", str(feed), "--most-refused", "40"]) == 0
    out = capsys.readouterr().out
    assert "google-tsv: 3 read" in out
    assert "added               2" in out
    assert "refused price-negative: 1" in out


def test_a_dry_run_and_json(feed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "import", str(feed), "--force", "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["result"], told["changes"]["added"]) == ("tried", 2)
    assert main(["catalog", "names"]) == 0
    assert "Org. Whl Mlk" not in capsys.readouterr().out


def test_names_are_listed_and_edited(feed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["catalog", "import", str(feed), "--force"])
    capsys.readouterr()
    assert main(["catalog", "names"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "milk\torganic whole milk\tOrg. Whl Mlk 1gal\t",
        "xqz\tXQZ Thng\tXQZ Thng\tXQZ, Thng",
    ]
    assert main(["catalog", "name", "xqz", "blue thing"]) == 0
    assert capsys.readouterr().out == "xqz: blue thing\n"
    main(["catalog", "names", "--unsure"])
    assert capsys.readouterr().out == ""
    assert main(["catalog", "name", "nothing", "x"]) == 2
    assert "no product nothing" in capsys.readouterr().err


def test_a_mapping_tells_a_plain_tables_columns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping, feed = tmp_path / "mapping.toml", tmp_path / "feed.csv"
    mapping.write_text('[columns]\nid = "A"\ntitle = "B"\nprice = "C"\n', encoding="utf-8")
    feed.write_text("A;B;C\n1;Tea;2.00\n", encoding="utf-8")
    arguments = ["catalog", "import", str(feed)]
    assert main(arguments) == 2
    assert "give --kind or --mapping" in capsys.readouterr().err
    assert main([*arguments, "--mapping", str(mapping)]) == 0


@pytest.mark.parametrize(
    "wrong", [["--stock", "-1"], ["--tax", "luxury"], ["--mapping", "nowhere.toml"]]
)
def test_a_wrong_option_is_told(
    feed: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["catalog", "import", str(feed), *wrong]) == 2
    assert capsys.readouterr().err.startswith("coster: ")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_drawn_on_a_terminal_alone() -> None:
    for out, drawn in ((Terminal(), True), (io.StringIO(), False)):
        with Progress(out) as progress:
            progress.show(50, 100, 2000)
            progress.show(60, 100, 2400)
        assert ("[###############...............]  50% 2000 products" in out.getvalue()) is drawn
        assert out.getvalue().count("products") == drawn


def test_the_bench_imports_what_it_made_twice() -> None:
    figures = import_figures(300)
    assert figures["first"]["added"] == 300
    assert (figures["again"]["added"], figures["again"]["unchanged"]) == (0, 300)
    assert figures["first"]["peak_mb"] > 10
    assert "import of 300 products" in import_table(figures)
