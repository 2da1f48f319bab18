"""The child that parses: it is confined, it is replaced when it dies or hangs, and it takes nothing along."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from services.parser.readers.limits import ParseLimits
from services.parser.sandbox.sandbox import ChildLimits, Sandbox
from shared.contracts.document import Document, DocumentKind
from shared.errors import InvalidInput
from shared.reference.document_kinds import identify_document
from tests.parser.bad_files import BAD_FILES, READ

RESUME = Document(
    kind=DocumentKind.TEXT,
    content=b"Anna Primerova\nPython developer\n+7 900 000-00-00\n\nSkills\nPython, SQL\n\n"
    b"Experience\nAcme, Python developer, 2019 - 2021\n",
)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(ParseLimits(), ChildLimits()) as running:
        yield running


def child_of(sandbox: Sandbox) -> psutil.Process:
    """The one process that parses for this test."""
    sandbox.parse(RESUME)
    children = psutil.Process().children()
    parsing = [one for one in children if "services.parser.sandbox.child" in one.cmdline()]
    return max(parsing, key=psutil.Process.create_time)


def test_it_reads_what_the_parser_reads(sandbox: Sandbox) -> None:
    resume = sandbox.parse(RESUME).resume
    assert (resume.full_name, resume.position) == ("Anna Primerova", "Python developer")
    assert resume.skills == ("Python", "SQL")


def test_a_refusal_comes_through(sandbox: Sandbox) -> None:
    with pytest.raises(InvalidInput, match="not_a_resume"):
        sandbox.parse(Document(kind=DocumentKind.TEXT, content=b"Milk, bread and butter for tea."))


def test_one_child_serves_many_documents_and_is_replaced_in_time() -> None:
    with Sandbox(ParseLimits(), ChildLimits(documents=3)) as sandbox:
        pids = [child_of(sandbox).pid for _ in range(2)]
        assert pids[0] == pids[1]
        sandbox.parse(RESUME)
        assert child_of(sandbox).pid != pids[0]


def test_a_child_that_died_between_documents_costs_none(sandbox: Sandbox) -> None:
    child = child_of(sandbox)
    child.kill()
    child.wait(5)
    assert sandbox.parse(RESUME).resume.full_name == "Anna Primerova"


def test_a_child_that_hangs_is_replaced() -> None:
    with Sandbox(ParseLimits(seconds=1), ChildLimits()) as sandbox:
        child_of(sandbox).suspend()
        started = time.monotonic()
        with pytest.raises(InvalidInput, match="document_too_heavy"):
            sandbox.parse(RESUME)
        assert time.monotonic() - started < 8
        assert sandbox.parse(RESUME).resume.full_name == "Anna Primerova"


def test_the_child_sees_no_secret_of_its_parent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ATTESTA_DATABASE_URL", "postgresql://secret")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with Sandbox(ParseLimits(), ChildLimits()) as sandbox:
        environment = child_of(sandbox).environ()
    assert "TMPDIR" in environment
    assert not [name for name in environment if name.startswith("ATTESTA")]


def test_the_child_ends_with_its_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, signal, psutil\n"
        "from tests.parser.test_sandbox import ChildLimits, ParseLimits, Sandbox, child_of\n"
        "sandbox = Sandbox(ParseLimits(), ChildLimits())\n"
        "print(child_of(sandbox).pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, script],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    pid = int(done.stdout)
    deadline = time.monotonic() + 5
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="network namespaces are Linux's")
def test_the_child_reaches_no_network() -> None:
    """Run in a process of its own, which can't come back from there."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        code = (
            "import socket, sys\n"
            "from services.parser.sandbox.confine import confine\n"
            "confine(1024)\n"
            f"socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), timeout=2)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
        )
    if "Errno" not in done.stderr:
        pytest.skip("this platform allows no network namespaces")
    assert done.returncode != 0


def test_memory_and_time_are_bounded() -> None:
    code = (
        "import sys\n"
        "from services.parser.sandbox.confine import allow_cpu, confine\n"
        "confine(512)\n"
        "try:\n    bytearray(2**30)\nexcept MemoryError:\n    print('refused', flush=True)\n"
        "allow_cpu(1)\n"
        "while True: pass\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.stdout.strip() == "refused"
    assert done.returncode < 0


def test_a_document_that_a_reader_chokes_on_does_not_hold_the_worker() -> None:
    nested = b"[" * 2_000_000 + b"]" * 2_000_000
    content = b"%PDF-1.7\n1 0 obj\n" + nested + b"\nendobj\ntrailer<</Root 1 0 R>>"
    with Sandbox(ParseLimits(seconds=5), ChildLimits()) as sandbox:
        started = time.monotonic()
        with pytest.raises(InvalidInput):
            sandbox.parse(identify_document(content))
        assert time.monotonic() - started < 12
        assert sandbox.parse(RESUME).resume.full_name == "Anna Primerova"


@pytest.mark.parametrize("name", [name for name, file in BAD_FILES.items() if file.needs_sandbox])
def test_a_heavy_file_gets_an_answer_in_time(name: str) -> None:
    file = BAD_FILES[name]
    with Sandbox(ParseLimits(seconds=6), ChildLimits()) as sandbox:
        sandbox.parse(RESUME)  # so that its start is not counted
        started = time.monotonic()
        try:
            sandbox.parse(identify_document(file.make()))
            answer = READ
        except InvalidInput as error:
            answer = error.problem.code
        assert time.monotonic() - started < 15
        assert answer in file.answers
        assert sandbox.parse(RESUME).resume.full_name == "Anna Primerova"
