"""Runs the gateway: `python -m services.gateway`."""

import sys

import uvicorn

from services.gateway.app import create_app
from services.gateway.server import GatewayServer
from services.gateway.settings import GatewaySettings
from shared.pipeline.queue import Queue
from shared.telemetry import start_logging


def main(queue_class: type[Queue] = Queue) -> None:
    """Serve the REST API until SIGTERM or SIGINT."""
    start_logging("gateway")
    settings = GatewaySettings()
    app = create_app(settings, queue_class)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,  # `observing.py` writes our own
        server_header=False,
        timeout_graceful_shutdown=4,
    )
    server = GatewayServer(config, app.state.gateway.watcher)
    server.run()
    if not server.started:
        sys.exit(1)


if __name__ == "__main__":
    main()
