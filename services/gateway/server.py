"""The server of the gateway: when it stops, those who wait are answered first."""

import socket

import uvicorn

from services.gateway.waiting import FinishWatcher


class GatewayServer(uvicorn.Server):
    """Uvicorn's server, which would let waiting requests run into the end of its grace.

    The application's own shutdown is no place for this: it is told only after all connections are closed.

    Args:
        config: what to serve and where.
        watcher: keeps the waiting requests.
    """

    def __init__(self, config: uvicorn.Config, watcher: FinishWatcher) -> None:
        super().__init__(config)
        self._watcher = watcher

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Send everybody away who waits, then stop."""
        self._watcher.dismiss()
        await super().shutdown(sockets)
