"""What failed runs leave for a person is kept for a while, and only for a while."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from services.scraper.evidence import prune_runs
from services.scraper.settings import ScraperSettings


def name_run(days_ago: float) -> str:
    return f"{datetime.now(UTC) - timedelta(days=days_ago):%Y%m%dT%H%M%SZ}-ratings"


def lay_down(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        (folder / name).mkdir()
        (folder / name / "2023.html").write_text("<p>")


@pytest.mark.parametrize(
    ("ages", "kept"),
    [((1, 2, 3, 4, 5), (1, 2)), ((1, 40, 50), (1,)), ((40, 50), ()), ((), ())],
)
def test_old_and_surplus_runs_go(ages: tuple[int, ...], kept: tuple[int, ...], tmp_path: Path) -> None:
    names = {age: name_run(age) for age in ages}
    lay_down(tmp_path, names.values())
    settings = ScraperSettings(evidence_dir=tmp_path, evidence_runs=3, evidence_days=30)
    prune_runs(settings, newest=name_run(0))
    assert {one.name for one in tmp_path.iterdir()} == {names[age] for age in kept}


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    lay_down(tmp_path, ["notes", name_run(100) + " (seen)"])
    (tmp_path / "20200101T000000Z-ratings").write_text("a file")
    prune_runs(ScraperSettings(evidence_dir=tmp_path, evidence_runs=1, evidence_days=1), newest=name_run(0))
    assert len(list(tmp_path.iterdir())) == 3


def test_run_that_writes_now_is_never_pruned(tmp_path: Path) -> None:
    newest = name_run(0)
    lay_down(tmp_path, [newest, name_run(-1)])  # a clock that was set back
    prune_runs(ScraperSettings(evidence_dir=tmp_path, evidence_runs=1), newest=newest)
    assert (tmp_path / newest / "2023.html").exists()
