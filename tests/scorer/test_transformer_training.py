"""Training of language models: splits, calibration, bands, figures, cards."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.scorer.checkpoint.description import Base, Description, Isotonic, Temperature
from services.scorer.training.transformer.__main__ import main, write_command
from services.scorer.training.transformer.backbones import BACKBONES, backbone_rate, choose_backbone
from services.scorer.training.transformer.calibrate import (
    apply_calibration,
    choose_band,
    choose_threshold,
    fit_calibration,
)
from services.scorer.training.transformer.card import explain, write_card
from services.scorer.training.transformer.refusal import TrainingRefusedError
from services.scorer.training.transformer.report import Interval, Outcome, calibration_error, make_report
from services.scorer.training.transformer.rows import Row
from services.scorer.training.transformer.split import Split, split_rows
from shared.contracts.document import DocumentKind
from shared.contracts.resume import Resume, ResumeSource
from shared.contracts.target import Target

SOURCE = ResumeSource(kind=DocumentKind.JSON)


def make_row(person: int, client: int, confirmed: bool) -> Row:
    return Row(Resume(source=SOURCE), Target(), confirmed, f"p{person}", f"c{client}")


ROWS = st.lists(
    st.builds(make_row, st.integers(0, 80), st.integers(0, 15), st.booleans()), min_size=60, max_size=200
)


@given(rows=ROWS, seed=st.integers(0, 5))
@settings(max_examples=25, deadline=None)
def test_no_person_and_no_client_stands_on_two_sides(rows: list[Row], seed: int) -> None:
    try:
        split = split_rows(rows, seed)
    except TrainingRefusedError:
        return
    parts = [split.train, split.validation, split.test]
    for name in ("person", "client"):
        seen = [{getattr(rows[place], name) for place in part} for part in parts]
        assert not seen[0] & seen[1] and not seen[0] & seen[2] and not seen[1] & seen[2]
    assert all(len({rows[place].confirmed for place in part}) == 2 for part in parts)
    assert sum(map(len, parts)) + split.dropped == len(rows)
    assert split == split_rows(rows, seed)


def test_neighbouring_rows_of_the_same_people_do_not_leak() -> None:
    rows = [make_row(number // 4, number % 10, number % 3 == 0) for number in range(400)]
    split = split_rows(rows, 7)
    assert split.by == "person and client" and split.dropped > 0
    assert not {rows[p].person for p in split.train} & {rows[p].person for p in split.test}


def test_every_part_has_about_the_share_of_confirmed_rows_that_all_have() -> None:
    rows = [make_row(number, number % 20, number % 20 < 6 or number % 7 == 0) for number in range(600)]
    split = split_rows(rows, 7)
    shares = [
        sum(rows[place].confirmed for place in part) / len(part) for part in (split.validation, split.test)
    ]
    whole = sum(row.confirmed for row in rows) / len(rows)
    assert all(abs(share - whole) < 0.1 for share in shares)


def test_few_clients_are_split_by_person_and_it_is_said() -> None:
    split = split_rows([make_row(number, number % 2, number % 3 == 0) for number in range(100)], 7)
    assert split.by == "person"
    assert 15 <= len(split.test) <= 25


def test_rows_of_one_outcome_are_refused() -> None:
    with pytest.raises(TrainingRefusedError, match="both outcomes"):
        split_rows([make_row(number, number, True) for number in range(100)], 7)


def test_the_published_learning_rates() -> None:
    assert backbone_rate("encoder", 2e-4, 16, 64) == pytest.approx(2e-5)
    assert backbone_rate("adapter", 2e-4, 16, 64) == pytest.approx(5e-5)
    assert BACKBONES["gemma-2-9b"].max_length == 1024 and BACKBONES["rurope-bert"].max_length == 2048
    assert choose_backbone("any/decoder", True, 8192).pooling == "last"
    assert choose_backbone("any/encoder", False, 300).max_length == 300


DESCRIPTION = Description(
    model="any", version="1", kind="encoder", base=Base(id="any/base"), prompt="attesta-1", max_length=512,
    truncation_side="right", pooling="cls", hidden_size=8, head="linear",
    labels=("not confirmed", "confirmed"),
)  # fmt: skip
GENERATOR = np.random.default_rng(3)
TRUE = GENERATOR.normal(size=4000)
LABELS = (GENERATOR.random(4000) < 1 / (1 + np.exp(-TRUE))).astype(int)


@pytest.mark.parametrize("kind", ["temperature", "isotonic"])
def test_calibration_repairs_logits_that_are_too_bold(kind: str) -> None:
    bold = 3 * TRUE + 1
    calibration = fit_calibration(kind, bold[:2000], LABELS[:2000])
    before = apply_calibration(Temperature(), bold[2000:])
    after = apply_calibration(calibration, bold[2000:])
    assert calibration_error(LABELS[2000:], before) > 0.1
    assert calibration_error(LABELS[2000:], after) < 0.04


def test_a_temperature_finds_the_factor_and_never_turns_a_model_round() -> None:
    found = fit_calibration("temperature", 3 * TRUE + 1, LABELS)
    assert isinstance(found, Temperature)
    assert found.temperature == pytest.approx(3, rel=0.15)
    wrong = fit_calibration("temperature", -TRUE, LABELS)
    assert isinstance(wrong, Temperature) and wrong.temperature > 0
    assert np.ptp(apply_calibration(wrong, -TRUE)) < 0.05


def test_a_perfect_order_is_no_certainty() -> None:
    logits = np.array([-2.0, -1.0, 1.0, 2.0])
    labels = np.array([0, 0, 1, 1])
    for kind in ("temperature", "isotonic"):
        given_out = apply_calibration(fit_calibration(kind, logits, labels), logits)
        assert given_out.min() > 0.01 and given_out.max() < 0.99
    assert isinstance(fit_calibration("isotonic", logits, labels), Isotonic)


def test_a_band_lies_where_the_errors_are() -> None:
    given_out = np.concatenate(
        [np.linspace(0, 0.4, 400), np.linspace(0.4, 0.6, 200), np.linspace(0.6, 1, 400)]
    )
    labels = np.concatenate([np.zeros(400), np.tile([0, 1], 100), np.ones(400)]).astype(int)
    band = choose_band(given_out, labels, 0.5)
    assert band is not None
    assert 0.38 < band.low < 0.45 and 0.55 < band.high < 0.62
    assert choose_band(given_out, (given_out >= 0.5).astype(int), 0.5) is None


def test_rows_that_say_the_same_are_withheld_together() -> None:
    given_out = np.concatenate([np.full(40, 0.1), np.full(20, 0.5), np.full(40, 0.9)])
    labels = np.concatenate([np.zeros(40), np.tile([0, 1], 10), np.ones(40)]).astype(int)
    band = choose_band(given_out, labels, 0.5)
    assert band is not None
    assert ((given_out > band.low) & (given_out < band.high)).tolist() == [False] * 40 + [True] * 20 + [
        False
    ] * 40
    assert choose_band(np.full(100, 0.5), labels, 0.5) is None


@given(seed=st.integers(0, 200), rows=st.integers(2, 300), levels=st.integers(1, 300))
@settings(max_examples=60, deadline=None)
def test_a_band_withholds_three_of_ten_at_most_and_costs_less(seed: int, rows: int, levels: int) -> None:
    chance = np.random.default_rng(seed)
    given_out = chance.integers(0, levels, rows) / levels
    labels = np.concatenate([[0, 1], chance.integers(0, 2, rows - 2)])
    threshold = choose_threshold(given_out, labels)
    band = choose_band(given_out, labels, threshold)
    if band is not None:
        silent = (given_out > band.low) & (given_out < band.high)
        wrong = (given_out >= threshold) != (labels == 1)
        assert 0 < silent.mean() <= 0.3
        assert (wrong & ~silent).mean() + 0.25 * silent.mean() < wrong.mean()


def test_the_threshold_has_the_best_f1() -> None:
    given_out, labels = np.array([0.1, 0.2, 0.3, 0.4]), np.array([0, 0, 1, 1])
    assert choose_threshold(given_out, labels) == pytest.approx(0.25)  # half-way: the next rows are others
    assert choose_threshold(given_out, np.ones(4, dtype=int)) == 0.1


def test_a_report_tells_a_model_that_knows_from_one_that_does_not() -> None:
    labels, names, people = LABELS[:400], ["a", "b"] * 200, [f"p{number}" for number in range(400)]
    knowing = make_report(Outcome(1 / (1 + np.exp(-TRUE[:400])), labels, 0.5, 0.0, names, names, people), 1)
    guessing = make_report(Outcome(GENERATOR.random(400), labels, 0.5, 0.0, names, names, people), 1)
    auc = knowing.figures["ROC-AUC"]
    assert auc.low < auc.value < auc.high and 0.65 < auc.value < 0.85
    assert guessing.figures["ROC-AUC"].low < 0.5 < guessing.figures["ROC-AUC"].high
    assert set(knowing.by_client) == {"a", "b"} and knowing.by_client["a"].roc_auc is not None
    assert knowing.figures["ECE"].value < guessing.figures["ECE"].value


def test_the_same_people_again_make_no_interval_narrower() -> None:
    given_out, people = 1 / (1 + np.exp(-TRUE[:100])), [f"p{number}" for number in range(100)]
    once = make_report(Outcome(given_out, LABELS[:100], 0.5, 0.0, people, people, people), 1)
    said, true = np.tile(given_out, 5), np.tile(LABELS[:100], 5)
    again = make_report(Outcome(said, true, 0.5, 0.0, people * 5, people * 5, people * 5), 1)
    widths = [one.figures["ROC-AUC"].high - one.figures["ROC-AUC"].low for one in (once, again)]
    assert widths[1] == pytest.approx(widths[0], rel=0.2)


def test_a_card_says_what_the_figure_means_and_names_break_no_table(tmp_path: Path) -> None:
    people = [f"p{number}" for number in range(100)]
    names = ["Ромашка | <b>лучшая</b>\n## x"] * 100
    report = make_report(Outcome(GENERATOR.random(100), LABELS[:100], 0.5, 0.0, names, names, people), 1)
    facts = dict.fromkeys(("rows", "people", "clients", "data", "data_hash", "command", "learned_with"), "-")
    split = Split([0], [1], list(range(100)), 0, "person and client")
    write_card(tmp_path, DESCRIPTION, split, report, facts | {"threshold": 0.5})
    card = (tmp_path / "MODEL_CARD.md").read_text()
    assert "never rejection" in card and "no ground to reject" in card
    assert "| Ромашка \\| \\<b\\>лучшая\\</b\\> ## x | 100 |" in card


def test_a_figure_that_is_no_better_than_a_coin_is_called_so() -> None:
    assert "nothing shows" in explain(Interval(0.55, 0.48, 0.62))
    assert "nothing shows" not in explain(Interval(0.61, 0.57, 0.65))
    assert "first 61% of the time; a coin does 50%" in explain(Interval(0.61, 0.57, 0.65))


def test_a_card_names_no_folder_of_this_machine() -> None:
    assert (
        write_command(["--data", "/home/me/my rows.jsonl", "--rank", "8"])
        == "--data 'my rows.jsonl' --rank 8"
    )


@pytest.mark.skipif(importlib.util.find_spec("torch") is not None, reason="torch is installed here")
def test_without_torch_it_says_which_environment_to_make(tmp_path: Path) -> None:
    arguments = ["--backbone", "rubert-tiny2", "--data", "rows.jsonl", "--out", str(tmp_path / "out")]
    with pytest.raises(SystemExit, match=r"torch is not installed here\. .*requirements\.txt"):
        main(arguments)
    assert not (tmp_path / "out").exists()
