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
                env=child_environment(self.command.environment, self._home),
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


def child_environment(own: Mapping[str, str], home: Path) -> dict[str, str]:
    """Our environment, the command's own, and the mark of this home."""
    return {**os.environ, **own, HOME_MARK: str(home)}


def stop_processes(processes: Sequence[Process], grace_seconds: float) -> None:
    """Ask all to stop, wait, kill what is left."""
    until = time.monotonic() + grace_seconds
    for process in processes:
        process.ask_to_stop()
    for process in processes:
        process.wait(until)
        process.kill()


def end_leftovers(home: Path) -> int:
    """Kill what a killed system has left running in this home. Call it only with the home's lock held.

    Returns:
        How many processes were ended.
    """
    leftovers = [process for process in psutil.process_iter() if _belongs_to(process, home)]
    for process in leftovers:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(leftovers, timeout=5)
    return len(leftovers)


def _belongs_to(process: psutil.Process, home: Path) -> bool:
    try:
        return process.pid != os.getpid() and process.environ().get(HOME_MARK) == str(home)
    except (psutil.Error, OSError):
        return False
