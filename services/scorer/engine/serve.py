"""Starts vLLM for a folder of checkpoints."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from services.scorer.checkpoint.description import LOCAL, Base, CheckpointRefusedError, hash_base
from services.scorer.engine.collection import Served, list_served

RANKS = (8, 16, 32, 64, 128, 256, 320, 512)
"""Those that vLLM can be told to make room for."""
BASE_NAME = "base"


@dataclass(frozen=True)
class ServePlan:
    """How the server runs.

    Attributes:
        base: hub id or folder of the base model, None for that of the checkpoints.
        in_4bit: hold its weights in NF4: less memory, not faster.
        dtype: bfloat16; float32 for comparisons. Gemma-2 overflows in float16.
        spare: adapters that may be loaded later beside those of the folder.
        further: arguments for vLLM, such as --tensor-parallel-size.
    """

    artefacts: Path
    base: str | None
    in_4bit: bool
    dtype: str
    host: str
    port: int
    spare: int
    further: Sequence[str]


def make_command(plan: ServePlan) -> list[str]:
    """The command that starts vLLM.

    Raises:
        CheckpointRefusedError: the checkpoints, or the base model, don't fit each other.
    """
    served = list_served(plan.artefacts)
    base = served[0].description.base
    path = plan.base or base.id
    check_base(path, base)
    revision = ["--revision", base.revision] if base.revision and not Path(path).is_dir() else []
    quantized = ["--quantization", "bitsandbytes"] if plan.in_4bit else []
    return [
        "env",
        # Adapters are switched while it runs; the port must not be open to strangers.
        "VLLM_ALLOW_RUNTIME_LORA_UPDATING=True",
        sys.executable, "-m", "vllm.entrypoints.openai.api_server",
        "--model", path, *revision, *quantized,
        "--served-model-name", BASE_NAME,
        "--dtype", plan.dtype,
        "--runner", "pooling", "--convert", "embed", "--pooler-config", json.dumps({"pooling_type": "LAST"}),
        "--max-model-len", str(max(one.description.max_length for one in served)),
        "--enable-prefix-caching",
        *_adapter_options(served, plan.spare),
        "--host", plan.host, "--port", str(plan.port),
        *plan.further,
    ]  # fmt: skip


def _adapter_options(served: Sequence[Served], spare: int) -> list[str]:
    rank = next((rank for rank in RANKS if rank >= max(one.rank for one in served)), None)
    if rank is None:
        raise CheckpointRefusedError(f"an adapter has a rank above {RANKS[-1]}, which is not served")
    room = str(len(served) + spare)
    named = [f"{one.description.adapter_name}={one.adapter.resolve()}" for one in served]
    return [
        "--enable-lora", "--max-lora-rank", str(rank), "--max-loras", room, "--max-cpu-loras", room,
        "--lora-modules", *named,
    ]  # fmt: skip


def check_base(path: str, base: Base) -> None:
    """Refuse a base model in a folder that is not the one the checkpoints were trained on.

    Raises:
        CheckpointRefusedError: its configuration is another one, or missing.
    """
    folder = Path(path)
    if not folder.is_dir():
        if path != base.id:
            raise CheckpointRefusedError(f"the checkpoints were trained on {base.id}, not on {path}")
        return
    is_local = base.revision is not None and base.revision.startswith(LOCAL)
    if is_local and (found := hash_base(folder)) != base.revision:
        raise CheckpointRefusedError(f"the checkpoints were trained on {base}; {folder.name} is at {found}")
