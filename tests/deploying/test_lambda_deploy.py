"""``lambda_deploy.sh`` with the real AWS CLI, against moto; the function really runs."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from skill.deploying.bundle import PYTHON
from tests.deploying.conftest import MACHINE, ROOT, SKILL_ID, Cloud, surroundings

_READS = ("GET ", " Get", ".Describe", "/invocations", ".GetParametersByPath", "GetCallerIdentity")
_NAME = ("--function-name", "costermonger")
_LIVE = (*_NAME, "--qualifier", "live")


@dataclass(frozen=True)
class Deployed:
    """A function that was deployed, and by which words."""

    cloud: Cloud
    words: tuple[str, ...]

    def ask(self, *words: str) -> Any:
        """What AWS answers."""
        return self.cloud.aws(*words)


def deploy(cloud: Cloud, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the script, from another folder than its own."""
    return run_script(cloud.environment, *words)


def run_script(environment: Any, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the script in an environment."""
    script = str(ROOT / "lambda_deploy.sh")
    return subprocess.run(
        [script, *words], env=environment, cwd="/", capture_output=True, text=True, check=False
    )


def changing(calls: list[str]) -> list[str]:
    """The calls that are no mere questions."""
    return [call for call in calls if not any(word in call for word in _READS)]


@pytest.fixture(scope="module")
def words(cloud: Cloud, bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """What the script is told, where the shop's database is known as a secret."""
    if shutil.which("aws", path=cloud.environment["PATH"]) is None:
        pytest.skip("the AWS CLI is not installed")
    database = tmp_path_factory.mktemp("shop") / "shop.sqlite3"
    cloud.aws(
        *("ssm", "put-parameter", "--type", "SecureString"),
        *("--name", "/shop/COSTER_DATABASE_URL", "--value", f"sqlite:///{database}"),
    )
    told = ("--skill-id", SKILL_ID, "--secrets", "ssm:/shop", "--arch", MACHINE)
    return (*told, "--set", "COSTER_LOCALE=en-GB", "--bundle", str(bundle))


@pytest.fixture(scope="module")
def deployed(cloud: Cloud, words: tuple[str, ...]) -> Deployed:
    """The function, deployed once on an empty account, after a dry run."""
    asked = len(cloud.calls())
    dry = deploy(cloud, *words, "--dry-run")
    assert dry.returncode == 0, dry.stdout + dry.stderr
    assert changing(cloud.calls()[asked:]) == []
    for call in ("create-log-group", "create-role", "create-function", "create-alias", "invoke"):
        assert call in dry.stdout
    done = deploy(cloud, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    # What the dry run had told is what was called.
    told = [line.split()[2:4] for line in dry.stdout.splitlines() if line.startswith("changes:")]
    made = [line.split() for line in done.stdout.splitlines() if line.startswith("  ")]
    assert told == [call for call in made if not call[0].endswith(":")]
    return Deployed(cloud, words)


@pytest.fixture(scope="module")
def broken(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle without the module that Lambda calls."""
    target = tmp_path_factory.mktemp("broken") / "bundle.zip"
    with zipfile.ZipFile(bundle) as whole, zipfile.ZipFile(target, "w") as rest:
        for entry in whole.infolist():
            if "skill/wiring" not in entry.filename:
                rest.writestr(entry, whole.read(entry), zipfile.ZIP_DEFLATED, 1)
    return target


def test_the_function_is_there_as_it_was_told(deployed: Deployed) -> None:
    known = deployed.ask("lambda", "get-function-configuration", *_LIVE)
    assert known["Handler"] == "skill.lambda_handler.handler"
    assert known["Runtime"] == f"python{PYTHON}"
    assert known["Architectures"] == [MACHINE]
    assert (known["MemorySize"], known["Timeout"]) == (1024, 8)
    assert known["Environment"]["Variables"] == {
        "COSTER_ALEXA_SKILL_ID": SKILL_ID,
        "COSTER_DATABASE_CONNECTIONS": "1",
        "COSTER_LOCALE": "en-GB",
        "COSTER_SECRETS": "ssm:/shop",
        "COSTER_TALK": "off",
    }
    limit = deployed.ask("lambda", "get-function-concurrency", *_NAME)
    assert limit["ReservedConcurrentExecutions"] == 20


def test_logs_are_kept_for_thirty_days(deployed: Deployed) -> None:
    groups = deployed.ask("logs", "describe-log-groups")["logGroups"]
    assert [(each["logGroupName"], each["retentionInDays"]) for each in groups] == [
        ("/aws/lambda/costermonger", 30)
    ]


def test_lambda_alone_takes_the_role_and_no_policy_of_aws_hangs_on_it(deployed: Deployed) -> None:
    role = ("--role-name", "costermonger-role")
    trusted = deployed.ask("iam", "get-role", *role)["Role"]["AssumeRolePolicyDocument"]
    assert [each["Principal"] for each in trusted["Statement"]] == [
        {"Service": "lambda.amazonaws.com"}
    ]
    assert deployed.ask("iam", "list-attached-role-policies", *role)["AttachedPolicies"] == []
    assert deployed.ask("iam", "list-role-policies", *role)["PolicyNames"] == ["costermonger"]


def test_only_that_skill_of_alexa_may_call_the_function(deployed: Deployed) -> None:
    statements = json.loads(deployed.ask("lambda", "get-policy", *_LIVE)["Policy"])["Statement"]
    alexa = [each for each in statements if "alexa-appkit.amazon.com" in str(each["Principal"])]
    assert len(alexa) == 1
    assert alexa[0]["Action"] == "lambda:InvokeFunction"
    sent = [call.split(" ", 2)[2] for call in deployed.cloud.calls() if "alexa-appkit" in call]
    assert [json.loads(body)["EventSourceToken"] for body in sent[:1]] == [SKILL_ID]


def test_the_web_has_an_address_that_needs_no_signature_of_aws(deployed: Deployed) -> None:
    found = deployed.ask("lambda", "get-function-url-config", *_LIVE)
    assert found["AuthType"] == "NONE"
    assert found["FunctionUrl"].startswith("https://")


def test_a_second_run_changes_nothing(deployed: Deployed) -> None:
    asked = len(deployed.cloud.calls())
    done = deploy(deployed.cloud, *deployed.words)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 calls changed something." in done.stdout
    assert changing(deployed.cloud.calls()[asked:]) == []


def test_a_broken_bundle_is_rolled_back(deployed: Deployed, broken: Path) -> None:
    before = deployed.ask("lambda", "get-alias", *_NAME, "--name", "live")["FunctionVersion"]
    done = deploy(deployed.cloud, *deployed.words, "--bundle", str(broken))
    assert done.returncode == 1
    assert f"live is back on version {before}" in done.stderr
    after = deployed.ask("lambda", "get-alias", *_NAME, "--name", "live")["FunctionVersion"]
    assert after == before


def test_what_differs_is_set_right_and_nothing_else(deployed: Deployed) -> None:
    asked = len(deployed.cloud.calls())
    done = deploy(deployed.cloud, *deployed.words, "--retention", "7", "--concurrency", "5")
    assert done.returncode == 0, done.stdout + done.stderr
    made = changing(deployed.cloud.calls()[asked:])
    assert len(made) == 2
    assert any("PutRetentionPolicy" in call for call in made)
    assert any("/concurrency" in call for call in made)
    assert deploy(deployed.cloud, *deployed.words).returncode == 0


def test_a_first_bundle_that_is_broken_leaves_nothing_to_call(
    deployed: Deployed, broken: Path
) -> None:
    done = deploy(deployed.cloud, *deployed.words, "--bundle", str(broken), "--function", "another")
    assert done.returncode == 1
    assert "live is gone again" in done.stderr
    aliases = deployed.ask("lambda", "list-aliases", "--function-name", "another")["Aliases"]
    assert aliases == []


def test_without_credentials_it_says_so(cloud: Cloud, words: tuple[str, ...]) -> None:
    bare = {name: value for name, value in cloud.environment.items() if "ACCESS_KEY" not in name}
    done = run_script(bare, *words)
    assert done.returncode == 1
    assert "aws configure" in done.stderr


def test_without_a_region_it_says_so(cloud: Cloud, words: tuple[str, ...]) -> None:
    bare = {name: value for name, value in cloud.environment.items() if "REGION" not in name}
    done = run_script(bare, *words)
    assert done.returncode == 1
    assert "AWS_REGION" in done.stderr


def test_without_the_aws_cli_it_says_so(tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("bash", "env", "dirname", "cat", "mktemp", "rm"):
        (tools / name).symlink_to(shutil.which(name) or name)
    bare = {**surroundings(tmp_path), "PATH": str(tools)}
    done = run_script(bare, "--skill-id", SKILL_ID, "--secrets", "ssm:/shop")
    assert done.returncode == 1
    assert "AWS CLI is missing" in done.stderr


def test_a_bundle_over_the_limit_is_not_sent(
    cloud: Cloud, words: tuple[str, ...], tmp_path: Path
) -> None:
    target = tmp_path / "large.zip"
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("large", b"\0" * (51 * 1024 * 1024))
    asked = len(cloud.calls())
    done = deploy(cloud, *words, "--bundle", str(target))
    assert done.returncode == 1
    assert "Lambda takes 50.0 MB" in done.stderr
    assert changing(cloud.calls()[asked:]) == []


def test_a_secret_on_the_command_line_is_refused(cloud: Cloud, words: tuple[str, ...]) -> None:
    done = deploy(cloud, *words, "--set", "STRIPE_SECRET_KEY=sk_live_1")
    assert done.returncode == 1
    assert "keep it in SSM" in done.stderr
    assert "sk_live_1" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--skill-id"),
        (("--skill-id", "x"), "--skill-id"),
        (("--skill-id",), "needs a value"),
        (("--colour", "red"), "no option --colour"),
    ],
)
def test_a_wrong_call_is_explained(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done = run_script(surroundings(tmp_path), *words)
    assert done.returncode == 1
    assert said in done.stderr


def test_shellcheck_has_nothing_to_say() -> None:
    tool = shutil.which("shellcheck", path=surroundings(ROOT)["PATH"])
    if tool is None:
        pytest.skip("shellcheck is not installed")
    done = subprocess.run(
        [tool, str(ROOT / "lambda_deploy.sh")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
