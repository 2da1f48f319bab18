"""The command, from files to files."""

import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from services.salary.training.ingest.__main__ import main
from services.salary.training.ingest.sources import read_vacancies
from shared.errors import InvalidInput
from tests.salary.training.ingest.made_rows import (
    CHATTER_POST,
    HH,
    POST,
    RESUME_POST,
    SNIPPET,
    TABLE,
    make_post,
    make_posting,
)


def write_lines(file: Path, *rows: Any) -> Path:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return file


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.delenv("ATTESTA_SALARY_LLM_URL", raising=False)
    monkeypatch.setattr(sys, "argv", ["ingest", *map(str, arguments)])
    return main()


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder with a file of each kind."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "one.json").write_text(json.dumps(HH), encoding="utf-8")
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("2.json", json.dumps(HH | {"id": "2", "name": "Повар", "salary": None}))
        archive.writestr("3.jsonl", json.dumps(HH | {"id": "3"}) + "\n")
    pq.write_table(pa.Table.from_pylist([TABLE]), folder / "table.parquet")
    pq.write_table(pa.Table.from_pylist([SNIPPET]), folder / "snippets.parquet")
    write_lines(
        folder / "posts.jsonl", make_post(POST), make_post(RESUME_POST, 2), make_post(CHATTER_POST, 3)
    )
    write_lines(folder / "scraped.jsonl", make_posting())
    (folder / "notes.txt").write_text("no vacancies here")
    return folder


def test_all_kinds_of_files_become_one_table(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, report_file = tmp_path / "new" / "vacancies.parquet", tmp_path / "report.json"
    assert run(monkeypatch, "--in", sources, "--out", out, "--report", report_file) == 0
    rows = {row["vac_id"]: row for row in pq.read_table(out).to_pylist()}
    # "more.zip" comes before "one.json", whose vacancy repeats its third; the second is a cook's.
    assert set(rows) == {"hh:3", "boards:1", "s:1", "telegram:jobs:1", "geekjob:5f"}
    assert (rows["hh:3"]["low_rub"], rows["hh:3"]["high_rub"], rows["hh:3"]["net_mid"]) == (
        261_000,
        348_000,
        304_500,
    )
    assert (rows["boards:1"]["net_mid"], rows["boards:1"]["work_format"]) == (175_000, "remote")
    assert rows["telegram:jobs:1"]["grade"] == "senior"
    assert "Python" in rows["geekjob:5f"]["skills"]
    report = json.loads(report_file.read_text())
    assert report["read"] == {"rows": 9}
    assert report["dropped"] == {"chatter": 1, "outside IT": 1, "resume": 1, "same text": 1}
    assert report["kept"] == {"priced": 5}
    assert report["corrected"]["gross_to_net"] == 2
    assert report["by_source"]["telegram:jobs"]["read"] == 3
    assert "5 vacancies" in capsys.readouterr().out


def test_lines_are_written_too(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "vacancies.jsonl"
    assert run(monkeypatch, "--in", sources / "one.json", "--out", out) == 0
    (row,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert (row["vac_id"], row["experience"], row["year"]) == ("hh:1", "between3And6", 2024)


def test_the_report_quotes_no_text(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report_file = tmp_path / "report.json"
    run(monkeypatch, "--in", sources, "--out", tmp_path / "v.jsonl", "--report", report_file)
    report = report_file.read_text(encoding="utf-8")
    for words in ("Ромашка", "Вектор", "FastAPI", "Пишем"):
        assert words not in report


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("rows.jsonl", '{"a": 1}\n', "--kind"),
        ("rows.jsonl", '{"id": 1,\n', "rows.jsonl"),
        ("rows.json", "[1, 2", "rows.json"),
        ("rows.parquet", "PAR1", "rows.parquet"),
        ("rows.zip", "PK", "rows.zip"),
        ("rows.json", "5", "rows.json"),
    ],
)
def test_a_bad_file_is_named(  # noqa: PLR0917
    name: str,
    content: str,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / name
    file.write_text(content)
    assert run(monkeypatch, "--in", file, "--out", tmp_path / "v.jsonl") == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "v.jsonl").exists()


def test_a_wrong_path_or_ending_is_told(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "--in", tmp_path / "nothing", "--out", tmp_path / "v.jsonl") == 2
    assert "nothing" in capsys.readouterr().err
    assert run(monkeypatch, "--in", sources, "--out", tmp_path / "v.csv") == 2
    assert "v.csv" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        run(monkeypatch, "--out", tmp_path / "v.jsonl")
    assert "--in" in capsys.readouterr().err


def test_a_named_kind_is_not_guessed(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "rows.jsonl", {"id": "9", "name": "QA"})
    with pytest.raises(InvalidInput):
        list(read_vacancies(file))
    assert [row.title for row in read_vacancies(file, "hh")] == ["QA"]
