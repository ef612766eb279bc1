"""A server of feeds over TLS, on this computer, with a certificate of its own."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Server:
    """What is served at ``/feed``, whole; ``/short`` announces more than comes."""

    feed: bytes
    etag: str = '"one"'


@contextmanager
def running_server(server: Server, folder: Path) -> Iterator[tuple[str, ssl.SSLContext]]:
    """The server's address, and what trusts it."""
    listening = ThreadingHTTPServer(("127.0.0.1", 0), _handler(server))
    certificate, key = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listening.socket = context.wrap_socket(listening.socket, server_side=True)
    # A handshake that fails is what a test asks for; nothing is to be printed about it.
    listening.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
    thread.start()
    try:
        url = f"https://127.0.0.1:{listening.server_address[1]}"
        yield url, ssl.create_default_context(cafile=str(certificate))
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    places = {
        "/moved": "/feed",
        "/loop": "/loop",
        "/plain": "http://127.0.0.1:1/feed",
        "/local": "file:///etc/passwd",
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path in places:
                self._answer(302, {"Location": places[self.path]})
            elif self.path == "/feed" and self.headers.get("If-None-Match") == server.etag:
                self._answer(304, {})
            elif self.path in ("/feed", "/short"):
                more = 100 if self.path == "/short" else 0
                length = str(len(server.feed) + more)
                self._answer(200, {"ETag": server.etag, "Content-Length": length})
                self.wfile.write(server.feed)
            else:
                self._answer(404, {"Content-Length": "0"})

        def _answer(self, code: int, headers: dict[str, str]) -> None:
            self.send_response(code)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "feeds")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    written = folder / "certificate.pem", folder / "key.pem"
    written[0].write_bytes(certificate.public_bytes(pem))
    written[1].write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    return written
