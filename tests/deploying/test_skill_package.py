"""``coster skill package``: what it writes is what Alexa's schemas ask for."""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fulfillment.demo import load_demo
from interaction_models import locales
from skill.cli import main
from skill.commands.skill import store_words
from skill.deploying.icons import draw
from skill.settings import Settings
from skill.wiring import build_understanding, open_shop

_SCHEMAS = Path(__file__).parents[3] / "shared" / "protocol" / "schemas"


@pytest.fixture
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    _surround(tmp_path, monkeypatch)
    return tmp_path / "out"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The package of a shop where Alexa is a client, written once."""
    folder = tmp_path_factory.mktemp("package")
    with pytest.MonkeyPatch.context() as environment:
        _surround(folder, environment)
        assert main(["clients", "add", "alexa", "--vendor", "M2ABC"]) == 0
        words = ["skill", "package", str(folder / "out"), "--country", "US", "--country", "FR"]
        assert main(words) == 0
        yield folder / "out"


def _surround(folder: Path, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("COSTER_DATABASE_URL", f"sqlite:///{folder / 'shop.sqlite3'}")
    environment.setenv("COSTER_PUBLIC_URL", "https://hazel.example")


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _check(document: Any, schema: str) -> None:
    validators = pytest.importorskip("jsonschema")
    path = _SCHEMAS / schema
    if not path.is_file():
        pytest.skip(f"{path} is not there: it is not part of the project")
    validators.Draft7Validator(_read(path)).validate(document)


def test_the_manifest_is_as_the_schema_of_alexa_says(package: Path) -> None:
    _check(_read(package / "skill-package" / "skill.json"), "SkillManifest.json")


def test_the_linking_request_is_as_the_schema_of_alexa_says(package: Path) -> None:
    _check(_read(package / "accountLinking.json"), "AccountLinking.json")


def test_every_model_is_as_the_schema_of_alexa_says(package: Path) -> None:
    for name in locales():
        model = _read(package / "skill-package" / "interactionModels" / "custom" / f"{name}.json")
        _check(model, "InteractionModel.json")


def test_the_linking_request_holds_no_secret_and_names_the_client(package: Path) -> None:
    request = _read(package / "accountLinking.json")["accountLinkingRequest"]
    assert "clientSecret" not in request
    assert request["clientId"].startswith("alexa-")
    assert request["authorizationUrl"] == "https://hazel.example/oauth/authorize"


def test_every_file_that_the_manifest_names_is_there_in_its_size(package: Path) -> None:
    folder = package / "skill-package"
    published = _read(folder / "skill.json")["manifest"]["publishingInformation"]["locales"]
    assert sorted(published) == locales()
    for about in published.values():
        for key, size in (("smallIconUri", 108), ("largeIconUri", 512)):
            icon = (folder / about[key].removeprefix("file://")).read_bytes()
            assert icon.startswith(b"\x89PNG\r\n\x1a\n")
            assert struct.unpack(">II", icon[16:24]) == (size, size)


def test_alexa_calls_the_function_where_one_is_named(package: Path, tmp_path: Path) -> None:
    arn = "arn:aws:lambda:eu-west-1:123456789012:function:costermonger:live"
    assert main(["skill", "package", str(tmp_path), "--endpoint", arn]) == 0
    found = _read(tmp_path / "skill-package" / "skill.json")["manifest"]
    assert found["apis"]["custom"]["endpoint"] == {"uri": arn}
    assert found["events"]["endpoint"] == {"uri": arn}
    assert found["publishingInformation"]["isAvailableWorldwide"] is True


def test_an_address_without_tls_is_refused(
    package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["skill", "package", str(tmp_path), "--endpoint", "http://h.example"]) == 1
    assert "https" in capsys.readouterr().err


def test_without_a_client_it_says_how_to_add_one(
    surroundings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["skill", "package", str(surroundings)]) == 1
    assert "coster clients add alexa" in capsys.readouterr().err
    assert not surroundings.exists()


@pytest.mark.parametrize("name", locales())
def test_what_the_store_says_fits_in(name: str) -> None:
    # https://developer.amazon.com/docs/alexa/devconsole/launch-your-skill.html
    words = store_words(name, "Hazel Market")
    assert 0 < len(words.summary) <= 160
    assert 0 < len(words.description) <= 4000
    assert len(words.examples) == 3
    assert len(words.keywords) <= 30
    assert len(", ".join(words.keywords)) <= 1000


def test_an_icon_is_a_picture_with_an_apple_in_it() -> None:
    size = 64
    png = draw(size)
    length = struct.unpack(">I", png[33:37])[0]
    rows = zlib.decompress(png[41 : 41 + length])
    stride = 1 + 3 * size
    assert len(rows) == stride * size
    middle = rows[stride * 38 + 1 + 3 * 26 : stride * 38 + 4 + 3 * 26]
    corner = rows[1:4]
    assert tuple(middle) == (0xD9, 0x3A, 0x2B)
    assert tuple(corner) == (0x1F, 0x5B, 0x3A)


@pytest.mark.parametrize("name", locales())
def test_what_the_store_tells_people_to_say_is_understood(name: str) -> None:
    shop = open_shop(Settings(database_url="sqlite://"))
    load_demo(shop, name)
    understanding = build_understanding(shop, name)
    opening, *asked = store_words(name, "Hazel Market").examples
    assert opening.startswith("Alexa, ")
    for phrase in asked:
        said = re.sub(
            r"^Alexa, (ask|demande à) (hazel market|marché noisette) (to |de )?", "", phrase
        )
        assert said != phrase
        assert understanding.understand(said)[0].intent != "Fallback", said
