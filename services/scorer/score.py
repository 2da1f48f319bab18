"""Which engines there are. To add one, add a line to `ENGINES`."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from services.scorer.engines import Engine
from services.scorer.engines.bert import load_bert
from services.scorer.engines.builtin import load_builtin
from services.scorer.engines.vllm import load_vllm

ENGINES: Mapping[str, Callable[[], Engine]] = MappingProxyType(
    {
        "builtin": load_builtin,
        "bert": lambda: load_bert(load_builtin()),
        "vllm": lambda: load_vllm(load_builtin()),
    }
)


def load_engine(name: str) -> Engine:
    """Load an engine; done once per worker process.

    Raises:
        KeyError: for a name that is not in `ENGINES`: a setting that is wrong.
    """
    return ENGINES[name]()
