"""Starting the engine server and switching its adapters: what is said to vLLM, and what is refused."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.scorer.checkpoint.description import CheckpointRefusedError, hash_base
from services.scorer.engine.__main__ import main
from services.scorer.engine.collection import point_current
from services.scorer.engine.serve import ServePlan, make_command
from tests.scorer.checkpoints_made import change_description, make_adapter, make_checkpoint
from tests.scorer.engine_pretender import Pretender, pretending


@pytest.fixture
def artefacts(tmp_path: Path) -> Path:
    folder = tmp_path / "artefacts"
    make_checkpoint(folder / "october")
    make_checkpoint(folder / "november", version="2", max_length=512)
    point_current(folder, "october")
    return folder


@pytest.fixture
def pretender() -> Iterator[Pretender]:
    with pretending() as pretender:
        yield pretender


def plan(artefacts: Path, base: str | None = None, in_4bit: bool = False) -> ServePlan:
    return ServePlan(artefacts, base, in_4bit, "bfloat16", "127.0.0.1", 8100, 2, ["--api-key", "x"])


def options_of(command: list[str], name: str) -> list[str]:
    """What stands after an option, up to the next one."""
    after = command[command.index(name) + 1 :]
    return after[: next((place for place, one in enumerate(after) if one.startswith("--")), len(after))]


def test_vllm_is_told_everything(artefacts: Path) -> None:
    command = make_command(plan(artefacts, in_4bit=True))
    assert options_of(command, "--model") == ["example/base"]
    assert options_of(command, "--revision") == ["abc"]
    assert options_of(command, "--quantization") == ["bitsandbytes"]
    assert options_of(command, "--max-model-len") == ["512"]
    assert options_of(command, "--max-lora-rank") == ["8"]
    assert options_of(command, "--max-loras") == ["4"]
    assert options_of(command, "--lora-modules") == [
        f"made-up@2={artefacts}/november/adapter", f"made-up@1={artefacts}/october/adapter"
    ]  # fmt: skip
    assert "--quantization" not in make_command(plan(artefacts))
    assert command[-2:] == ["--api-key", "x"]


def test_a_base_in_a_folder_must_be_the_one_of_the_training(artefacts: Path, tmp_path: Path) -> None:
    base = tmp_path / "base"
    base.mkdir()
    (base / "config.json").write_text("{}")
    for name in ("october", "november"):
        revision = hash_base(base)
        make_adapter(artefacts / name / "adapter", revision=revision)
        change_description(artefacts / name, base={"id": "example/base", "revision": revision}, files={})
    assert options_of(make_command(plan(artefacts, str(base))), "--model") == [str(base)]
    (base / "config.json").write_text('{"changed": true}')
    with pytest.raises(CheckpointRefusedError, match="were trained on example/base at local-"):
        make_command(plan(artefacts, str(base)))


def test_what_does_not_fit_is_not_served(artefacts: Path, tmp_path: Path) -> None:
    with pytest.raises(CheckpointRefusedError, match="were trained on example/base, not on other/base"):
        make_command(plan(artefacts, "other/base"))
    make_adapter(artefacts / "october" / "adapter", revision="xyz")
    change_description(artefacts / "october", base={"id": "example/base", "revision": "xyz"}, files={})
    with pytest.raises(
        CheckpointRefusedError, match="several base models: example/base at abc, example/base at"
    ):
        make_command(plan(artefacts))
    (tmp_path / "empty").mkdir()
    with pytest.raises(CheckpointRefusedError, match="holds no checkpoint"):
        make_command(plan(tmp_path / "empty"))


def test_two_checkpoints_of_one_name_are_not_served(artefacts: Path) -> None:
    shutil.copytree(artefacts / "october", artefacts / "copy")
    with pytest.raises(CheckpointRefusedError, match="same model and version"):
        make_command(plan(artefacts))


def test_a_switch_loads_into_every_server_and_then_moves_the_link(
    artefacts: Path, pretender: Pretender, capsys: pytest.CaptureFixture[str]
) -> None:
    with pretending() as second:
        options = ["--artefacts", str(artefacts), "--url", pretender.url, "--url", second.url]
        main(["switch", "november", *options])
        main(["switch", "november", *options])
        assert pretender.loaded == second.loaded == ["base", "made-up@2"]
        main(["rollback", *options])
    assert capsys.readouterr().out.splitlines() == [
        "current: november, previous: october",
        "current: november, previous: october",
        "current: october, previous: november",
    ]
    assert (artefacts / "current" / "head.json").is_file()


def test_a_server_that_is_away_stops_the_switch(artefacts: Path, pretender: Pretender) -> None:
    with pretending() as gone:
        url = gone.url
    with pytest.raises(SystemExit, match=r"does not answer \(ConnectError\)\."):
        main(["switch", "november", "--artefacts", str(artefacts), "--url", pretender.url, "--url", url])
    assert (artefacts / "current").readlink().name == "october"


def test_there_is_nothing_to_roll_back_to(artefacts: Path, pretender: Pretender) -> None:
    with pytest.raises(SystemExit, match="nothing was switched yet"):
        main(["rollback", "--artefacts", str(artefacts), "--url", pretender.url])


def test_a_checkpoint_that_does_not_fit_is_not_switched_to(artefacts: Path, pretender: Pretender) -> None:
    with pytest.raises(SystemExit, match=r"december holds no head\.json"):
        main(["switch", "december", "--artefacts", str(artefacts), "--url", pretender.url])
    assert pretender.loaded == ["base"]


def test_a_check_tells_what_is_wrong(
    artefacts: Path, pretender: Pretender, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["check", "--artefacts", str(artefacts), "--url", pretender.url]
    with pytest.raises(SystemExit, match="does not serve made-up@1: switch to it again"):
        main(options)
    main(["switch", "october", *options[1:]])
    main(options)
    assert capsys.readouterr().out.splitlines()[-1] == "current: october, previous: none"
    pretender.health = 503
    with pytest.raises(SystemExit, match="is not healthy"):
        main(options)
