"""A model with code of its own: its states depend on the length of the texts in a way that a trace fixes."""

from typing import Any

from transformers import BertModel


class OwnModel(BertModel):  # type: ignore[misc]
    """A BERT whose states are the larger, the longer the texts are."""

    def forward(self, *args: Any, **options: Any) -> Any:
        """States as those of BERT, times a number that tracing takes for a constant."""
        found = super().forward(*args, **options)
        found.last_hidden_state = found.last_hidden_state * (1 + int(options["input_ids"].shape[1]) / 100)
        return found
