"""The folder that holds everything an embedded system keeps: data, logs, secrets, its lock."""

import fcntl
import os
import secrets
import shutil
from pathlib import Path
from typing import IO

import psutil
from pydantic import BaseModel

ENOUGH_FREE_BYTES = 200 * 1024 * 1024


class CannotStart(Exception):  # noqa: N818 - reads as what it says
    """Something on this machine keeps the system from starting; the message is a sentence for a person."""


class ProcessStatus(BaseModel):
    """One process of a running system. Its start tells it from a later process of the same id."""

    name: str
    pid: int
    started_at: float

    def is_alive(self) -> bool:
        """Whether it still runs."""
        try:
            return psutil.Process(self.pid).create_time() == self.started_at
        except psutil.Error:
            return False


class Status(BaseModel):
    """Where a running system can be reached. Holds passwords."""

    url: str
    database_url: str
    redis_url: str
    processes: list[ProcessStatus] = []


class Secrets(BaseModel):
    """Passwords of this home's servers, made once."""

    postgres_password: str
    redis_password: str


class Home:
    """An embedded system's folder.

    Args:
        root: the folder; made if it is missing.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self.logs = self.root / "logs"
        self.redis = self.root / "redis"
        self.key_file = self.root / "api-key"
        self.postgres_place = self.root / "postgres-place"
        self._status_file = self.root / "status.json"
        self._secrets_file = self.root / "secrets.json"
        self._lock: IO[str] | None = None

    def open(self) -> None:
        """Make the folders and take the lock, which lasts as long as this process.

        Raises:
            CannotStart: the disk is full or read-only, or another system runs in this home.
        """
        try:
            for folder in (self.root, self.logs, self.redis):
                folder.mkdir(parents=True, exist_ok=True)
            lock = (self.root / "lock").open("a")
            # A full disk takes empty files but no content.
            probe = self.root / "probe"
            probe.write_bytes(b"x" * 4096)
            probe.unlink()
        except OSError as error:
            raise CannotStart(f"Can't write to {self.root}: {error.strerror}.") from None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            raise CannotStart(
                f"Attesta runs already in {self.root}. See `attesta status`, or choose another ATTESTA_HOME."
            ) from None
        self._lock = lock
        free = shutil.disk_usage(self.root).free
        if free < ENOUGH_FREE_BYTES:
            raise CannotStart(
                f"The disk of {self.root} is nearly full: {free // 2**20} MB free, "
                f"{ENOUGH_FREE_BYTES // 2**20} MB needed."
            )

    def close(self) -> None:
        """Forget the running system and give the lock back; does nothing if another process has the lock."""
        if self._lock:
            self._status_file.unlink(missing_ok=True)
            self._lock.close()
            self._lock = None

    def secrets(self) -> Secrets:
        """The passwords of this home, made on first use."""
        if not self._secrets_file.exists():
            made = Secrets(postgres_password=secrets.token_hex(24), redis_password=secrets.token_hex(24))
            write_private(self._secrets_file, made.model_dump_json())
        return Secrets.model_validate_json(self._secrets_file.read_text())

    def write_status(self, status: Status) -> None:
        """Tell other commands where the system is."""
        write_private(self._status_file, status.model_dump_json(indent=2))

    def read_status(self) -> Status | None:
        """What a running system, or one that was killed, has told; None if there is none."""
        try:
            return Status.model_validate_json(self._status_file.read_text())
        except FileNotFoundError:
            return None


def write_private(path: Path, text: str, owner: tuple[int, int] | None = None) -> None:
    """Write a file that only its owner can read, all of it or nothing.

    Args:
        path: the file; replaced if it is there.
        text: its content.
        owner: uid and gid, if not ours.
    """
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        if owner:
            os.fchown(file.fileno(), *owner)
    new.replace(path)
