"""Local sites for the scraper: a handler of requests, served on a port of loopback."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Request:
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    address: str


@dataclass(frozen=True)
class Answer:
    body: str | bytes = ""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    halting_seconds: float = 0
    """Between the first and the second half of the body."""


Site = Callable[[Request], Answer]


@contextmanager
def serve(site: Site) -> Iterator[str]:
    """A site of our own; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            answer = site(Request(parts.path, query, dict(self.headers), self.path))
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            for name, value in {
                "Content-Type": answer.kind,
                "Content-Length": str(len(body)),
                **answer.headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                half = len(body) // 2 if answer.halting_seconds else len(body)
                self.wfile.write(body[:half])
                time.sleep(answer.halting_seconds)
                self.wfile.write(body[half:])
            except ConnectionError:  # the browser was killed
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            pass  # a connection that a killed browser has left

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
