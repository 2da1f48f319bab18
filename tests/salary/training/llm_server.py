"""A real HTTP server on this machine that speaks like an OpenAI-compatible one."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answerer = Callable[[dict[str, Any]], tuple[int, bytes]]
"""The body of a question -> status and body of the answer."""


@dataclass
class LlmServer:
    """The running server and what it was asked."""

    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    most_at_once: int = 0
    _open: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def enter(self, question: dict[str, Any], headers: Mapping[str, str]) -> None:
        with self._lock:
            self.asked.append(question)
            self.headers.append(headers)
            self._open += 1
            self.most_at_once = max(self.most_at_once, self._open)

    def leave(self) -> None:
        with self._lock:
            self._open -= 1


def complete_with(form: object) -> bytes:
    """A completion whose content is this form."""
    content = form if isinstance(form, str) else json.dumps(form, ensure_ascii=False)
    return json.dumps(
        {"id": "1", "choices": [{"message": {"role": "assistant", "content": content}}]}
    ).encode()


@contextmanager
def serve(answer: Answerer) -> Iterator[LlmServer]:
    """Run a server for as long as the test needs it."""
    state = LlmServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["content-length"])))
            state.enter(question, {name.lower(): value for name, value in self.headers.items()})
            try:
                status, body = answer(question) if self.path == "/v1/chat/completions" else (404, b"")
            finally:
                state.leave()
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
