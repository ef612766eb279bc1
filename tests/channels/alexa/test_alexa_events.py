"""What Alexa tells of links reaches the conversation; what it cannot take in comes again."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.channels.alexa.alexa_requests import (
    BrokenConversation,
    FakeConversation,
    a_request,
    body_of,
)


def an_event(kind, token=None, **parts):
    request = a_request(
        {"type": f"AlexaSkillEvent.{kind}", **parts}, session=False, token=token or ""
    )
    if token is None:
        del request["context"]["System"]["user"]["accessToken"]
    return request


@pytest.fixture
def tell(endpoint, authority):
    def tell(event, conversation):
        body = body_of(event)
        client = endpoint(conversation)
        return client.post("/alexa", data=body, headers=authority.headers(body))

    return tell


def test_a_user_who_has_linked_an_account_is_told_of_with_the_token(tell):
    conversation = FakeConversation()

    answer = tell(an_event("SkillAccountLinked", body={"accessToken": "new"}), conversation)

    assert answer.status_code == 200
    assert conversation.told == [("linked", "alexa", "a-user", "new")]
    assert conversation.turns == []


def test_the_token_may_be_where_it_is_in_turns(tell):
    conversation = FakeConversation()

    tell(an_event("SkillAccountLinked", token="new"), conversation)

    assert conversation.told == [("linked", "alexa", "a-user", "new")]


def test_a_user_who_gave_up_the_skill_is_told_of_with_the_moment(tell):
    conversation = FakeConversation()
    created = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=50)

    answer = tell(an_event("SkillDisabled", eventCreationTime=created.isoformat()), conversation)

    assert answer.status_code == 200
    assert conversation.told == [("unlinked", "alexa", "a-user", created)]


@pytest.mark.parametrize("created", [None, "", "yesterday", 7])
def test_without_a_readable_moment_the_events_own_counts(tell, created):
    conversation = FakeConversation()
    sent = datetime.now(UTC).replace(microsecond=0)

    event = an_event("SkillDisabled", eventCreationTime=created, timestamp=sent.isoformat())
    tell(event, conversation)

    assert conversation.told == [("unlinked", "alexa", "a-user", sent)]


@pytest.mark.parametrize("kind", ["SkillEnabled", "SkillPermissionAccepted", "SomethingNew"])
def test_other_events_are_of_no_concern(tell, kind):
    conversation = FakeConversation()

    assert tell(an_event(kind), conversation).status_code == 200
    assert conversation.told == []


def test_an_event_about_nobody_is_of_no_concern(tell):
    conversation = FakeConversation()
    event = an_event("SkillDisabled")
    event["context"]["System"]["user"] = {}

    assert tell(event, conversation).status_code == 200
    assert conversation.told == []


def test_an_event_that_fails_comes_again_and_names_nobody_in_the_log(tell, caplog):
    answer = tell(an_event("SkillDisabled"), BrokenConversation())

    assert answer.status_code == 503
    assert json.loads(answer.data) == {"error": "not now"}
    assert "ValueError" in caplog.text
    assert "a-user" not in caplog.text
