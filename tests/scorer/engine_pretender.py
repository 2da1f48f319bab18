"""A real HTTP server that speaks as the engine server does: the hidden state is made of the tokens."""

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np

from tests.scorer.checkpoints_made import HIDDEN

Answer = tuple[int, dict[str, Any]]


def make_state(tokens: Sequence[int]) -> np.ndarray:
    """What it says of these tokens."""
    return np.random.default_rng(sum(tokens)).normal(size=HIDDEN).astype("<f4")


def answer_well(body: dict[str, Any]) -> Answer:
    """As vLLM does."""
    state = make_state(body["input"][0])
    return 200, {
        "model": body["model"],
        "data": [{"embedding": base64.b64encode(state.tobytes()).decode(), "index": 0}],
    }


class Pretender:
    """What it answers can be changed while it runs; what it was asked is kept."""

    def __init__(self) -> None:
        self.answer: Callable[[dict[str, Any]], Answer] = answer_well
        self.asked: list[dict[str, Any]] = []
        self.loaded: list[str] = ["base"]
        self.keys: set[str | None] = set()
        self.busiest = 0
        self.pause_seconds = 0.0
        self.url = ""
        self.health = 200
        self._busy = 0
        self._lock = threading.Lock()

    def reply(self, path: str, body: dict[str, Any] | None, key: str | None) -> Answer:
        """Answer one request."""
        with self._lock:
            self.keys.add(key)
            self._busy += 1
            self.busiest = max(self.busiest, self._busy)
        time.sleep(self.pause_seconds)
        try:
            return self._reply(path, body)
        finally:
            with self._lock:
                self._busy -= 1

    def _reply(self, path: str, body: dict[str, Any] | None) -> Answer:
        if path == "/health":
            return self.health, {}
        if body is None:
            return 200, {"data": [{"id": name} for name in self.loaded]}
        if path == "/v1/load_lora_adapter":
            self.loaded.append(body["lora_name"])
            return 200, {}
        self.asked.append(body)
        return self.answer(body)


@contextmanager
def pretending() -> Iterator[Pretender]:
    """Run one on a free port of this machine."""
    pretender = Pretender()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            self._send(pretender.reply(self.path, None, self.headers["Authorization"]))

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._send(pretender.reply(self.path, body, self.headers["Authorization"]))

        def _send(self, answer: Answer) -> None:
            content = json.dumps(answer[1]).encode()
            self.send_response(answer[0])
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        pretender.url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield pretender
        finally:
            server.shutdown()
            thread.join()
