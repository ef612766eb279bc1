"""``coster promotions`` and ``coster coupons``: what is off, for whom, and how it is said."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from skill.cli import main

TENTH = ("promotions", "add", "tenth", "ten percent off mangoes", "--percent", "10")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("COSTER_DATABASE_URL", "COSTER_LOCALE"):
        monkeypatch.delenv(name, raising=False)


def listed(capsys: pytest.CaptureFixture[str], what: str) -> dict[str, list[str]]:
    """The lines of a list by their first cell."""
    capsys.readouterr()
    assert main([what, "list"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    return {row[0]: row[1:] for row in rows}


def total_said(tmp_path: Path, capsys: pytest.CaptureFixture[str], *lines: str) -> Decimal:
    """The total that is read out at the end of a conversation."""
    said = tmp_path / "said.txt"
    said.write_text("\n".join(lines), encoding="utf-8")
    capsys.readouterr()
    assert main(["chat", "--script", str(said), "--json"]) == 0
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    return Decimal(re.findall(r"(?i)the total is \$([\d.]+\d)", last["reply"])[0])


def test_a_promotion_is_added_listed_read_out_and_stopped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = total_said(tmp_path, capsys, "add 2 mangoes", "check out")
    assert main([*TENTH, "--category", "mango"]) == 0
    assert listed(capsys, "promotions")["tenth"] == ["on", "until -", "ten percent off mangoes"]
    assert total_said(tmp_path, capsys, "check out") < plain
    assert main(["promotions", "stop", "tenth"]) == 0
    assert listed(capsys, "promotions")["tenth"][0] == "stopped"
    assert total_said(tmp_path, capsys, "check out") == plain


def test_the_lists_say_what_is_on_to_come_over_and_by_coupon(
    capsys: pytest.CaptureFixture[str],
) -> None:
    future, past = "2090-01-01T08:00", "2020-01-01T08:00"
    add = ("promotions", "add")
    assert main([*add, "later", "free delivery", "--free-delivery", "--starts", future]) == 0
    assert main([*add, "over", "one dollar off", "--amount", "100", "--ends", past]) == 0
    assert main([*add, "three", "three for two", "--buy-pay", "3", "2", "--coupon"]) == 0
    states = {code: row[0] for code, row in listed(capsys, "promotions").items()}
    assert (states["later"], states["over"], states["three"]) == ("to come", "over", "by coupon")
    assert states["snacks"] == "on"
    assert listed(capsys, "promotions")["over"][1] == "until 2020-01-01T08:00:00+00:00"


def test_a_coupon_is_issued_for_all_or_for_one_and_holds_some_minutes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["coupons", "add", "SORRY", "welcome", "--handle", "sam", "--minutes", "5"]) == 0
    assert main(["coupons", "add", "ALL", "delivery", "--expires", "2090-01-01T00:00+02:00"]) == 0
    coupons = listed(capsys, "coupons")
    assert coupons["SORRY"][0] == "welcome"
    assert coupons["SORRY"][1] != "until -"
    assert coupons["SORRY"][2:] == ["for sam", "five dollars off"]
    assert coupons["ALL"][1:3] == ["until 2089-12-31T22:00:00+00:00", "for everybody"]
    assert coupons["WELCOME5"][1] == "until -"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((*TENTH[:3], "", "--percent", "10"), "neither a code nor a label"),
        ((*TENTH[:4], "--percent", "0"), "1 to 10000 basis points"),
        ((*TENTH[:4], "--buy-pay", "2", "3"), "at least one is paid"),
        ((*TENTH, "--department", "diary"), "no department 'diary'"),
        ((*TENTH, "--category", "diary"), "no category 'diary'"),
        ((*TENTH, "--sku", "HM-0"), "no product HM-0"),
        ((*TENTH, "--ends", "tomorrow"), "tomorrow"),
        (("promotions", "add", "snacks", "again", "--free-delivery"), "promotion snacks already"),
        (("promotions", "stop", "nothing"), "no promotion nothing"),
        (("coupons", "add", "CODE", "nothing"), "no promotion nothing"),
        (("coupons", "add", "CODE", "snacks"), "takes no coupon"),
        (("coupons", "add", "Welcome Five", "welcome"), "sounds like Welcome Five"),
        (("coupons", "add", "--", "-", "welcome"), "letters or digits"),
        (("coupons", "add", "OLD", "welcome", "--expires", "2020-01-01T00:00"), "expired already"),
        (("coupons", "add", "OLD", "welcome", "--minutes", "0"), "expired already"),
        (("coupons", "add", "CODE", "welcome", "--handle", "nobody"), "no shopper 'nobody'"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(
    words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    error = capsys.readouterr().err
    assert told in error
    assert len(error.splitlines()) == 1


@pytest.mark.parametrize("percent", ["ten", "12.345", "NaN", "Infinity"])
def test_a_percentage_has_at_most_two_decimals(
    percent: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([*TENTH[:4], "--percent", percent])
    assert "percentage" in capsys.readouterr().err
