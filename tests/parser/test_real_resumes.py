"""The parser on real resumes, where their data lies beside the project."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.parser.accuracy import RESUMES, count_values, read_real, real_resumes, score_f1, score_fields

FOUND = real_resumes()
HH = [path for path in FOUND if path.stem.startswith("hh-")]
FREE = [path for path in FOUND if not path.stem.startswith("hh-")]
# What general rules reach on free-form resumes, a little below the figures measured when they were written.
FREE_AT_LEAST = {
    "full_name": 0.9,
    "phones": 0.95,
    "emails": 0.95,
    "links": 0.95,
    "position": 0.95,
    "experience": 0.75,
    "education": 0.9,
    "speciality": 0.85,
    "courses": 0.9,
    "skills": 0.85,
}
# Wrong values among those read: they count more than missing ones.
WRONG_AT_MOST = {"full_name": 0.0, "position": 0.0, "links": 0.05, "experience": 0.08, "job positions": 0.05,
                 "education": 0.08, "skills": 0.08}  # fmt: skip

needs_data = pytest.mark.skipif(not FOUND, reason=f"real resumes are not here: {RESUMES} (see ATTESTA_DATA)")


@cache
def read_once(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    return read_real(path)


def scores_of(path: Path) -> dict[str, float]:
    return score_fields(*read_once(path))


@needs_data
@pytest.mark.parametrize("path", HH, ids=lambda path: path.stem)
def test_hh_exports_are_read_without_an_error(path: Path) -> None:
    scores = scores_of(path)
    assert {field: score for field, score in scores.items() if score < 1} == {}


@needs_data
@pytest.mark.parametrize("field", FREE_AT_LEAST)
def test_free_resumes_reach_what_they_reached(field: str) -> None:
    scores = [score[field] for path in FREE if field in (score := scores_of(path))]
    assert sum(scores) / len(scores) >= FREE_AT_LEAST[field]


@needs_data
@pytest.mark.parametrize("field", WRONG_AT_MOST)
def test_free_resumes_hold_few_wrong_values(field: str) -> None:
    counts = [count[field] for path in FREE if field in (count := count_values(*read_once(path)))]
    right, wrong = (sum(count[kind] for count in counts) for kind in ("right", "wrong"))
    assert wrong <= WRONG_AT_MOST[field] * (right + wrong)


def test_scoring_counts_extra_and_missing_items() -> None:
    assert score_f1([], []) == 1
    assert score_f1(["a"], []) == 0
    assert score_f1(["a", "b"], ["a", "c"]) == 0.5
    assert score_f1(["a", "a"], ["a"]) == pytest.approx(2 / 3)
