"""AWS on this machine: moto's server, whose functions really run, in Lambda's own runtime client.

A process of its own: ``python -m tests.deploying.cloud PORT_FILE LOG_FILE``. It writes its port to
the first file when it listens, and every call to the second, a line each. An invocation takes the
code that was deployed, of the version that the alias points at, and runs it by ``running``; nothing
else is taken away from moto, or added to it.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from wsgiref.types import StartResponse, WSGIEnvironment

from tests.deploying.running import Answer, invoke, unpack

_INVOKE = re.compile(r"/2015-03-31/functions/([^/]+)/invocations")
_ACCOUNT = "123456789012"
_App = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]


class Cloud:
    """Moto's application with invocations that run, and a log of what was asked."""

    def __init__(self, moto: _App, log: Path, folder: Path) -> None:
        self._moto = moto
        self._log = log
        self._folder = folder
        self.port = 0

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = unquote(environ["PATH_INFO"])
        self._note(environ, path)
        called = _INVOKE.fullmatch(path)
        if called is None:
            return self._moto(environ, start)
        event = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        qualifier = dict(
            pair.split("=", 1) for pair in environ.get("QUERY_STRING", "").split("&") if pair
        ).get("Qualifier")
        answer = self._invoke(called[1], qualifier, json.loads(event))
        headers = [("Content-Type", "application/json"), ("X-Amz-Executed-Version", "1")]
        if answer.failed:
            headers.append(("X-Amz-Function-Error", "Unhandled"))
        start("200 OK", headers)
        return [answer.body.encode()]

    def _note(self, environ: WSGIEnvironment, path: str) -> None:
        target = environ.get("HTTP_X_AMZ_TARGET", "")
        is_form = "x-www-form-urlencoded" in environ.get("CONTENT_TYPE", "")
        # Moto forgets which skill a permission is for, so the call itself is kept.
        is_permission = path.endswith("/policy") and environ["REQUEST_METHOD"] == "POST"
        if is_form or is_permission:
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            environ["wsgi.input"] = BytesIO(body)
            found = re.search(rb"Action=(\w+)", body)
            target = body.decode() if is_permission else found[1].decode() if found else ""
        with self._log.open("a", encoding="utf-8") as log:
            log.write(f"{environ['REQUEST_METHOD']} {path} {target}\n")

    def _invoke(self, name: str, qualifier: str | None, event: dict[str, Any]) -> Answer:
        from moto.awslambda.models import lambda_backends

        function = lambda_backends[_ACCOUNT]["eu-west-1"].get_function(name, qualifier)
        place = self._folder / function.code_sha_256.replace("/", "_")
        if not place.exists():
            unpack(function.code_bytes, place)
        aws = f"http://127.0.0.1:{self.port}"
        return invoke(place, function.handler, event, {**function.environment_vars}, aws)


def main() -> None:
    """Serve until the process is ended."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    moto = DomainDispatcherApplication(create_backend_app)
    with tempfile.TemporaryDirectory() as folder:
        cloud = Cloud(moto, Path(sys.argv[2]), Path(folder))
        server = make_server("127.0.0.1", 0, cloud, threaded=True)
        cloud.port = server.server_port
        Path(sys.argv[1]).write_text(str(server.server_port), encoding="utf-8")
        server.serve_forever()


if __name__ == "__main__":
    main()
