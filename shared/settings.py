"""Settings that every service shares. Only settings classes read the environment (`ATTESTA_...`)."""

from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where Postgres and Redis are, and how patient the pipeline is. All durations in seconds."""

    model_config = SettingsConfigDict(env_prefix="ATTESTA_", frozen=True, extra="ignore")

    database_url: SecretStr = Field(description="postgresql+psycopg2://user:password@host:port/name")
    redis_url: SecretStr = Field(description="redis://:password@host:port/0")
    database_pool_size: int = Field(5, ge=1)

    lease_seconds: float = Field(15, gt=0, description="How long a claim holds without being renewed.")
    lease_renewal_seconds: float = Field(4, gt=0)
    deaths_allowed: int = Field(3, ge=1, description="Deaths of a step before it goes to the dead letters.")
    unavailable_deadline_seconds: float = Field(
        900, gt=0, description="How long a step waits for something that it needs, such as an engine."
    )
    unavailable_pause_seconds: float = Field(
        5, gt=0, description="The first pause; each next one is twice it."
    )
    unavailable_pause_limit_seconds: float = Field(60, gt=0)

    keeper_pause_seconds: float = Field(1, gt=0, description="Between two rounds of the keeper.")
    republish_after_seconds: float = Field(
        20,
        gt=0,
        description="A message that nobody took for so long is lost; twice as long each further time",
    )
    queue_high_water: int = Field(200, ge=1, description="As many messages of a lane may lie in Redis.")
    ping_seconds: float = Field(10, gt=0)
    ready_within_seconds: float = Field(
        45, gt=0, description="A step is ready if its queue was consumed within this time."
    )

    retention_days: int = Field(180, ge=1, description="An assessment and its document live so long.")

    soft_shutdown_seconds: float = Field(5, gt=0, description="A worker may finish its step for so long.")
    visibility_timeout_seconds: int = Field(
        300, gt=0, description="After which Redis hands out an unacknowledged message again."
    )

    @model_validator(mode="after")
    def _leases_outlive_renewals(self) -> Self:
        if self.lease_seconds < 2 * self.lease_renewal_seconds:
            raise ValueError("lease_seconds must be at least twice lease_renewal_seconds")
        return self
