"""`attesta fairness`: rates by group, and what is no table of groups."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from attesta.group_rates import NOT_STATED, compare_groups, draw_rates

ATTESTA = Path(sys.executable).parent / "attesta"


def run_fairness(tmp_path: Path, table: str, *options: str) -> subprocess.CompletedProcess[str]:
    source = tmp_path / "answers.csv"
    source.write_text(table, encoding="utf-8")
    command: list[str | Path] = [ATTESTA, "fairness", "--in", source, *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def make_table(delimiter: str = ",") -> str:
    """100 men of whom 60 are selected, 100 women of whom 30 are, 5 others, one without an outcome."""
    rows = [("m", 60, 100), ("f", 30, 100), ("x", 5, 5)]
    lines = [
        delimiter.join(("Тайна Имярек", sex, "до 40" if number % 2 else "40+", str(int(number < selected))))
        for sex, selected, people in rows
        for number in range(people)
    ]
    head = delimiter.join(("name", "sex", "age", "hired"))
    return "\n".join([head, *lines, f"a{delimiter}m{delimiter * 2}"])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rates_and_ratios_are_shown_without_the_people(tmp_path: Path, delimiter: str) -> None:
    done = run_fairness(tmp_path, make_table(delimiter), "--by", "sex", "--by", "age", "--outcome", "hired")
    assert done.returncode == 0, done.stderr
    assert "205 people, 1 without an outcome left out" in done.stdout
    man, woman, other = (
        next(line.split() for line in done.stdout.splitlines() if line.startswith(f"{sex} ")) for sex in "mfx"
    )
    assert man[1:4] == ["100", "60", "0.600"]
    assert woman[3] == "0.300"
    assert "0.500" in woman
    assert "reference" in man
    assert other[-3:] == ["than", "30", "people"]
    assert "sex × age" in done.stdout
    assert "Тайна" not in done.stdout + done.stderr


@pytest.mark.parametrize("suffix", [".json", ".csv"])
def test_the_figures_are_written(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"figures{suffix}"
    done = run_fairness(tmp_path, make_table(), "--by", "sex", "--outcome", "hired", "--out", str(out))
    assert done.returncode == 0, done.stderr
    if suffix == ".json":
        groups = json.loads(out.read_text(encoding="utf-8"))[0]["groups"]
        woman = next(group for group in groups if group["name"] == "f")
        ratio = woman["impact_ratio"][0]
    else:
        with out.open(encoding="utf-8") as file:
            ratio = next(float(row["impact_ratio"]) for row in csv.DictReader(file) if row["group"] == "f")
    assert ratio == pytest.approx(0.5)


def test_scores_are_cut_at_the_threshold_or_the_median(tmp_path: Path) -> None:
    table = "sex,p\n" + "\n".join(f"{'mf'[n % 2]},{n / 100}" for n in range(100))
    cut = run_fairness(tmp_path, table, "--by", "sex", "--probability", "p", "--threshold", "0.9")
    assert "p ≥ 0.9" in cut.stdout
    assert cut.stdout.splitlines()[-1].split()[1:3] == ["50", "5"]
    middle = run_fairness(tmp_path, table, "--by", "sex", "--probability", "p")
    assert "the median" in middle.stdout
    assert middle.stdout.splitlines()[-1].split()[1:3] == ["50", "25"]


@pytest.mark.parametrize(
    ("table", "options", "said"),
    [
        ("", ("--by", "sex", "--outcome", "hired"), "no rows or no header"),
        ("sex,hired\n", ("--by", "sex", "--outcome", "hired"), "no rows or no header"),
        (
            "sex,hired\nm,1\n",
            ("--by", "gender", "--outcome", "hired"),
            "gender; it has: sex, hired",
        ),
        ("sex,hired\nm,1\nf,maybe\n", ("--by", "sex", "--outcome", "hired"), "in lines: 3"),
        ("sex,p\nm,1\n\nf,much\n", ("--by", "sex", "--probability", "p"), "in lines: 4"),
        ('sex,hired\nm,1\n"f,1\nm,0\n', ("--by", "sex", "--outcome", "hired"), "up to line 4"),
        (f"sex,hired\n{'m' * 200_000},1\n", ("--by", "sex", "--outcome", "hired"), "up to line 2"),
        ("sex,p\nm,1\n", ("--by", "sex", "--probability", "p", "--threshold", "nan"), "must be a number"),
        ("sex,hired\nm,\n", ("--by", "sex", "--outcome", "hired"), "holds no value"),
        ("sex,hired\nm,1\n", ("--by", "sex"), "--outcome or --probability"),
        (
            "sex,hired\nm,1\n",
            ("--by", "sex", "--outcome", "hired", "--threshold", "1"),
            "belongs",
        ),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(
    tmp_path: Path, table: str, options: tuple[str, ...], said: str
) -> None:
    done = run_fairness(tmp_path, table, *options)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "maybe" not in done.stderr


def test_the_table_is_not_overwritten_by_the_figures(tmp_path: Path) -> None:
    same = str(tmp_path / "answers.csv")
    done = run_fairness(tmp_path, make_table(), "--by", "sex", "--outcome", "hired", "--out", same)
    assert done.returncode == 1 and "name another file" in done.stderr
    assert Path(same).read_text(encoding="utf-8") == make_table()


def test_a_column_of_names_is_no_column_of_groups(tmp_path: Path) -> None:
    table = "name,hired\n" + "\n".join(f"Имярек {n},1" for n in range(80))
    done = run_fairness(tmp_path, table, "--by", "name", "--outcome", "hired")
    assert done.returncode == 1
    assert "put them into groups" in done.stderr
    assert "Имярек" not in done.stdout + done.stderr


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "answers.csv"
    source.write_bytes("пол,hired\nм,1\n".encode("cp1251"))
    command: list[str | Path] = [ATTESTA, "fairness", "--in", source, "--by", "пол", "--outcome", "hired"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "UTF-8" in done.stderr


def test_the_interval_is_that_of_a_binomial_draw() -> None:
    drawn = sorted(draw_rates(30, 100, Random(7)))
    assert sum(drawn) / len(drawn) == pytest.approx(0.3, abs=0.005)
    assert drawn[50] == pytest.approx(0.21, abs=0.02)
    assert drawn[-51] == pytest.approx(0.39, abs=0.02)


def test_a_large_table_is_drawn_at_once() -> None:
    assert sum(draw_rates(300_000, 1_000_000, Random(7))) / 2000 == pytest.approx(0.3, abs=0.001)


def test_small_and_unknown_groups_are_no_reference() -> None:
    people = [("small", True)] * 3 + [(NOT_STATED, True)] * 50 + [("a", n < 20) for n in range(40)]
    groups = {group.name: group for group in compare_groups("g", people, 30, 7).groups}
    assert groups["a"].is_reference
    assert not groups["small"].is_reference
    assert not groups[NOT_STATED].is_reference


def test_nobody_selected_has_no_ratio() -> None:
    groups = compare_groups("g", [("a", False), ("b", False)], 1, 7).groups
    assert all(group.impact_ratio is None and not group.verdict for group in groups)


def test_four_fifths_are_told_from_chance() -> None:
    many = [("a", n < 600) for n in range(1000)] + [("b", n < 300) for n in range(1000)]
    few = [("a", n < 6) for n in range(10)] + [("b", n < 4) for n in range(10)]
    assert compare_groups("g", many, 1, 7).groups[1].verdict == "below four fifths"
    assert compare_groups("g", few, 1, 7).groups[1].verdict == "below four fifths, maybe by chance"
