"""Settings that are kept in AWS, so that no environment shows them: ``COSTER_SECRETS`` says where.

``ssm:/path`` stands for every parameter of the Systems Manager below that path, each named like the
setting it holds: ``/path/COSTER_DATABASE_URL``. ``secretsmanager:name`` stands for a secret of the
Secrets Manager that is one JSON object of settings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

_SETTING = re.compile(r"(COSTER|STRIPE)_[A-Z_]+")


class SecretsError(Exception):
    """The secrets cannot be read; the message names where they should be, and none of them."""


def with_secrets(environ: Mapping[str, str]) -> Mapping[str, str]:
    """The environment with what ``COSTER_SECRETS`` names, which goes first.

    Raises :class:`SecretsError`. AWS is asked once in a process.
    """
    where = environ.get("COSTER_SECRETS")
    return {**environ, **read_secrets(where)} if where else environ


@cache
def read_secrets(where: str) -> dict[str, str]:
    """The settings kept at ``where``. Raises :class:`SecretsError`."""
    kind, _, name = where.partition(":")
    if kind not in _READERS or not name:
        raise SecretsError("COSTER_SECRETS must be like ssm:/path or secretsmanager:name")
    try:
        from boto3 import client
        from botocore.exceptions import BotoCoreError, ClientError
    except ImportError as error:
        raise SecretsError(
            "COSTER_SECRETS needs an extra: pip install 'costermonger[aws]'"
        ) from error
    try:
        found = _READERS[kind](client(kind), name)
    except (BotoCoreError, ClientError, ValueError, AttributeError) as error:
        # What AWS says may hold what was read; its kind is enough to go by.
        code = getattr(error, "response", {}).get("Error", {}).get("Code")
        raise SecretsError(f"{where} cannot be read: {code or type(error).__name__}") from None
    if strange := sorted(name for name in found if not _SETTING.fullmatch(name)):
        raise SecretsError(f"{where} holds what is no setting: {', '.join(strange)}")
    if not found:
        raise SecretsError(f"{where} holds no setting")
    return found


def _from_ssm(client: Any, path: str) -> dict[str, str]:
    pages = client.get_paginator("get_parameters_by_path").paginate(Path=path, WithDecryption=True)
    return {
        item["Name"].rpartition("/")[2]: item["Value"]
        for page in pages
        for item in page["Parameters"]
    }


def _from_secrets_manager(client: Any, name: str) -> dict[str, str]:
    kept = json.loads(client.get_secret_value(SecretId=name)["SecretString"])
    return {str(key): str(value) for key, value in kept.items()}


_READERS = {"ssm": _from_ssm, "secretsmanager": _from_secrets_manager}
