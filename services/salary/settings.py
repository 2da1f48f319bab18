"""The salary service's own settings."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.salary.artefact import MODEL_FOLDER


class SalarySettings(BaseSettings):
    """Which model estimates pay."""

    model_config = SettingsConfigDict(
        env_prefix="ATTESTA_SALARY_", frozen=True, extra="ignore", env_ignore_empty=True
    )

    artefact: Path = Field(MODEL_FOLDER, description="Folder that training has written.")
