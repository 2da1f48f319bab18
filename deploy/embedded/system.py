"""The embedded system: starts everything in order, keeps it alive, stops it in order."""

import socket
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event

import httpx
from alembic.util.exc import CommandError
from pydantic import SecretStr
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from deploy.embedded import postgres, redis
from deploy.embedded.home import CannotStart, Home, ProcessStatus, Status, write_private
from deploy.embedded.processes import Command, Process, end_leftovers, stop_processes
from services.gateway.keys import find_tenant, issue_key
from shared.db.migrate import migrate
from shared.db.session import open_database, transaction
from shared.pipeline.flow import FLOW
from shared.settings import Settings

_READY_SECONDS = 120
_APPLICATION_GRACE_SECONDS = 6.0
_SERVERS_GRACE_SECONDS = 3.0
_TENANT = "embedded"


@dataclass(frozen=True)
class Plan:
    """What to start.

    Attributes:
        port: of the gateway, on loopback.
        commands: name of a process -> what to run: arguments of Python.
        without: names of processes that somebody runs by hand, under a debugger for instance.
        environment: further settings of all processes.
        postgres_settings: further settings of the server.
    """

    port: int = 8000
    commands: Mapping[str, Sequence[str]] = field(
        default_factory=lambda: {
            "keeper": ("-m", "shared.pipeline.keeper"),
            "gateway": ("-m", "services.gateway"),
            **{step.name: ("-m", f"services.{step.name}") for step in FLOW},
        }
    )
    without: Sequence[str] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    postgres_settings: Mapping[str, str] = field(default_factory=dict)


class System:
    """One embedded system in one home."""

    def __init__(self, home: Home, plan: Plan, tell: Callable[[str], None]) -> None:
        self._home = home
        self._plan = plan
        self._tell = tell
        self._servers: list[Process] = []
        self._applications: list[Process] = []
        self._settings: Settings | None = None
        self.url = f"http://127.0.0.1:{plan.port}"

    def start(self, stop: Event) -> None:
        """Start everything and wait until it is ready, or until told to stop.

        Raises:
            CannotStart: with the reason in a sentence. Call `stop()` all the same.
        """
        self._home.open()
        data = postgres.data_folder(self._home)
        ended = end_leftovers(self._home.root, [self._home.redis, *([data] if data else [])])
        if ended:
            self._tell(f"Ended {ended} processes that a killed system had left behind.")
        _check_port_is_free(self._plan.port)
        settings = self._settings = self._start_servers()
        self._prepare_database(settings)
        environment = self._application_environment(settings)
        for name, arguments in self._plan.commands.items():
            if name not in self._plan.without and not stop.is_set():
                self._start(Command(name, [sys.executable, *arguments], environment), self._applications)
        self._write_status()
        self._wait_until_ready(stop)

    def keep_alive(self, stop: Event) -> None:
        """Restart what dies, until told to stop."""
        while not stop.wait(0.2):
            restarted = [
                process.command.name
                for process in (*self._servers, *self._applications)
                if process.restart_if_dead()
            ]
            if restarted:
                self._tell(f"Restarted: {', '.join(restarted)}.")
                self._write_status()

    def stop(self) -> None:
        """Stop everything within 10 seconds: first the applications, then the servers they use."""
        stop_processes(self._applications, _APPLICATION_GRACE_SECONDS)
        stop_processes(self._servers, _SERVERS_GRACE_SECONDS)
        self._home.close()

    def _start_servers(self) -> Settings:
        self._tell("Starting PostgreSQL and Redis …")
        database = postgres.prepare_postgres(self._home, find_free_port())
        queue = redis.prepare_redis(self._home, find_free_port())
        server = self._start(database.command(dict(self._plan.postgres_settings)), self._servers)
        self._start(queue.command(), self._servers)
        postgres.wait_for_postgres(database, keep_alive=server.restart_if_dead)
        redis.wait_for_redis(queue)
        return Settings(database_url=SecretStr(database.url()), redis_url=SecretStr(queue.url))

    def _prepare_database(self, settings: Settings) -> None:
        engine = open_database(settings)
        try:
            migrate(engine)
            self._provide_key(engine)
        except (SQLAlchemyError, CommandError) as error:
            raise CannotStart(
                f"The database could not be brought up to date ({type(error).__name__}): was this home used "
                f"by a newer release? See {self._home.logs / 'postgres.log'}."
            ) from error
        finally:
            engine.dispose()

    def _provide_key(self, engine: Engine) -> None:
        """Make sure that the key in the home is one that this database knows."""
        key_file = self._home.key_file
        with transaction(engine) as session:
            if key_file.exists() and find_tenant(session, key_file.read_text().strip()) is not None:
                return
            key = issue_key(session, tenant=_TENANT, name="embedded")
        write_private(key_file, key + "\n")

    def _application_environment(self, settings: Settings) -> dict[str, str]:
        return {
            "ATTESTA_DATABASE_URL": settings.database_url.get_secret_value(),
            "ATTESTA_REDIS_URL": settings.redis_url.get_secret_value(),
            "ATTESTA_PORT": str(self._plan.port),
            "PYTHONUNBUFFERED": "1",
            **self._plan.environment,
        }

    def _start(self, command: Command, group: list[Process]) -> Process:
        process = Process(command, self._home.root, self._home.logs / f"{command.name}.log")
        group.append(process)
        process.start()
        return process

    def _write_status(self) -> None:
        if self._settings is None:
            return
        processes = [
            ProcessStatus(name=process.command.name, pid=process.pid, started_at=process.started_at)
            for process in (*self._servers, *self._applications)
        ]
        self._home.write_status(
            Status(
                url=self.url,
                database_url=self._settings.database_url.get_secret_value(),
                redis_url=self._settings.redis_url.get_secret_value(),
                processes=processes,
            )
        )

    def _wait_until_ready(self, stop: Event) -> None:
        self._tell("Waiting for the gateway and the workers …")
        until = time.monotonic() + _READY_SECONDS
        # Without one of its workers the system never gets ready; then it is enough that the gateway answers.
        path = "/livez" if self._plan.without else "/readyz"
        while not _answers(self.url + path) and not stop.wait(0.1):
            dead = [process for process in self._applications if not process.is_alive()]
            if dead:
                name = dead[0].command.name
                raise CannotStart(f"'{name}' ended at once; see {self._home.logs / name}.log.")
            if time.monotonic() > until:
                raise CannotStart(f"Not ready within {_READY_SECONDS} s; see {self._home.logs}.")


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5, trust_env=False).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def find_free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _check_port_is_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CannotStart(
                f"Can't use port {port}: {error.strerror}. Choose another one with --port."
            ) from None
