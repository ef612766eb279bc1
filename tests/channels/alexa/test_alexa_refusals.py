"""Whatever is wrong with a request, the answer is 400 and the conversation hears nothing."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest

from skill.channels.alexa.verify import CHAIN_URL_HEADER, MAX_BODY_BYTES, SIGNATURE_HEADER
from tests.channels.alexa.alexa_requests import a_request, body_of


def test_a_signed_request_is_answered(endpoint, authority, body):
    answer = endpoint().post("/alexa", data=body, headers=authority.headers(body))

    assert answer.status_code == 200


@pytest.mark.parametrize("missing", [CHAIN_URL_HEADER, SIGNATURE_HEADER])
def test_a_request_without_one_of_the_headers_is_refused(missing, refuse, authority, body):
    headers = {name: value for name, value in authority.headers(body).items() if name != missing}

    refuse(body, headers, reason="signature is missing")


def test_the_old_sha1_signature_is_not_enough(refuse, authority, body):
    headers = authority.headers(body)
    headers["Signature"] = headers.pop(SIGNATURE_HEADER)

    refuse(body, headers, reason="signature is missing")


@pytest.mark.parametrize("signature", ["not base64!", "é", "QQ", "===="])
def test_a_signature_that_is_no_base64_is_refused(signature, refuse, authority, body):
    headers = authority.headers(body) | {SIGNATURE_HEADER: signature.encode().decode("latin-1")}

    refuse(body, headers, reason="no base64")


def test_a_wrong_signature_is_refused(refuse, authority, body):
    headers = authority.headers(body)
    headers[SIGNATURE_HEADER] = base64.b64encode(b"\x01" * 256).decode()

    refuse(body, headers, reason="not that of the body")


def test_a_tampered_body_is_refused(refuse, authority, body):
    refuse(body.replace(b"en-US", b"en-GB"), authority.headers(body), reason="not that of the body")


def test_a_reserialised_body_is_refused(refuse, authority, body):
    same = json.dumps(json.loads(body), indent=1).encode()

    refuse(same, authority.headers(body), reason="not that of the body")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"{", "no JSON"),
        (b"\xff\xfe{}", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "no JSON object"),
        (b'"words"', "no JSON object"),
        (b"null", "no JSON object"),
        (b"{}", "another skill"),
        (b" " * (MAX_BODY_BYTES + 1), "too long"),
    ],
)
def test_a_body_that_is_no_request_is_refused_although_signed(content, reason, refuse):
    refuse(content, reason=reason)


@pytest.mark.parametrize("seconds", [-151, 151, -3_601, 86_400])
def test_an_old_or_future_request_is_refused(seconds, refuse):
    moment = datetime.now(UTC) + timedelta(seconds=seconds + (1 if seconds > 0 else 0))
    refuse(body_of(a_request({"timestamp": moment.isoformat()})), reason="too far from now")


@pytest.mark.parametrize("seconds", [-145, 145])
def test_a_request_within_the_tolerance_is_answered(seconds, endpoint, authority):
    moment = datetime.now(UTC) + timedelta(seconds=seconds)
    body = body_of(a_request({"timestamp": moment.isoformat()}))

    answer = endpoint().post("/alexa", data=body, headers=authority.headers(body))

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "timestamp", [None, "", "yesterday", 1620909296, {}, "0001-01-01T00:00:00+14:00", "NaN"]
)
def test_a_request_with_an_odd_timestamp_is_refused(timestamp, refuse):
    refuse(body_of(a_request({"timestamp": timestamp})), reason="timestamp is")


@pytest.mark.parametrize("request_", [None, [], "LaunchRequest"])
def test_a_request_without_a_request_is_refused(request_, refuse):
    refuse(body_of(a_request() | {"request": request_}), reason="timestamp is missing")


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 400)])
def test_an_event_of_the_skill_may_be_an_hour_old(minutes, status, endpoint, authority):
    moment = datetime.now(UTC) - timedelta(minutes=minutes)
    event = {"type": "AlexaSkillEvent.SkillDisabled", "timestamp": moment.isoformat()}
    body = body_of(a_request(event, session=False))

    answer = endpoint().post("/alexa", data=body, headers=authority.headers(body))

    assert answer.status_code == status


def test_another_skills_request_is_refused(refuse):
    refuse(body_of(a_request(skill_id="amzn1.ask.skill.other")), reason="another skill")


def test_a_request_whose_session_names_another_skill_is_refused(refuse):
    payload = a_request()
    payload["session"]["application"]["applicationId"] = "amzn1.ask.skill.other"

    refuse(body_of(payload), reason="another skill")


def test_a_request_that_names_no_skill_is_refused(refuse):
    refuse(body_of(a_request(session=False, skill_id="")), reason="another skill")


def test_without_a_skill_id_everything_is_refused(refuse, body):
    refuse(body, skill_id=None, reason="no skill id is configured")


def test_without_a_skill_id_any_skill_may_be_accepted_on_purpose(endpoint, authority, body):
    client = endpoint(skill_id=None, accepts_any_skill=True)

    assert client.post("/alexa", data=body, headers=authority.headers(body)).status_code == 200


def test_the_sdks_switches_do_not_turn_verification_off(endpoint, body):
    client = endpoint()
    client.application.config["ASK_SDK_VERIFY_SIGNATURE"] = False
    client.application.config["ASK_SDK_VERIFY_TIMESTAMP"] = False

    assert client.post("/alexa", data=body).status_code == 400


def test_only_post_is_answered(endpoint):
    assert endpoint().get("/alexa").status_code == 405
