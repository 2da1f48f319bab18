"""Problem: something that went wrong or was left out, in words fit for a person."""

from pydantic import Field

from shared.contracts.base import Contract


class Problem(Contract):
    """What went wrong or was left out."""

    # Make one with `shared.reference.problems.problem(code, ...)`, which holds the sentences.

    code: str = Field(description="Stable and machine-readable.", examples=["encrypted"])
    message: str = Field(
        description="One sentence in Russian, then the same in English, with ' / ' between them.",
        examples=["Файл защищён паролем. / The file is protected by a password."],
    )
