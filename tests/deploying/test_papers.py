"""Roles, policies and settings of a function: least rights, and no secret in the open."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from skill.deploying.errors import DeployError
from skill.deploying.papers import Plan, environment, policy

_PLAN = Plan("shop", "live", "aws", "eu-west-1", "123456789012", "amzn1.ask.skill.x", "ssm:/shop")


def _allowed(plan: Plan) -> dict[str, list[str]]:
    """Which resources each action is allowed on."""
    statements: list[dict[str, Any]] = policy(plan)["Statement"]
    return {action: each["Resource"] for each in statements for action in each["Action"]}


def test_the_role_may_write_its_own_log_and_read_its_own_secrets_and_no_more() -> None:
    log = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/shop:*"
    parameters = "arn:aws:ssm:eu-west-1:123456789012:parameter/shop"
    assert _allowed(_PLAN) == {
        "logs:CreateLogStream": [log],
        "logs:PutLogEvents": [log],
        "ssm:GetParametersByPath": [parameters, f"{parameters}/*"],
    }


def test_one_secret_of_the_secrets_manager_may_be_read() -> None:
    allowed = _allowed(replace(_PLAN, secrets="secretsmanager:shop/live"))
    arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/live-??????"
    assert allowed["secretsmanager:GetSecretValue"] == [arn]


def test_a_key_and_a_network_of_ones_own_add_what_they_need() -> None:
    allowed = _allowed(replace(_PLAN, kms_key="arn:aws:kms:eu-west-1:1:key/k", vpc=True))
    assert allowed["kms:Decrypt"] == ["arn:aws:kms:eu-west-1:1:key/k"]
    assert "ec2:CreateNetworkInterface" in allowed


@pytest.mark.parametrize(
    "line",
    [
        "STRIPE_SECRET_KEY=sk_live_1",
        "STRIPE_WEBHOOK_SECRET=whsec_1",
        "COSTER_FEED_SECRET=f",
        "COSTER_DATABASE_URL=postgresql://u:p@db/shop",
        "COSTER_DIALOGFLOW_BASIC=u:p",
        "COSTER_DIALOGFLOW_HEADER=X-Key: p",
        "COSTER_MAIL=smtps://u:p@mail",
    ],
)
def test_a_secret_is_not_put_into_the_environment(line: str) -> None:
    with pytest.raises(DeployError, match="--secrets") as caught:
        environment(replace(_PLAN, given=(line,)))
    assert line.partition("=")[2] not in str(caught.value)


@pytest.mark.parametrize(
    "line",
    ["STRIPE_PUBLISHABLE_KEY=pk_live_1", "COSTER_LOCALE=fr-FR", "COSTER_PAYMENTS=stripe"],
)
def test_a_setting_that_is_no_secret_is_put_into_the_environment(line: str) -> None:
    name, _, value = line.partition("=")
    assert environment(replace(_PLAN, given=(line,)))[name] == value


@pytest.mark.parametrize("line", ["PATH=/tmp", "COSTER_LOCALE", "AWS_REGION=eu-west-1"])
def test_what_is_no_setting_is_refused(line: str) -> None:
    with pytest.raises(DeployError, match="--set takes"):
        environment(replace(_PLAN, given=(line,)))


def test_a_function_without_a_database_is_refused() -> None:
    with pytest.raises(DeployError, match="database"):
        environment(replace(_PLAN, secrets=""))


@pytest.mark.parametrize("where", ["ssm:shop", "vault:shop", "/shop"])
def test_secrets_are_read_from_ssm_or_the_secrets_manager_alone(where: str) -> None:
    with pytest.raises(DeployError, match="ssm:/a/path"):
        environment(replace(_PLAN, secrets=where))
