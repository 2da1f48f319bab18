"""The gateway's own settings."""

from pydantic import Field

from shared.settings import Settings


class GatewaySettings(Settings):
    """What the gateway needs besides the shared settings."""

    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    document_limit_mb: int = Field(10, ge=1)
    wait_limit_seconds: int = Field(60, ge=0, description="The longest `Prefer: wait` that is honoured.")
    waiters_limit: int = Field(1000, ge=0, description="So many requests may wait at once.")
    company_refresh_seconds: float = Field(60, gt=0)
    market_fewest_priced: int = Field(
        10, ge=1, description="Percentiles are told of no fewer vacancies that tell their pay."
    )
    market_cache_seconds: int = Field(
        300, ge=0, description="How long a client may keep the market's answer."
    )
    metrics_refresh_seconds: float = Field(5, gt=0, description="How old the pipeline's figures may be.")
