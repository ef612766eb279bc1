"""Settings kept in AWS, read from moto by the real client."""

from __future__ import annotations

import json

import pytest

from skill.secrets import SecretsError, read_secrets, with_secrets
from skill.settings import SettingError, from_environment
from tests.deploying.conftest import Cloud

pytest.importorskip("boto3", reason="boto3 is not installed")


@pytest.fixture(autouse=True)
def _aws(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in cloud.environment.items():
        if name.startswith("AWS_"):
            monkeypatch.setenv(name, value)
    read_secrets.cache_clear()


def _keep(cloud: Cloud, name: str, value: str) -> None:
    words = ("--type", "SecureString", "--name", name, "--value", value)
    cloud.aws("ssm", "put-parameter", *words)


def test_settings_are_read_from_parameters_below_a_path(cloud: Cloud) -> None:
    for number in range(12):  # more than one page of answers
        _keep(cloud, f"/many/COSTER_SETTING_{'ABCDEFGHIJKL'[number]}", str(number))
    _keep(cloud, "/other/COSTER_LOCALE", "fr-FR")
    found = read_secrets("ssm:/many")
    assert len(found) == 12
    assert found["COSTER_SETTING_L"] == "11"


def test_settings_are_read_from_one_secret(cloud: Cloud) -> None:
    kept = json.dumps({"STRIPE_SECRET_KEY": "sk_test_1", "COSTER_PAYMENTS": "stripe"})
    cloud.aws("secretsmanager", "create-secret", "--name", "shop/live", "--secret-string", kept)
    settings = from_environment({"COSTER_SECRETS": "secretsmanager:shop/live"})
    assert settings.payments == "stripe"
    assert settings.stripe_secret_key == "sk_test_1"
    assert "sk_test_1" not in repr(settings)


def test_what_is_kept_goes_before_the_environment(cloud: Cloud) -> None:
    _keep(cloud, "/first/COSTER_LOCALE", "fr-FR")
    environ = {"COSTER_SECRETS": "ssm:/first", "COSTER_LOCALE": "en-US", "COSTER_PORT": "8081"}
    found = with_secrets(environ)
    assert (found["COSTER_LOCALE"], found["COSTER_PORT"]) == ("fr-FR", "8081")


def test_aws_is_asked_once_in_a_process(cloud: Cloud) -> None:
    _keep(cloud, "/once/COSTER_LOCALE", "fr-FR")
    asked = len(cloud.calls())
    for _ in range(3):
        assert from_environment({"COSTER_SECRETS": "ssm:/once"}).locale == "fr-FR"
    assert len(cloud.calls()) == asked + 1


def test_without_the_setting_aws_is_not_asked(cloud: Cloud) -> None:
    asked = len(cloud.calls())
    assert with_secrets({"COSTER_LOCALE": "en-US"}) == {"COSTER_LOCALE": "en-US"}
    assert len(cloud.calls()) == asked


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("ssm:/nothing", "holds no setting"),
        ("secretsmanager:nothing", "ResourceNotFoundException"),
        ("vault:x", "must be like"),
        ("ssm:", "must be like"),
    ],
)
def test_what_cannot_be_read_is_told(where: str, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        from_environment({"COSTER_SECRETS": where})


def test_a_secret_that_is_no_object_of_settings_is_not_shown(cloud: Cloud) -> None:
    cloud.aws("secretsmanager", "create-secret", "--name", "odd", "--secret-string", "hush")
    cloud.aws(
        *("secretsmanager", "create-secret", "--name", "strange"),
        *("--secret-string", json.dumps({"password": "hush"})),
    )
    for name in ("odd", "strange"):
        with pytest.raises(SecretsError) as caught:
            read_secrets(f"secretsmanager:{name}")
        assert "hush" not in str(caught.value)
