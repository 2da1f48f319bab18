"""The engine `vllm`: a LoRA on a large model that a vLLM server runs, the head here."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from weakref import finalize

from pydantic import Field, HttpUrl, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.scorer.checkpoint.load import load_checkpoint
from services.scorer.engines import Engine, Pair
from services.scorer.engines.http import EngineServer, Patience
from services.scorer.engines.transformer import TransformerEngine
from shared.contracts.expertise import Expertise
from shared.contracts.resume import Resume
from shared.contracts.target import Target

NAME = "vllm"


class VllmSettings(BaseSettings):
    """Where the engine server is and which checkpoint is asked of it. All durations in seconds."""

    model_config = SettingsConfigDict(
        env_prefix="ATTESTA_SCORER_", frozen=True, extra="ignore", env_ignore_empty=True
    )

    checkpoint: Path = Field(description="Folder that training has written; `current` of a folder of them.")
    engine_url: HttpUrl = Field(HttpUrl("http://127.0.0.1:8100"), description="The engine server.")
    engine_key: SecretStr | None = Field(None, description="Its API key.")
    engine_in_flight: int = Field(32, ge=1, description="Requests at a time of one worker process.")
    engine_request_seconds: float = Field(20, gt=0, description="For one answer.")
    engine_deadline_seconds: float = Field(35, gt=0, description="Then nothing is tried again.")


class VllmEngine:
    """Scores with the checkpoint that the setting points to, and follows when it points to another one.

    Safe to use from many threads: their requests are under way together.

    Args:
        settings: where everything is.
        grading: the engine that says the grade.

    Raises:
        CheckpointRefusedError: the checkpoint does not fit.
    """

    def __init__(self, settings: VllmSettings, grading: Engine) -> None:
        self._settings = settings
        self._grading = grading
        self._switching = Lock()
        self._folder = settings.checkpoint.resolve()
        self._engine = _make_engine(self._folder, settings, grading)

    def close(self) -> None:
        """Forget the server; its connections are given back with the last answer that is under way."""
        del self._engine

    def score_resume(self, resume: Resume, target: Target) -> Expertise:
        """Estimate the grade and how likely it is that an interview confirms the claimed one."""
        return self.score_batch([(resume, target)])[0]

    def score_batch(self, pairs: Sequence[Pair]) -> list[Expertise]:
        """Score many at once, in their order: their requests are under way together."""
        return self._follow().score_batch(pairs)

    def _follow(self) -> TransformerEngine:
        """A switch of adapters moves a link: head and adapter change together, without a restart."""
        with self._switching:
            folder = self._settings.checkpoint.resolve()
            if folder != self._folder:
                self._engine = _make_engine(folder, self._settings, self._grading)
                self._folder = folder
            return self._engine


def _make_engine(folder: Path, settings: VllmSettings, grading: Engine) -> TransformerEngine:
    checkpoint = load_checkpoint(folder, "adapter")
    patience = Patience(
        settings.engine_in_flight, settings.engine_request_seconds, settings.engine_deadline_seconds
    )
    server = EngineServer(
        url=str(settings.engine_url),
        key=settings.engine_key.get_secret_value() if settings.engine_key else None,
        adapter=checkpoint.description.adapter_name,
        hidden_size=checkpoint.description.hidden_size,
        patience=patience,
    )
    engine = TransformerEngine(NAME, checkpoint, server, grading)
    finalize(engine, server.close)  # not sooner: other threads may still be asking
    return engine


def load_vllm(grading: Engine, settings: VllmSettings | None = None) -> VllmEngine:
    """Load the engine; the server need not be up yet.

    Args:
        grading: the engine that says the grade.
        settings: default: those of the environment.

    Raises:
        CheckpointRefusedError: the checkpoint does not fit.
    """
    return VllmEngine(settings or VllmSettings(), grading)
