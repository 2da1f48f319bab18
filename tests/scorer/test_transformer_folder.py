"""What a training of language models is told, and the folder that it writes to."""

import argparse
from pathlib import Path

import pytest

from services.scorer.training.transformer.folder import CHECKPOINTS, find_last_checkpoint, open_folder
from services.scorer.training.transformer.options import read_options
from services.scorer.training.transformer.refusal import TrainingRefusedError


def read(tmp_path: Path, *said: str) -> argparse.Namespace:
    data = tmp_path / "rows.jsonl"
    if not data.exists():
        data.write_text("{}")
    return read_options(["--backbone", "any", "--data", str(data), "--out", str(tmp_path / "out"), *said])


@pytest.mark.parametrize(
    "said",
    [
        ("--alpha", "5"), ("--gamma", "-1"), ("--dropout", "2"), ("--rank", "0"), ("--rank", "1.5"),
        ("--epochs", "0"), ("--epochs", "inf"), ("--head-rate", "nan"), ("--backbone-rate", "-1"),
        ("--batch", "0"), ("--accumulate", "x"), ("--patience", "0"), ("--seed", "-1"),
        ("--model", "мой"), ("--version", "1 beta"),
    ],
)  # fmt: skip
def test_a_number_that_makes_no_sense_is_refused_before_anything_is_trained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], said: tuple[str, str]
) -> None:
    with pytest.raises(SystemExit):
        read(tmp_path, *said)
    assert f"error: argument {said[0]}: '{said[1]}' " in capsys.readouterr().err


def test_a_rate_of_nothing_is_one_that_was_said(tmp_path: Path) -> None:
    assert read(tmp_path, "--backbone-rate", "0").backbone_rate == 0
    assert read(tmp_path).backbone_rate is None


def begin(folder: Path, *steps: int) -> None:
    for step in steps:
        (folder / CHECKPOINTS / f"checkpoint-{step}").mkdir(parents=True)
        (folder / CHECKPOINTS / f"checkpoint-{step}" / "trainer_state.json").write_text("{}")


def test_a_checkpoint_that_was_cut_off_is_not_gone_on_from(tmp_path: Path) -> None:
    begin(tmp_path, 9, 10)
    (tmp_path / CHECKPOINTS / "checkpoint-11").mkdir()
    found = find_last_checkpoint(tmp_path / CHECKPOINTS)
    assert found is not None and found.name == "checkpoint-10"
    assert find_last_checkpoint(tmp_path / "none") is None


def test_a_training_goes_on_only_as_it_began(tmp_path: Path) -> None:
    open_folder(read(tmp_path, "--resume"))  # nothing to go on from: it begins
    open_folder(read(tmp_path, "--rank", "8"))
    begin(tmp_path / "out", 1)
    with pytest.raises(TrainingRefusedError, match="has not ended: say --resume"):
        open_folder(read(tmp_path, "--rank", "8"))
    open_folder(read(tmp_path, "--rank", "8", "--resume", "--epochs", "9"))
    (tmp_path / "rows.jsonl").write_text("{} ")
    with pytest.raises(TrainingRefusedError, match="said otherwise: data, head, seed"):
        open_folder(read(tmp_path, "--rank", "8", "--resume", "--seed", "8", "--head", "linear"))


def test_a_finished_checkpoint_is_not_written_over(tmp_path: Path) -> None:
    open_folder(read(tmp_path))
    (tmp_path / "out" / "head.json").write_text("{}")
    for said in ((), ("--resume",)):
        with pytest.raises(TrainingRefusedError, match="holds a finished checkpoint: name another folder"):
            open_folder(read(tmp_path, *said))


def test_a_folder_that_cannot_be_written_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(TrainingRefusedError, match="out can't be written: Not a directory"):
        open_folder(read(tmp_path))
