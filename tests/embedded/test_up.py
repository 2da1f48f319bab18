"""`attesta up` as a person runs it: starts, assesses the samples, stops, survives being killed."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from deploy.embedded.home import Home, Status
from deploy.embedded.system import find_free_port
from shared.pipeline.flow import FLOW

pytestmark = pytest.mark.xdist_group("system")

ATTESTA = Path(sys.executable).parent / "attesta"
START_SECONDS = 60.0


def attesta(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ATTESTA, *arguments],
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ATTESTA_")}
    return kept | {"ATTESTA_HOME": str(home)}


@contextlib.contextmanager
def up(home: Path, *arguments: str) -> Iterator[tuple["subprocess.Popen[str]", Path]]:
    """`attesta up`, from the moment that it has printed its addresses."""
    output = home.with_name(f"{home.name}.{find_free_port()}.out")
    with output.open("w") as file:
        running = subprocess.Popen(
            [ATTESTA, "up", "--port", str(find_free_port()), *arguments],
            env=environment(home),
            stdout=file,
            stderr=subprocess.STDOUT,
            text=True,
        )
    until = time.monotonic() + START_SECONDS
    try:
        while "Ctrl-C stops it" not in output.read_text():
            assert running.poll() is None, output.read_text()
            assert time.monotonic() < until, output.read_text()
            time.sleep(0.1)
        yield running, output
    finally:
        if running.poll() is None:
            running.terminate()
            running.wait(15)


def running_processes(home: Path) -> list[psutil.Process]:
    """All processes of a system that is up, told by who started whom."""
    status = Home(home).read_status()
    assert status is not None
    leaders = [psutil.Process(one.pid) for one in status.processes]
    return [*leaders, *(child for leader in leaders for child in leader.children(recursive=True))]


def still_running(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def test_samples_are_assessed_status_told_and_everything_stops(tmp_path: Path, project_root: Path) -> None:
    home = tmp_path / "home"
    with up(home) as (running, output):
        printed = output.read_text()
        samples = sorted(path for path in (project_root / "samples").iterdir() if path.suffix != ".md")
        assert samples
        for sample in samples:
            assert f"── {sample.name}" in printed
        for word in ("Кто", "Грейд", "Подтвердится", "Зарплата", "Совет", "/docs", "Key"):
            assert word in printed
        status = json.loads(attesta(home, "status", "--json").stdout)
        names = {process["name"] for process in status["processes"]}
        assert names == {"postgres", "redis", "keeper", "gateway", *(step.name for step in FLOW)}
        assert all(process["alive"] for process in status["processes"])
        done = attesta(home, "assess", str(samples[0]), str(samples[1]), "--grade", "middle", "--json")
        assert done.returncode == 0, done.stderr
        assert [json.loads(line)["status"] for line in done.stdout.splitlines()] == ["done", "done"]
        processes = running_processes(home)
        started = time.monotonic()
        running.send_signal(signal.SIGTERM)
        assert running.wait(15) == 0
        assert time.monotonic() - started < 10
    assert still_running(processes) == []
    assert attesta(home, "status").returncode == 1


def test_after_kill_9_of_everything_the_next_start_finishes_what_was_accepted(tmp_path: Path) -> None:
    home = tmp_path / "home"
    body = {
        "resume": {"position": "Тестировщик", "skills": ["SQL", "Postman", "Git", "Jira"]},
        "lane": "bulk",
    }
    with up(home, "--no-samples") as (running, _):
        key = Home(home).key_file.read_text().strip()
        status = Home(home).read_status()
        assert status is not None
        with httpx.Client(base_url=status.url, headers={"Authorization": f"Bearer {key}"}) as http:
            ids = [http.post("/v1/assessments", json=body).json()["id"] for _ in range(40)]
        processes = running_processes(home)
        running.kill()
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        running.wait(5)
    with up(home, "--no-samples"):
        status = Home(home).read_status()
        assert status is not None
        with httpx.Client(base_url=status.url, headers={"Authorization": f"Bearer {key}"}) as http:
            until = time.monotonic() + 60
            while {http.get(f"/v1/assessments/{one}").json()["status"] for one in ids} != {"done"}:
                assert time.monotonic() < until
                time.sleep(0.5)


def test_what_a_killed_supervisor_left_running_is_ended_by_the_next_start(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with up(home, "--no-samples") as (running, _):
        processes = running_processes(home)
        running.kill()
        running.wait(5)
        left = still_running(processes)
        assert {"postgres", "redis-server"} <= {process.name() for process in left}
    with up(home, "--no-samples") as (_, output):
        assert "processes that a killed system had left behind" in output.read_text()
        assert still_running(left) == []


def assert_refused(done: "subprocess.CompletedProcess[str]", sentence: str) -> None:
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_sigterm_is_heard_while_samples_are_assessed_by_a_frozen_worker(tmp_path: Path) -> None:
    home = tmp_path / "home"
    output = tmp_path / "out"
    command = [str(ATTESTA), "up", "--port", str(find_free_port())]
    with output.open("w") as file:
        running = subprocess.Popen(command, env=environment(home), stdout=file, stderr=subprocess.STDOUT)
    until = time.monotonic() + START_SECONDS
    while Home(home).read_status() is None:
        assert time.monotonic() < until
        time.sleep(0.05)
    processes = running_processes(home)
    for process in processes:
        if "services.advisor" in process.cmdline():
            process.suspend()
    time.sleep(5)  # time enough to get ready and begin with the samples, or not to get ready at all
    started = time.monotonic()
    running.send_signal(signal.SIGTERM)
    assert running.wait(15) == 0
    assert time.monotonic() - started < 10
    assert "Traceback" not in output.read_text()
    assert still_running(processes) == []


def test_a_setting_that_is_not_valid_is_told_in_a_sentence(tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = subprocess.run(
        [ATTESTA, "up"],
        env=environment(home) | {"ATTESTA_LEASE_SECONDS": "soon"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert_refused(done, "lease_seconds")


def test_a_key_that_the_database_does_not_know_is_replaced(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "api-key").write_text("attesta_of-another-database\n")
    with up(home, "--no-samples"):
        listed = attesta(home, "assess", __file__, "--json")
        assert "ключ" not in listed.stdout


def test_a_port_in_use_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = attesta(tmp_path / "home", "up", "--port", str(port))
    assert_refused(done, f"Can't use port {port}")


def test_a_second_system_in_the_same_home_is_refused(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.open()
    try:
        home.write_status(Status(url="http://127.0.0.1:1", database_url="", redis_url=""))
        assert_refused(attesta(tmp_path / "home", "up"), "Attesta runs already")
        assert home.read_status() is not None
    finally:
        home.close()


def test_a_home_that_can_not_be_made_is_told_in_a_sentence() -> None:
    assert_refused(attesta(Path("/proc/attesta"), "up"), "Can't write to /proc/attesta")


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("only a root that may mount can make a tiny disk")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk_is_told_in_a_sentence(tiny_disk: Path) -> None:
    with contextlib.suppress(OSError):
        (tiny_disk / "filler").write_bytes(b"x" * 100_000)
    assert_refused(attesta(tiny_disk / "home", "up"), "No space left on device")


def test_a_nearly_full_disk_is_told_in_a_sentence(tiny_disk: Path) -> None:
    assert_refused(attesta(tiny_disk / "home", "up"), "is nearly full")


def test_a_read_only_disk_is_told_in_a_sentence(tiny_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(tiny_disk)], check=True)
    assert_refused(attesta(tiny_disk / "home", "up"), "Read-only file system")


@pytest.mark.parametrize("arguments", [[], ["up"], ["assess"], ["status"], ["companies"], ["dead-letters"]])
def test_every_command_has_help(tmp_path: Path, arguments: list[str]) -> None:
    done = attesta(tmp_path, *arguments, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_client_commands_without_a_system_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "cv.txt").write_text("Аналитик")
    assert_refused(attesta(tmp_path / "home", "assess", str(tmp_path / "cv.txt")), "attesta up")
    assert_refused(attesta(tmp_path / "home", "status"), "No system runs")


@pytest.mark.skipif(os.geteuid() != 0, reason="only for root does Postgres run as another user")
def test_a_root_whose_home_is_closed_to_others_keeps_the_data_elsewhere(tmp_path: Path) -> None:
    place = Path("/var/lib/attesta")
    before = set(place.glob("data-*"))
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    try:
        with up(closed / "home", "--no-samples"):
            assert not (closed / "home" / "postgres").exists()
        assert closed.stat().st_mode & 0o777 == 0o700
    finally:
        made = set(place.glob("data-*")) - before
        for folder in made:
            shutil.rmtree(folder)
    assert len(made) == 1
