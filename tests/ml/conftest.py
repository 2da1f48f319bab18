"""Models that are trained for real, once for all tests of this folder."""

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from services.scorer.checkpoint.load import Checkpoint, load_checkpoint
from services.scorer.engines.http import EngineServer, Patience
from tests.ml.environments import Engine, require_environments, run_training, running_engine
from tests.ml.make_rows import write_rows

PATIENCE = Patience(in_flight=64, request_seconds=30, deadline_seconds=60)
_RATES = ("--head-rate", 3e-3, "--backbone-rate", 3e-3, "--batch", 16, "--accumulate", 1, "--dropout", 0)
_LENGTH = ("--epochs", 10, "--patience", 3, "--version", 1)
_TRAININGS: dict[str, tuple[object, ...]] = {
    "fp32/first": ("--backbone", "tiny-gemma", "--rank", 8, "--model", "first"),
    "fp32/second": (
        "--backbone", "tiny-gemma", "--rank", 4, "--model", "second", "--head", "linear", "--seed", 3,
        "--loss", "weighted", "--calibration", "isotonic",
    ),
    "4bit/qlora": ("--backbone", "tiny-gemma", "--rank", 8, "--model", "qlora", "--load-4bit", "--epochs", 6),
    "bert": ("--backbone", "tiny-bert", "--pooling", "mean", "--model", "encoder"),
}  # fmt: skip

Logits = npt.NDArray[np.float64]


def pytest_configure() -> None:
    """The log shows figures; a line for each of a thousand requests would hide them."""
    logging.getLogger("httpx").setLevel(logging.WARNING)


@dataclass(frozen=True)
class Workshop:
    """Folders of models, rows and checkpoints."""

    root: Path

    @property
    def base(self) -> Path:
        """The tiny Gemma-2."""
        return self.root / "tiny-gemma"

    def checkpoint(self, name: str) -> Checkpoint:
        """A trained checkpoint, loaded as a worker loads it."""
        return load_checkpoint(self.root / name, "encoder" if name == "bert" else "adapter")

    def refer(self, name: str, tokens: Sequence[Sequence[int]], *options: str) -> Logits:
        """What transformers + peft say, shape (texts, 2)."""
        asked, answer = self.root / "tokens.json", self.root / "logits.json"
        asked.write_text(json.dumps(tokens))
        places = (self.base, self.root / name, asked, answer)
        run_training(["tests.ml.reference", *places, *options], self.root / "reference.log")
        return np.array(json.loads(answer.read_text()))


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    require_environments()
    root = tmp_path_factory.mktemp("workshop")
    run_training(["tests.ml.make_models", root], root / "models.log")
    rows = write_rows(root / "rows.jsonl", 600)
    places = {"tiny-gemma": root / "tiny-gemma", "tiny-bert": root / "tiny-bert"}

    def train(name: str) -> None:
        own = [places.get(str(one), one) for one in _TRAININGS[name]]
        arguments = ["--data", rows, "--out", root / name, *_RATES, *_LENGTH, *own]
        (root / name).mkdir(parents=True)
        run_training(["services.scorer.training.transformer", *arguments], root / name / "train.log")

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(train, _TRAININGS))
    return Workshop(root)


@pytest.fixture(scope="session")
def engine(workshop: Workshop) -> Iterator[Engine]:
    """In single precision, with both adapters."""
    log = workshop.root / "engine.log"
    with running_engine(workshop.root / "fp32", workshop.base, "--dtype", "float32", log=log) as engine:
        yield engine


Ask = Callable[[str, Checkpoint, str, Sequence[Sequence[int]]], Logits]


@pytest.fixture(scope="session")
def ask() -> Ask:
    """Logits through an engine server: the states of an adapter, the head of a checkpoint."""

    def ask(url: str, checkpoint: Checkpoint, adapter: str, tokens: Sequence[Sequence[int]]) -> Logits:
        size = checkpoint.description.hidden_size
        with closing(EngineServer(url, None, adapter, size, PATIENCE)) as server:
            return np.stack([checkpoint.head.logits(state) for state in server.pool_states(tokens)])

    return ask
