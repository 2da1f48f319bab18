"""A running server: adapters are switched and rolled back, and a death in the middle loses nothing."""

import json
import shutil
import time
from contextlib import closing
from pathlib import Path

import pytest

from services.scorer.checkpoint.load import load_checkpoint
from services.scorer.engine.__main__ import main as engine_command
from services.scorer.engine.collection import point_current
from services.scorer.engines.builtin import load_builtin
from services.scorer.engines.vllm import VllmSettings, load_vllm
from shared.contracts.resume import Resume
from shared.contracts.target import Target
from shared.errors import Unavailable
from tests.faults.system import RESUME, running_system
from tests.ml.conftest import Workshop
from tests.ml.environments import Engine, running_engine
from tests.ml.resumes import make_pairs

pytestmark = [pytest.mark.ml, pytest.mark.timeout(1500)]


@pytest.fixture
def artefacts(workshop: Workshop, tmp_path: Path) -> Path:
    folder = tmp_path / "artefacts"
    shutil.copytree(workshop.root / "fp32/first", folder / "first")
    point_current(folder, "first")
    return folder


def test_an_adapter_is_switched_and_rolled_back_while_it_runs(
    *, workshop: Workshop, engine: Engine, artefacts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = VllmSettings.model_validate({"checkpoint": artefacts / "current", "engine_url": engine.url})
    pair = make_pairs()[0]
    later = artefacts / "later"
    shutil.copytree(workshop.root / "fp32/second", later)
    head = json.loads((later / "head.json").read_text())
    (later / "head.json").write_text(json.dumps(head | {"version": "2"}))
    options = ["--artefacts", str(artefacts), "--url", engine.url]
    with closing(load_vllm(load_builtin(), settings)) as scorer:
        before = scorer.score_resume(*pair)
        engine_command(["switch", "later", *options])
        after = scorer.score_resume(*pair)
        engine_command(["rollback", *options])
        assert scorer.score_resume(*pair) == before
    assert "current: later, previous: first" in capsys.readouterr().out
    assert (before.engine, before.model, before.version) == ("vllm", "first", "1")
    assert (after.engine, after.model, after.version) == ("vllm", "second", "2")


def test_an_adapter_that_is_not_loaded_is_waited_for(engine: Engine, artefacts: Path) -> None:
    head = artefacts / "first" / "head.json"
    head.write_text(json.dumps(json.loads(head.read_text()) | {"version": "unheard-of"}))
    settings = VllmSettings.model_validate({"checkpoint": artefacts / "current", "engine_url": engine.url})
    with (
        closing(load_vllm(load_builtin(), settings)) as scorer,
        pytest.raises(Unavailable, match="first@unheard-of"),
    ):
        scorer.score_resume(*make_pairs()[0])


def test_what_is_not_on_the_server_does_not_become_current(
    engine: Engine, artefacts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--artefacts", str(artefacts), "--url", engine.url]
    shutil.copytree(artefacts / "first", artefacts / "moved")
    head = artefacts / "moved" / "head.json"
    head.write_text(json.dumps(json.loads(head.read_text()) | {"version": "3"}))
    with pytest.raises(SystemExit, match=r"does not load first@3: it answers 4\d\d"):
        engine_command(["switch", "moved", *options, "--seen-at", "/nowhere"])
    assert (artefacts / "current").readlink().name == "first"
    assert capsys.readouterr().out == ""


def test_a_server_that_dies_in_the_middle_loses_nothing(
    workshop: Workshop, artefacts: Path, tmp_path: Path
) -> None:
    environment = {
        "ATTESTA_SCORER_ENGINE": "vllm",
        "ATTESTA_SCORER_CHECKPOINT": str(artefacts / "current"),
        "ATTESTA_SCORER_ENGINE_DEADLINE_SECONDS": "3",
        "ATTESTA_UNAVAILABLE_PAUSE_LIMIT_SECONDS": "2",
    }
    log = workshop.root / "engine-killed.log"
    with running_engine(artefacts, workshop.base, "--dtype", "float32", log=log) as engine:
        environment["ATTESTA_SCORER_ENGINE_URL"] = engine.url
        with running_system(tmp_path / "home", environment=environment) as system:
            (first,) = system.post(1)
            expected = system.await_done(first)["expertise"]
            ids = system.post(15)
            engine.kill()
            ids += system.post(15)
            time.sleep(3)
            engine.start()
            found = [system.await_done(one)["expertise"] for one in ids]
    assert found == [expected] * 30
    assert (expected["engine"], expected["model"]) == ("vllm", "first")
    checkpoint = load_checkpoint(artefacts / "current", "adapter")
    resume = Resume.model_validate(RESUME | {"source": {"kind": "json"}})
    tokens = checkpoint.encode(resume, Target.model_validate({"grade": "middle"}))
    (logits,) = workshop.refer("fp32/first", [tokens])
    calibration = checkpoint.description.calibration.model_dump()
    scaled = (logits[1] - logits[0]) / calibration["temperature"] + calibration["bias"]
    assert expected["confirmed_probability"] == pytest.approx(1 / (1 + 2.718281828459045**-scaled), abs=1e-4)
