"""The documents that ``lambda_deploy.sh`` hands to the AWS CLI, one JSON file each."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from skill.deploying.errors import DeployError

# What must not stand in a function's environment, where whoever may look at the function reads it.
_SECRET = re.compile(
    r"SECRET|PASSWORD|_BASIC$|_HEADER$|_DATABASE_URL$|_MAIL$|(?<!PUBLISHABLE)_KEY$|_TOKEN$"
)
# A database without a password may be named in the open.
_HARMLESS = re.compile(r"sqlite:|[^:]*://[^:@/]*@")
# Names that Lambda keeps for itself are none of ours.
_NAME = re.compile(r"(COSTER|STRIPE)_[A-Z_]+")
_WHERE = re.compile(r"ssm:/[\w./-]+|secretsmanager:[\w/+=.@-]+")
# What Lambda needs to reach into a private network; it cannot be narrowed to one of its own.
# https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
_VPC = (
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be set up, and where; ``given`` are settings as ``NAME=value``.

    ``secrets`` is where secret settings are read from, as ``skill.secrets`` takes it.
    """

    function: str
    alias: str
    partition: str
    region: str
    account: str
    skill_id: str
    secrets: str = ""
    kms_key: str = ""
    vpc: bool = False
    given: tuple[str, ...] = ()


def write_papers(plan: Plan, folder: Path) -> None:
    """Write every document into ``folder``. Raises :class:`DeployError` for a wrong plan."""
    papers = {
        "trust": trust(),
        "policy": policy(plan),
        "environment": {"Variables": environment(plan)},
        "launch": launch(plan.skill_id),
        "health": health(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, paper in papers.items():
        text = json.dumps(paper, indent=1, sort_keys=True)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


def trust() -> dict[str, Any]:
    """Who may take the role: Lambda, nobody else."""
    return _policy(
        {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    )


def policy(plan: Plan) -> dict[str, Any]:
    """What the function may do: write its own log, read its own secrets."""
    logs = _arn(plan, "logs", f"log-group:/aws/lambda/{plan.function}:*")
    statements = [_allow(["logs:CreateLogStream", "logs:PutLogEvents"], logs)]
    kind, _, name = plan.secrets.partition(":")
    if kind == "ssm":
        path = _arn(plan, "ssm", f"parameter/{name.strip('/')}")
        statements.append(_allow(["ssm:GetParametersByPath"], path, f"{path}/*"))
    elif kind == "secretsmanager":
        # Secrets Manager puts six characters of its own behind the name.
        secret = _arn(plan, "secretsmanager", f"secret:{name}-??????")
        statements.append(_allow(["secretsmanager:GetSecretValue"], secret))
    if plan.kms_key:
        statements.append(_allow(["kms:Decrypt"], plan.kms_key))
    if plan.vpc:
        statements.append(_allow(list(_VPC), "*"))
    return _policy(*statements)


def environment(plan: Plan) -> dict[str, str]:
    """The function's settings. Raises :class:`DeployError` for a secret among them."""
    # Each copy of the function answers one turn at a time.
    settings = {"COSTER_DATABASE_CONNECTIONS": "1", "COSTER_TALK": "off"}
    for line in plan.given:
        name, equals, value = line.partition("=")
        if not equals or not _NAME.fullmatch(name):
            raise DeployError(f"--set takes COSTER_NAME=value, not {name}")
        if _SECRET.search(name) and not _HARMLESS.match(value):
            raise DeployError(
                f"{name} is a secret: keep it in SSM or Secrets Manager and name it by --secrets"
            )
        settings[name] = value
    if plan.secrets:
        if not _WHERE.fullmatch(plan.secrets):
            raise DeployError("--secrets takes ssm:/a/path or secretsmanager:name")
        settings["COSTER_SECRETS"] = plan.secrets
    elif "COSTER_DATABASE_URL" not in settings:
        raise DeployError(
            "The function needs a database that all its copies share: "
            "keep COSTER_DATABASE_URL in SSM or Secrets Manager and name it by --secrets"
        )
    return settings | {"COSTER_ALEXA_SKILL_ID": plan.skill_id}


def launch(skill_id: str) -> dict[str, Any]:
    """The request that Alexa sends when somebody opens the skill, of a shopper who never comes."""
    application = {"applicationId": skill_id}
    user = {"userId": "amzn1.ask.account.SMOKETEST"}
    device = {"deviceId": "amzn1.ask.device.SMOKETEST", "supportedInterfaces": {}}
    session = "amzn1.echo-api.session.smoke-test"
    return {
        "version": "1.0",
        "session": {
            "new": True,
            "sessionId": session,
            "application": application,
            "attributes": {},
            "user": user,
        },
        "context": {"System": {"application": application, "user": user, "device": device}},
        "request": {
            "type": "LaunchRequest",
            "requestId": f"amzn1.echo-api.request.{datetime.now(UTC):%Y%m%d%H%M%S%f}",
            "timestamp": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "locale": "en-US",
        },
    }


def health() -> dict[str, Any]:
    """What a function URL sends for ``GET /health``.

    https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
    """
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/health",
        "rawQueryString": "",
        "headers": {"host": "smoke-test.invalid", "x-forwarded-proto": "https"},
        "requestContext": {
            "domainName": "smoke-test.invalid",
            "http": {
                "method": "GET",
                "path": "/health",
                "protocol": "HTTP/1.1",
                "sourceIp": "192.0.2.1",
                "userAgent": "smoke test",
            },
        },
        "isBase64Encoded": False,
    }


def _arn(plan: Plan, service: str, resource: str) -> str:
    return f"arn:{plan.partition}:{service}:{plan.region}:{plan.account}:{resource}"


def _allow(actions: list[str], *resources: str) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": list(resources)}


def _policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}
