"""Names of skills against the checked sets, which stay outside the project."""

import csv
import os
import time
from pathlib import Path

import pytest

from shared.reference.skill_names.find import find_skill

LEAST_PAIRS_RIGHT = 0.95
LEAST_KINDS_RIGHT = 0.93
# A third of what a quiet core does: the suite shares its cores.
LEAST_SKILLS_PER_SECOND = 15_000


def read_rows(name: str) -> list[dict[str, str]]:
    file = Path(os.environ.get("ATTESTA_DATA", "../shared/data")) / "skills" / name
    if not file.exists():
        pytest.skip(f"the checked set is not here: {file} (set ATTESTA_DATA)")
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("half", [0, 1])
def test_same_or_not(half: int) -> None:
    rows = read_rows("gold_pairs_dev.csv")[half::2]
    right = [
        (find_skill(row["a"]).canonical == find_skill(row["b"]).canonical) == (row["same"] == "1")
        for row in rows
    ]
    assert sum(right) / len(right) >= LEAST_PAIRS_RIGHT


@pytest.mark.parametrize("half", [0, 1])
def test_it_or_not(half: int) -> None:
    rows = read_rows("gold_kinds_dev.csv")[half::2]
    right = [find_skill(row["raw"]).is_it == (row["is_it"] == "1") for row in rows]
    assert sum(right) / len(right) >= LEAST_KINDS_RIGHT


def test_fast_enough_on_skills_never_seen_before() -> None:
    find_skill("warm up")
    starts = ["Знание", "Опыт работы с", "Настройка", "Advanced", "Разработка", "СУБД", "", ""]
    names = ["PostgreSQL", "серверов приложений", "Kuberntes", "отчетов", "Foobar", "REST API", "сетей"]
    raws = [f"{start} {name} {number}.{number}" for number in range(60) for start in starts for name in names]
    best = min(time_naming([f"{raw}.{run}" for raw in raws]) for run in range(3))
    assert len(raws) / best >= LEAST_SKILLS_PER_SECOND


def time_naming(raws: list[str]) -> float:
    start = time.process_time()
    for raw in raws:
        find_skill(raw)
    return time.process_time() - start
