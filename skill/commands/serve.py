"""``coster serve``: the HTTP server."""

from __future__ import annotations

import argparse
from functools import cache, partial

from skill import wiring
from skill.operation.serving import Serving
from skill.settings import from_environment


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = commands.add_parser("serve", help="serve the HTTP endpoints")
    parser.add_argument("--host", default=None, help="address to listen on (COSTER_HOST)")
    parser.add_argument("--port", type=int, default=None, help="port to listen on (COSTER_PORT)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped; what was begun is finished first."""
    settings = from_environment()
    shop = wiring.build_shop(settings)
    understood = cache(partial(wiring.build_understanding, shop))
    app = wiring.build_app(settings, shop=shop, understanding=understood)
    # The first shopper is not to wait for what is loaded once.
    understood(settings.locale)
    serving = Serving(app, settings, host=arguments.host, port=arguments.port)
    host = arguments.host or settings.host
    print(f"Listening on http://{host}:{serving.port}", flush=True)
    if settings.alexa_skill_id is None:
        print("COSTER_ALEXA_SKILL_ID is not set: requests to /alexa are refused.", flush=True)
    serving.run()
    return 0
