"""What the environment says of the language model (`ATTESTA_SALARY_LLM_...`). None by default."""

from typing import Self

from pydantic import Field, HttpUrl, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class LlmSettings(BaseSettings):
    """Which language model helps where the rules of training end, and how patiently it is asked."""

    model_config = SettingsConfigDict(env_prefix="ATTESTA_SALARY_LLM_", frozen=True, extra="ignore")

    url: HttpUrl | None = Field(
        None,
        description=(
            "Base address of an OpenAI-compatible server, such as https://api.mistral.ai/v1. Texts of "
            "vacancies, contacts masked, and names of skills are sent there."
        ),
    )
    model: str | None = Field(None, min_length=1, description="Such as mistral-small-latest.")
    key: SecretStr | None = None
    timeout_seconds: float = Field(60, gt=0, description="For one answer.")
    attempts: int = Field(3, ge=1, description="At one answer, where the server is busy or away.")
    concurrency: int = Field(4, ge=1, le=64, description="So many questions are open at once.")
    failures_allowed: int = Field(20, ge=1, description="After so many in a row nobody is asked any more.")

    @model_validator(mode="after")
    def _says_all_that_is_needed(self) -> Self:
        if self.url is not None and self.model is None:
            raise ValueError("url needs model")
        return self
