"""Runs the gateway: `python -m services.gateway`."""

import uvicorn

from services.gateway.app import create_app
from services.gateway.settings import GatewaySettings
from shared.pipeline.queue import Queue
from shared.telemetry import start_logging


def main(queue_class: type[Queue] = Queue) -> None:
    """Serve the REST API until SIGTERM or SIGINT."""
    start_logging("gateway")
    settings = GatewaySettings()
    uvicorn.run(
        create_app(settings, queue_class),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=4,
    )


if __name__ == "__main__":
    main()
