"""Running a program that reads what we can't: with bounds, and without leaving anything behind."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shared.errors import InvalidInput
from shared.reference.problems import problem

_MEMORY_KB = 3 * 2**20
_FILE_BLOCKS = 400_000  # of 512 or 1024 bytes, as the shell counts
# The shell sets the bounds between fork and exec; where it can't raise a stricter one, that one stays.
_BOUNDED = (
    'ulimit -S -v "$1" 2>/dev/null; ulimit -S -t "$2" 2>/dev/null; ulimit -S -f "$3" 2>/dev/null; '
    'shift 3; exec "$@"'
)


@dataclass
class Budget:
    """Wall-clock seconds that all programs run for one document share."""

    seconds: float
    _started: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """Seconds that are left, not below 0."""
        return max(0.0, self.seconds - (time.monotonic() - self._started))


def run_program(command: Sequence[str], budget: Budget, folder: Path) -> bytes | None:
    """Run a program in a folder; what it prints, or None where it fails.

    It runs in a process group of its own, all of which is killed when the time is over.

    Raises:
        InvalidInput: `document_too_heavy` where the time does not suffice.
    """
    seconds = budget.left
    program = shutil.which(command[0]) or command[0]
    bounds = ("/bin/sh", "-c", _BOUNDED, "sh", str(_MEMORY_KB), str(int(seconds) + 1), str(_FILE_BLOCKS))
    process = subprocess.Popen(
        (*bounds, program, *command[1:]),
        cwd=folder,
        env={**_plain_environment(), "HOME": str(folder), "OMP_THREAD_LIMIT": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        printed, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise InvalidInput(problem("document_too_heavy")) from error
    finally:
        _kill_group(process)
    return printed if process.returncode == 0 else None


def _plain_environment() -> dict[str, str]:
    """Only what finds programs and their data: no setting and no key of ours."""
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError):  # all of it has ended
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
