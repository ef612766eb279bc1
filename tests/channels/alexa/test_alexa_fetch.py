"""The fetcher against a real server, over TLS, on this computer."""

import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from skill.channels.alexa.certificate_fetch import HttpsFetch
from skill.channels.alexa.errors import CertificateMissing
from skill.channels.alexa.signing import Authority
from skill.channels.https_get import HttpsGet, NotGot


class Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        status, content = {
            "/good": (200, b"a chain"),
            "/moved": (302, b""),
            "/missing": (404, b"no"),
            "/broken": (500, b"no"),
            "/huge": (200, b"x" * 65_537),
        }.get(self.path, (200, b""))
        if self.path == "/silent":
            time.sleep(1)
        self.send_response(status)
        self.send_header("Location", "/good")
        self.send_header("Content-Length", str(len(content) or 20))
        self.end_headers()
        self.wfile.write(content)
        if self.path == "/slow":
            self._drip()

    def _drip(self):
        try:
            for _ in range(20):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            return  # the client has had enough

    def log_message(self, *_):
        """Keeps the terminal quiet."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A server with a certificate of our own, and the file of its root."""
    folder = tmp_path_factory.mktemp("tls")
    authority = Authority(name="localhost")
    key = authority.leaf_key.private_bytes(
        Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()
    )
    (folder / "server.pem").write_bytes(key + authority.chain_pem)
    (folder / "root.pem").write_bytes(authority.root.public_bytes(Encoding.PEM))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(folder / "server.pem")
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"https://localhost:{server.server_port}", str(folder / "root.pem")
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")


def test_a_page_comes_with_its_headers_and_within_its_limit(site):
    address, root = site

    page = HttpsGet(7, cafile=root)(f"{address}/good")

    assert (page.content, page.headers["location"]) == (b"a chain", "/good")
    with pytest.raises(NotGot):
        HttpsGet(6, cafile=root)(f"{address}/good")


def test_a_chain_is_fetched(site):
    address, root = site

    assert HttpsFetch(cafile=root)(f"{address}/good") == b"a chain"


@pytest.mark.parametrize("page", ["moved", "missing", "broken"])
def test_an_answer_other_than_200_is_refused(page, site):
    address, root = site

    with pytest.raises(CertificateMissing, match="could not be fetched"):
        HttpsFetch(cafile=root)(f"{address}/{page}")


def test_a_huge_certificate_is_refused(site):
    address, root = site

    with pytest.raises(CertificateMissing, match="too long"):
        HttpsFetch(cafile=root)(f"{address}/huge")


@pytest.mark.parametrize("page", ["silent", "slow"])
def test_a_server_that_takes_too_long_is_given_up(page, site):
    address, root = site
    began_s = time.monotonic()

    with pytest.raises(CertificateMissing, match="could not be fetched"):
        HttpsFetch(timeout_s=0.3, cafile=root)(f"{address}/{page}")
    assert time.monotonic() - began_s < 1


def test_a_server_that_nobody_vouches_for_is_refused(site):
    address, _ = site

    with pytest.raises(CertificateMissing):
        HttpsFetch()(f"{address}/good")


def test_a_server_that_is_not_there_is_refused(site):
    with pytest.raises(CertificateMissing):
        HttpsFetch()("https://localhost:1/echo.api/c.pem")
