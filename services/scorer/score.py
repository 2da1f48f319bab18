"""Which engines there are. To add one, add a line to `ENGINES`."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from services.scorer.engines import Engine
from services.scorer.engines.builtin import load_builtin


def _load_bert() -> Engine:
    from services.scorer.engines.bert import load_bert  # noqa: PLC0415 - see below

    return load_bert(load_builtin())


def _load_vllm() -> Engine:
    # The HTTP client and the tokenizer cost a worker that runs another engine memory and time to start.
    from services.scorer.engines.vllm import load_vllm  # noqa: PLC0415

    return load_vllm(load_builtin())


ENGINES: Mapping[str, Callable[[], Engine]] = MappingProxyType(
    {"builtin": load_builtin, "bert": _load_bert, "vllm": _load_vllm}
)


def load_engine(name: str) -> Engine:
    """Load an engine; done once per worker process.

    Raises:
        KeyError: for a name that is not in `ENGINES`: a setting that is wrong.
    """
    return ENGINES[name]()
