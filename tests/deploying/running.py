"""Runs a bundle as Lambda does: by ``awslambdaric``, against a runtime endpoint of our own.

The process sees the bundle and what Lambda's runtime brings, and none of the packages installed
here: what the bundle lacks is missing. The endpoint is documented at
https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

from __future__ import annotations

import importlib.metadata
import io
import json
import os
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

# What the runtime of AWS brings, with what that needs.
_BROUGHT = ("awslambdaric", "boto3", "botocore", "jmespath", "python-dateutil", "s3transfer")
_BROUGHT += ("simplejson", "six", "snapshot-restore-py", "urllib3")
_API = "/2018-06-01/runtime"
_LIMIT_S = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What a function answered, as JSON, or how it failed."""

    body: str
    failed: bool

    @property
    def document(self) -> Any:
        """The answer, read."""
        return json.loads(self.body)


def unpack(bundle: bytes, place: Path) -> None:
    """Lay a bundle out, as Lambda does in ``/var/task``."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        archive.extractall(place)


def invoke(
    place: Path, handler: str, event: Any, environment: Mapping[str, str], aws: str = ""
) -> Answer:
    """Start the function anew and give it one event; ``aws`` is where AWS is."""
    return invoke_all(place, handler, [event], environment, aws)[0]


def invoke_all(
    place: Path, handler: str, events: list[Any], environment: Mapping[str, str], aws: str = ""
) -> list[Answer]:
    """Start the function anew and give it events, one after another."""
    endpoint = _Endpoint(events)
    with tempfile.TemporaryDirectory() as folder:
        runtime = Path(folder, "runtime")
        _lay_runtime(runtime)
        known = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{place}:{runtime}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{endpoint.server_port}",
            "AWS_LAMBDA_FUNCTION_NAME": "costermonger",
            "LAMBDA_TASK_ROOT": str(place),
            "TMPDIR": folder,
            "AWS_REGION": "eu-west-1",
            "AWS_DEFAULT_REGION": "eu-west-1",
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            **({"AWS_ENDPOINT_URL": aws} if aws else {}),
            **environment,
        }
        # Without site-packages: they are not on Lambda either.
        command = [sys.executable, "-S", "-m", "awslambdaric", handler]
        process = subprocess.Popen(
            command, cwd=place, env=known, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        with process:
            try:
                done = endpoint.wait(process)
            finally:
                process.kill()
            said = (process.stdout.read() if process.stdout else b"").decode()
        endpoint.close()
    if len(done) < len(events):
        done.append(
            Answer(json.dumps({"errorMessage": f"the process ended: {said[-2000:]}"}), True)
        )
    return done


def _lay_runtime(runtime: Path) -> None:
    runtime.mkdir()
    for name in _BROUGHT:
        distribution = importlib.metadata.distribution(name)
        tops = {path.parts[0] for path in distribution.files or () if ".." not in path.parts}
        for top in tops - {"__pycache__"}:
            link = runtime / top
            if not link.exists():
                link.symlink_to(Path(str(distribution.locate_file(top))))


class _Endpoint(ThreadingHTTPServer):
    """The runtime API: hands out the events, takes the answers."""

    daemon_threads = True

    def __init__(self, events: list[Any]) -> None:
        super().__init__(("127.0.0.1", 0), _Requests)
        self.events = list(events)
        self.answers: list[Answer] = []
        self.wanted = len(events)
        self.all_there = threading.Event()
        self._thread = threading.Thread(target=self.serve_forever, daemon=True)
        self._thread.start()

    def take(self, body: str, failed: bool) -> None:
        """Note an answer."""
        self.answers.append(Answer(body, failed))
        if failed or len(self.answers) == self.wanted:
            self.all_there.set()

    def wait(self, process: subprocess.Popen[bytes]) -> list[Answer]:
        """The answers, when all are there or the process has ended."""
        for _ in range(_LIMIT_S * 20):
            if self.all_there.wait(0.05) or process.poll() is not None:
                break
        return list(self.answers)

    def close(self) -> None:
        """Listen no more."""
        self.shutdown()
        self.server_close()
        self._thread.join()


class _Requests(BaseHTTPRequestHandler):
    server: _Endpoint
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """The next event; where there is none, the answer never comes, as on Lambda."""
        if not self.server.events:
            threading.Event().wait(_LIMIT_S)
            return
        event = json.dumps(self.server.events.pop(0)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(event)))
        self.send_header("Lambda-Runtime-Aws-Request-Id", "7e1c2f4e-0000-4000-8000-000000000000")
        self.send_header("Lambda-Runtime-Deadline-Ms", "4102444800000")
        arn = "arn:aws:lambda:eu-west-1:123456789012:function:costermonger"
        self.send_header("Lambda-Runtime-Invoked-Function-Arn", arn)
        self.end_headers()
        self.wfile.write(event)

    def do_POST(self) -> None:
        """An answer, or how the function failed."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.server.take(body, self.path.endswith("error"))

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""
