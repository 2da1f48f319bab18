"""What all contracts share: they are frozen and closed."""

from pydantic import BaseModel, ConfigDict


class Contract(BaseModel):
    """A value that services exchange. It can't be changed, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
