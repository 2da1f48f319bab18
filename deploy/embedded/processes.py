"""Keeps processes alive, and finds those that an earlier system has left behind."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

HOME_MARK = "ATTESTA_EMBEDDED_HOME"
"""Every process of a system carries this variable, so that it can be told from all others."""

_SERVERS = ("postgres", "redis-server")
_RESTART_PAUSE_SECONDS = 1.0
_LOG_LIMIT_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True)
class Command:
    """What to run.

    Attributes:
        stop_signal: asks the process to end in good order.
        user: uid and gid to run as; None for our own.
    """

    name: str
    argv: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    stop_signal: signal.Signals = signal.SIGTERM
    user: tuple[int, int] | None = None


class Process:
    """A command that runs in a session of its own, its output in a log file.

    Ctrl-C in the terminal reaches only us: so we can stop the processes in the right order.
    """

    def __init__(self, command: Command, home: Path, log: Path) -> None:
        self.command = command
        self._home = home
        self._log = log
        self._running: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0

    @property
    def pid(self) -> int:
        """The process id, 0 before the first start."""
        return self._running.pid if self._running else 0

    @property
    def started_at(self) -> float:
        """When it was started, in the machine's own words; 0 if it has ended already."""
        try:
            return float(psutil.Process(self.pid).create_time())
        except psutil.Error:
            return 0.0

    def is_alive(self) -> bool:
        """Whether it runs."""
        return self._running is not None and self._running.poll() is None

    def start(self) -> None:
        """Start it."""
        uid, gid = self.command.user or (None, None)
        if self._log.exists() and self._log.stat().st_size > _LOG_LIMIT_BYTES:
            self._log.replace(self._log.with_suffix(".old.log"))
        with self._log.open("ab") as log:
            self._running = subprocess.Popen(
                self.command.argv,
                env=child_environment(self.command, self._home),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                user=uid,
                group=gid,
                extra_groups=[] if uid is not None else None,
            )
        self._started_at = time.monotonic()

    def restart_if_dead(self) -> bool:
        """Start it again if it has ended, but not more than once a second. True if it was started."""
        if self.is_alive() or time.monotonic() - self._started_at < _RESTART_PAUSE_SECONDS:
            return False
        self.kill()  # children that have outlived it
        self.start()
        return True

    def ask_to_stop(self) -> None:
        """Send the stop signal; return at once."""
        if self._running and self.is_alive():
            self._running.send_signal(self.command.stop_signal)

    def wait(self, until: float) -> bool:
        """Wait for the end until a moment of the monotonic clock. False if it still runs."""
        try:
            if self._running:
                self._running.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        """End it and all its children at once."""
        if self._running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._running.pid, signal.SIGKILL)
            self._running.wait()


def child_environment(command: Command, home: Path) -> dict[str, str]:
    """Our environment, the command's own, and the mark of this home.

    A process of another user gets nothing of ours: our environment may hold secrets.
    """
    inherited = os.environ if command.user is None else {"PATH": os.defpath, "LANG": "C.UTF-8"}
    return {**inherited, **command.environment, HOME_MARK: str(home)}


def stop_processes(processes: Sequence[Process], grace_seconds: float) -> None:
    """Ask all to stop, wait, kill what is left."""
    until = time.monotonic() + grace_seconds
    for process in processes:
        process.ask_to_stop()
    for process in processes:
        process.wait(until)
        process.kill()


def end_leftovers(home: Path, server_folders: Sequence[Path]) -> int:
    """Kill what a killed system has left running in this home. Call it only with the home's lock held.

    Args:
        home: whose mark the processes carry.
        server_folders: in which its Redis and Postgres work; both overwrite their environment, mark and all.

    Returns:
        How many processes were ended.
    """
    leftovers = find_processes(home, server_folders)
    for process in leftovers:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(leftovers, timeout=5)
    return len(leftovers)


def find_processes(home: Path, server_folders: Sequence[Path]) -> list[psutil.Process]:
    """All processes of a home's system, whoever their parent is by now."""
    return [
        process
        for process in psutil.process_iter()
        if process.pid != os.getpid() and _belongs_to(process, home, server_folders)
    ]


def _belongs_to(process: psutil.Process, home: Path, server_folders: Sequence[Path]) -> bool:
    try:
        if process.environ().get(HOME_MARK) == str(home):
            return True
        # By name too: a person's shell may stand in these folders.
        return process.name().startswith(_SERVERS) and Path(process.cwd()) in server_folders
    except (psutil.Error, OSError):
        return False
