"""Serves a gateway in a thread of the test's process, on a free port."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn

from services.gateway.app import create_app
from services.gateway.server import GatewayServer
from services.gateway.settings import GatewaySettings


@contextmanager
def serve(settings: GatewaySettings) -> Iterator[str]:
    """Give the address of a running gateway; stop it at the end."""
    app = create_app(settings)
    config = uvicorn.Config(
        app, port=0, log_config=None, access_log=False, ws="none", timeout_graceful_shutdown=4
    )
    server = GatewayServer(config, app.state.gateway.watcher)
    thread = Thread(target=server.run)
    thread.start()
    try:
        until = time.monotonic() + 20
        while not server.started:
            assert thread.is_alive() and time.monotonic() < until, "the gateway did not start"
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)
