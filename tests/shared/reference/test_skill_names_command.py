"""`attesta skills canon`: a line of JSON for every line."""

import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from attesta.cli import app
from attesta.skills import answer_lines


def run(*arguments: str, given: bytes = b"") -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["skills", "canon", *arguments], input=given)
    return done.exit_code, done.stdout, done.stderr


def test_answers_in_order_from_file_to_file(tmp_path: Path) -> None:
    raw = ["постгрес", "", "Работа с SQL", "  ", "коммуникабельность"]
    (tmp_path / "raw.txt").write_bytes("\r\n".join(raw).encode("utf-8-sig"))
    code, printed, errors = run("--in", str(tmp_path / "raw.txt"), "--out", str(tmp_path / "out.jsonl"))
    assert (code, printed, errors) == (0, "", "")
    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [answer["raw"] for answer in answers] == raw
    assert answers[0] == {
        "raw": "постгрес",
        "canonical": "PostgreSQL",
        "kind": "database",
        "is_it": True,
        "known": True,
    }
    assert [answer["canonical"] for answer in answers[1:4]] == ["", "SQL", ""]
    assert [answer["is_it"] for answer in answers] == [True, False, True, False, False]


def test_standard_streams_are_the_default() -> None:
    code, printed, _ = run(given="гит\n".encode())
    assert code == 0
    assert json.loads(printed)["canonical"] == "Git"


def test_no_lines_no_answers() -> None:
    assert run(given=b"") == (0, "", "")


@pytest.mark.parametrize(
    "line",
    [b"\0\0", b"\xff\xfe\xd0", "\u2028".encode(), b"x" * 1_000_000, b"\x0b\x0c\x1c\x85", b"{}"],
    ids=["nul", "no utf-8", "line separator", "a million letters", "other separators", "braces"],
)
def test_any_line_gets_one_answer(line: bytes) -> None:
    answers = list(answer_lines(io.BytesIO(line + b"\nGit\n")))
    assert len(answers) == 2
    assert all("\n" not in answer for answer in answers)
    assert json.loads(answers[0])["raw"] == line.decode("utf-8", errors="replace")


def test_missing_file_is_a_sentence(tmp_path: Path) -> None:
    code, _, errors = run("--in", str(tmp_path / "none.txt"))
    assert code == 1
    assert errors == f"attesta: Can't read {tmp_path / 'none.txt'}: No such file or directory.\n"


def test_a_file_is_not_overwritten_while_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "raw.txt"
    file.write_text("Git\n")
    code, _, errors = run("--in", str(file), "--out", str(file))
    assert code == 1
    assert "name another file" in errors
    assert file.read_text() == "Git\n"
