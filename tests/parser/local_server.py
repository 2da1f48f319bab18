"""A real HTTP server on this machine that answers as a test says, and remembers what it was asked."""

import socket
import ssl
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpcore
import pytest

from services.parser.network.connect import Network

PUBLIC_ADDRESS = "93.184.216.34"


@dataclass(frozen=True)
class Asked:
    """A request as it came in; names of headers in small letters."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    """What to answer. A body in parts is sent part by part, without its length."""

    status: int = 200
    body: bytes | Iterable[bytes] = b""
    headers: Mapping[str, str] = field(default_factory=dict)


Answerer = Callable[[Asked], Reply]


class LocalServer:
    """The running server."""

    def __init__(self, answerer: Answerer, certificate: Path | None) -> None:
        self.asked: list[Asked] = []
        self._answerer = answerer
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _make_handler(self))
        self._server.daemon_threads = True
        self.port = self._server.server_port
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        return self._answerer(asked)

    @contextmanager
    def running(self) -> Iterator["LocalServer"]:
        thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()


def _make_handler(server: LocalServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._handle()

        def do_POST(self) -> None:
            self._handle()

        def _handle(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(headers.get("content-length", 0)))
            reply = server.answer(Asked(self.command, self.path, headers, body))
            parts = [reply.body] if isinstance(reply.body, bytes) else reply.body
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                for part in parts:
                    self.wfile.write(part)
                    self.wfile.flush()
            except OSError:  # who asked has heard enough
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@contextmanager
def serve(answerer: Answerer, certificate: Path | None = None) -> Iterator[LocalServer]:
    """Run a server for as long as the test needs it."""
    with LocalServer(answerer, certificate).running() as server:
        yield server


@contextmanager
def serve_bytes(parts: Iterable[bytes]) -> Iterator[int]:
    """Run a server that sends these bytes to the first who connects, whatever it is asked; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def send() -> None:
            connection, _ = listening.accept()
            with connection, suppress(OSError):
                for part in parts:
                    connection.sendall(part)

        thread = Thread(target=send, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


@dataclass
class Wire:
    """A network whose public address is that of a local server. What is dialled is written down."""

    port: int
    certificate: Path | None = None
    addresses: Callable[[str], list[str]] = lambda _: [PUBLIC_ADDRESS]
    closed: set[str] = field(default_factory=set)
    dialled: list[tuple[str, int]] = field(default_factory=list)
    resolved: list[str] = field(default_factory=list)

    def network(self) -> Network:
        trust = httpcore.default_ssl_context()
        if self.certificate:
            trust.load_verify_locations(self.certificate)
        return Network(self._resolve, self._connect, trust)

    def _resolve(self, host: str, _port: int) -> list[str]:
        self.resolved.append(host)
        return self.addresses(host)

    def _connect(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        self.dialled.append((address, port))
        if address in self.closed:
            raise httpcore.ConnectError
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, timeout=seconds)


def make_certificate(folder: Path, *names: str) -> Path:
    """A certificate for these hosts, signed by itself, with its key in the same file."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = [
        *("openssl", "req", "-x509", "-nodes", "-days", "2", "-subj", f"/CN={names[0]}"),
        *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
        *("-addext", "subjectAltName=" + ",".join(f"DNS:{name}" for name in names)),
        *("-keyout", str(key), "-out", str(certificate)),
    ]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed: no certificate for a local HTTPS server")
    certificate.write_bytes(certificate.read_bytes() + key.read_bytes())
    return certificate
