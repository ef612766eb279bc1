"""``coster bundle``: what AWS Lambda runs, made on any machine with Python and pip."""

from __future__ import annotations

import argparse
import platform
import sys
from pathlib import Path

from skill.deploying.bundle import (
    UNZIPPED_MOST,
    ZIPPED_MOST,
    build,
    check,
    heaviest,
    mebibytes,
    sizes,
)
from skill.deploying.errors import DeployError
from skill.deploying.locking import LOCK, lock
from skill.deploying.papers import Plan, write_papers
from skill.deploying.pip import MACHINES

_HERE = {"aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), "x86_64")


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = commands.add_parser("bundle", help="make what AWS Lambda runs")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    checkout = argparse.ArgumentParser(add_help=False)
    checkout.add_argument(
        "--source", type=Path, default=Path(), metavar="DIR", help="the checkout (this folder)"
    )
    make = actions.add_parser("build", parents=[checkout], help="write the zip file")
    make.add_argument("--to", type=Path, required=True, metavar="FILE.zip")
    make.add_argument("--arch", choices=sorted(MACHINES), default=_HERE, help="(%(default)s)")
    test = actions.add_parser("check", help="refuse a zip file that Lambda would not take")
    test.add_argument("file", type=Path, metavar="FILE.zip")
    actions.add_parser("lock", parents=[checkout], help="pin today's versions of the packages")
    papers = actions.add_parser("papers", help="write the documents that lambda_deploy.sh sends")
    _with_plan(papers)
    parser.set_defaults(run=run)


def _with_plan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, metavar="DIR")
    for name in ("function", "alias", "partition", "region", "account", "skill-id"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--secrets", default="", metavar="WHERE")
    parser.add_argument("--kms-key", default="", metavar="ARN")
    parser.add_argument("--vpc", action="store_true")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", dest="given")


def run(args: argparse.Namespace) -> int:
    """Do it; 1 with the reason where it cannot be done."""
    try:
        return {"build": _build, "check": _check, "lock": _lock, "papers": _papers}[args.action](
            args
        )
    except DeployError as error:
        print(f"coster: {error}", file=sys.stderr)
        return 1


def _build(args: argparse.Namespace) -> int:
    bundle = build(args.source.resolve(), args.arch, args.to)
    print(f"{bundle.path}: Python {bundle.python} on {bundle.machine}, {bundle.files} files")
    print("heaviest  " + ", ".join(f"{name} {mebibytes(size)}" for name, size in heaviest(args.to)))
    print(f"sha256    {bundle.sha256}")
    return 0


def _check(args: argparse.Namespace) -> int:
    zipped, unzipped = sizes(args.file)
    print(f"zipped    {mebibytes(zipped)} of {mebibytes(ZIPPED_MOST)}")
    print(f"unzipped  {mebibytes(unzipped)} of {mebibytes(UNZIPPED_MOST)}")
    check(args.file)
    return 0


def _lock(args: argparse.Namespace) -> int:
    print(f"{args.source / LOCK} pins {lock(args.source)} packages.")
    return 0


def _papers(args: argparse.Namespace) -> int:
    plan = Plan(
        function=args.function,
        alias=args.alias,
        partition=args.partition,
        region=args.region,
        account=args.account,
        skill_id=args.skill_id,
        secrets=args.secrets,
        kms_key=args.kms_key,
        vpc=args.vpc,
        given=tuple(args.given),
    )
    write_papers(plan, args.to)
    return 0
