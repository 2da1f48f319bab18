"""`attesta score`: an answer for each candidate, in order."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ATTESTA = Path(sys.executable).parent / "attesta"
JOB = {"starts": "2019-03-01", "ends": None, "employer": "Ромашка", "position": "Senior Java-разработчик"}
CANDIDATE = {
    "vacancy": {"title": "Java разработчик", "keywords": None, "description": "Нужны Java, Spring и Kafka."},
    "resume": {"about": None, "key_skills": "Java, Spring, Kafka", "experience": [JOB]},
}


def score(tmp_path: Path, *lines: str, artefact: Path | None = None) -> list[dict[str, Any]]:
    (tmp_path / "rows.jsonl").write_text("".join(f"{line}\n" for line in lines))
    options = ["--artefact", str(artefact)] if artefact else []
    command: list[str | Path] = [ATTESTA, "score", "--in", tmp_path / "rows.jsonl", *options]
    command += ["--out", tmp_path / "out.jsonl"]
    subprocess.run(command, check=True, timeout=60, cwd=tmp_path)
    return [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]


def test_candidates_are_scored_and_bad_rows_refused_in_order(tmp_path: Path) -> None:
    odd_date = json.dumps(CANDIDATE).replace("2019-03-01", "в марте")
    first, empty, bad, worse, last = score(
        tmp_path, json.dumps(CANDIDATE), "{}", odd_date, '{"resume": 1}', json.dumps(CANDIDATE)
    )
    assert 0 < first["confirmed_probability"] < 1
    assert abs(sum(first["grade"]["probabilities"].values()) - 1) < 1e-6
    assert (empty["abstained"], empty["grade"], empty["confirmed_probability"]) == (True, None, None)
    assert [one["problem"]["code"] for one in (bad, worse)] == ["invalid_row"] * 2
    assert first == last


def test_a_folder_without_a_model_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text("{}\n")
    command: list[str | Path] = [ATTESTA, "score", "--in", tmp_path / "rows.jsonl", "--artefact", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "manifest.json" in done.stderr
    assert "Traceback" not in done.stderr
