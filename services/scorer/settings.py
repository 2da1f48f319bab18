"""The scorer's own settings."""

from pydantic_settings import BaseSettings, SettingsConfigDict


class ScorerSettings(BaseSettings):
    """Which engine scores; one of `services.scorer.score.ENGINES`."""

    model_config = SettingsConfigDict(env_prefix="ATTESTA_SCORER_", frozen=True, extra="ignore")

    engine: str = "builtin"
