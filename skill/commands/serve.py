"""``coster serve``: the HTTP server."""

from __future__ import annotations

import argparse

import waitress

from skill import wiring
from skill.settings import from_environment


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = commands.add_parser("serve", help="serve the HTTP endpoints")
    parser.add_argument("--host", default=None, help="address to listen on (COSTER_HOST)")
    parser.add_argument("--port", type=int, default=None, help="port to listen on (COSTER_PORT)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    settings = from_environment()
    app = wiring.build_app(settings)
    host, port = arguments.host or settings.host, arguments.port or settings.port
    print(f"Listening on http://{host}:{port}")
    if settings.alexa_skill_id is None:
        print("COSTER_ALEXA_SKILL_ID is not set: requests to /alexa are refused.")
    waitress.serve(app, host=host, port=port, threads=settings.threads, ident=None)
    return 0
