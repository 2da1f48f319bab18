"""Trained for real: a task that can be learned is learned, on people and clients that were held out."""

import json
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from services.scorer.checkpoint.adapter import inspect_adapter
from services.scorer.checkpoint.load import load_checkpoint
from tests.ml.conftest import Workshop
from tests.ml.environments import ROOT, TRAIN_PYTHON, make_environment, run_training
from tests.ml.make_rows import write_rows

pytestmark = [pytest.mark.ml, pytest.mark.timeout(1500)]

EACH = pytest.mark.parametrize("name", ["fp32/first", "fp32/second", "4bit/qlora", "bert"])


@EACH
def test_held_out_people_and_clients_are_told_apart(workshop: Workshop, name: str) -> None:
    report = json.loads((workshop.root / name / "report.json").read_text())
    assert 0.35 < report["confirmed"] / report["rows"] < 0.65
    assert report["rows"] >= 60
    assert report["figures"]["ROC-AUC"]["value"] >= 0.95
    assert report["figures"]["ROC-AUC"]["low"] <= report["figures"]["ROC-AUC"]["value"]
    assert len(report["by_client"]) >= 2
    assert set(report["by_grade"]) == {"junior", "middle", "senior"}


@EACH
def test_a_checkpoint_is_whole(workshop: Workshop, name: str) -> None:
    folder = workshop.root / name
    description = workshop.checkpoint(name).description
    assert "split by person and client" in (folder / "MODEL_CARD.md").read_text()
    assert (folder / "reliability.png").read_bytes().startswith(b"\x89PNG")
    assert list((folder / "checkpoints").glob("runs/*/events.*"))
    assert not list((folder / "checkpoints").glob("checkpoint-*"))
    assert description.base.revision is not None
    assert str(workshop.root) not in (folder / "head.json").read_text()


def test_an_adapter_is_a_bare_lora_on_all_seven_modules(workshop: Workshop) -> None:
    facts = inspect_adapter(workshop.root / "4bit/qlora/adapter")
    assert (facts.head_kind, facts.task, facts.rank, facts.layers) == (None, None, 8, 4)
    assert facts.modules == {
        "q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"
    }  # fmt: skip


def test_a_training_that_was_killed_goes_on(workshop: Workshop, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = [
        "services.scorer.training.transformer", "--backbone", workshop.root / "tiny-bert",
        "--data", workshop.root / "rows.jsonl", "--out", out, "--epochs", 3, "--batch", 16,
    ]  # fmt: skip
    with (tmp_path / "first.log").open("w") as log:
        process = subprocess.Popen(
            [str(TRAIN_PYTHON), "-m", *map(str, arguments)],
            cwd=ROOT, env=make_environment(1), stdout=log, stderr=log,
        )  # fmt: skip
        until = time.monotonic() + 240
        while not (found := list(out.glob("checkpoints/*/trainer_state.json"))) and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert found
    assert not (out / "head.json").exists()
    log_again = tmp_path / "second.log"
    run_training([*arguments, "--resume"], log_again)
    assert (out / "head.json").exists()
    assert "'epoch': '1'" not in log_again.read_text()


def test_an_encoder_is_trained_by_several_processes_and_written_once(
    workshop: Workshop, tmp_path: Path
) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", 120)
    log, out = tmp_path / "log", tmp_path / "out"
    said = ("--backbone", workshop.root / "tiny-bert", "--data", rows, "--out", out, "--epochs", 1)
    several = ("torch.distributed.run", "--nproc-per-node=2", "-m", "services.scorer.training.transformer")
    run_training([*several, *said], log)
    assert log.read_text().count('"ROC-AUC"') == 1
    assert load_checkpoint(out, "encoder").description.base.id == "tiny-bert"


def refuse(arguments: Sequence[object]) -> str:
    """What a training says that is refused."""
    command = [str(TRAIN_PYTHON), "-m", "services.scorer.training.transformer", *map(str, arguments)]
    ended = subprocess.run(
        command, cwd=ROOT, env=make_environment(1), capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    return ended.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("backbone", "said", "sentence"),
    [
        ("nobody/none", (), "nobody/none is no folder here, and the hub did not give it"),
        ("bare", (), "the model brings no tokenizer, or one that knows neither Russian nor English."),
        ("empty", (), "empty can't be loaded"),
        ("tiny-gemma", ("--pooling", "cls"), "so say last or mean."),
    ],
)
def test_what_cannot_be_trained_is_refused_with_a_sentence(
    workshop: Workshop, tmp_path: Path, backbone: str, said: tuple[object, ...], sentence: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bare").mkdir()
    for name in ("config.json", "model.safetensors"):
        (tmp_path / "bare" / name).write_bytes((workshop.root / "tiny-bert" / name).read_bytes())
    places = (tmp_path / backbone, workshop.root / backbone)
    path = next((one for one in places if one.is_dir()), backbone)
    rows = workshop.root / "rows.jsonl"
    assert sentence in refuse(["--backbone", path, "--data", rows, "--out", tmp_path / "out", *said])


def test_rows_that_cannot_be_split_are_refused_with_a_sentence(workshop: Workshop, tmp_path: Path) -> None:
    few = tmp_path / "few.jsonl"
    few.write_text("\n".join((workshop.root / "rows.jsonl").read_text().splitlines()[:3]))
    said = ("--backbone", workshop.root / "tiny-bert", "--data", few, "--out", tmp_path / "out")
    assert refuse(said).endswith("give more rows, or rows of more clients.")
