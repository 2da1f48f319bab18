"""What Gemma-2-9B costs: a QLoRA step, and scoring in 4 bits against a merged copy in bfloat16.

.venv-ml/train/bin/python -m benchmarks.gemma                              # on a GPU, some minutes
.venv-ml/train/bin/python -m benchmarks.gemma --shape tiny --tokens 128    # anywhere: shows that it works

The weights are random, which costs as much time and memory as the real ones. All figures are of one run.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

import torch
from bitsandbytes.nn import Linear4bit, Params4bit
from peft import LoraConfig, get_peft_model, prepare_model_for_kbit_training
from peft.tuners.lora import LoraLayer
from torch import nn
from transformers import Gemma2Config, Gemma2Model

_MODULES = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
_SHAPES = MappingProxyType(
    {
        "9b": Gemma2Config(
            vocab_size=256_000, hidden_size=3584, intermediate_size=14_336, num_hidden_layers=42,
            num_attention_heads=16, num_key_value_heads=8, head_dim=256, query_pre_attn_scalar=256,
        ),
        "tiny": Gemma2Config(
            vocab_size=1024, hidden_size=128, intermediate_size=256, num_hidden_layers=4,
            num_attention_heads=4, num_key_value_heads=2, head_dim=32, query_pre_attn_scalar=32,
        ),
    }
)  # fmt: skip
_ROUNDS = 5
_WARM_UP = 2
_RATE = 2e-4


def main() -> None:
    """Measure one after another and print a line for each."""
    options = _parse_arguments()
    torch.manual_seed(0)
    device, dtype = torch.device(options.device), torch.bfloat16
    config = _SHAPES[options.shape]
    print(f"{_name_device(device)}, torch {torch.__version__}, {options.batch} x {options.tokens} tokens")
    model = quantise(make_model(config, device, dtype), device)
    _show("weights in NF4", device, torch.cuda.memory_allocated)
    tokens = torch.randint(0, config.vocab_size, (options.batch, options.tokens), device=device)
    adapted = adapt(model, options.rank)
    seconds = time_training(adapted, tokens)
    _show("a QLoRA step", device, torch.cuda.max_memory_allocated, options.batch / seconds)
    adapted.eval().gradient_checkpointing_disable()
    states, seconds = time_scoring(adapted, tokens)
    _show("scoring in NF4 with a LoRA", device, torch.cuda.max_memory_allocated, options.batch / seconds)
    merge(adapted, device, dtype)
    merged, seconds = time_scoring(adapted, tokens)
    _show("merged, in bfloat16", device, torch.cuda.max_memory_allocated, options.batch / seconds)
    apart = (states - merged).abs().max().item()
    print(f"the last hidden states differ by {apart:.3f} at most, of a spread of {states.std().item():.3f}")


def make_model(config: Gemma2Config, device: torch.device, dtype: torch.dtype) -> Any:
    """A model of random weights."""
    with device, _default_dtype(dtype):
        return Gemma2Model(config).eval()


@contextmanager
def _default_dtype(dtype: torch.dtype) -> Iterator[None]:
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        yield
    finally:
        torch.set_default_dtype(before)


def quantise(model: Any, device: torch.device) -> Any:
    """The model with its linear layers in NF4, one after another, with the weights of each freed at once."""
    for name, layer in list(model.named_modules()):
        if isinstance(layer, nn.Linear):
            parent, _, own = name.rpartition(".")
            small = Linear4bit(
                layer.in_features,
                layer.out_features,
                bias=False,
                compute_dtype=torch.bfloat16,
                quant_type="nf4",
            )
            small.weight = Params4bit(layer.weight.data.cpu(), requires_grad=False, quant_type="nf4")
            setattr(model.get_submodule(parent), own, small.to(device))
    model.is_loaded_in_4bit = True  # as a loader of transformers says
    return model


def adapt(model: Any, rank: int) -> Any:
    """The model with a LoRA that is trained; not zero, so that merging it is seen."""
    prepared = prepare_model_for_kbit_training(model, use_gradient_checkpointing=True)
    config = LoraConfig(r=rank, lora_alpha=16, target_modules=_MODULES, init_lora_weights=False)
    return get_peft_model(prepared, config)


def time_training(model: Any, tokens: torch.Tensor) -> float:
    """Median seconds of a step: forward, backward, optimiser."""
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=_RATE)
    model.train()

    def step() -> None:
        with torch.autocast(tokens.device.type, torch.bfloat16):
            loss = model(input_ids=tokens).last_hidden_state[:, -1].float().square().mean()
        loss.backward()
        optimiser.step()
        optimiser.zero_grad()

    return _time(step, tokens.device)


def time_scoring(model: Any, tokens: torch.Tensor) -> tuple[torch.Tensor, float]:
    """The last hidden states, shape (batch, hidden), and the median seconds of a batch."""
    found: list[torch.Tensor] = []

    def score() -> None:
        with torch.inference_mode(), torch.autocast(tokens.device.type, torch.bfloat16):
            found[:] = [model(input_ids=tokens, use_cache=False).last_hidden_state[:, -1].float().cpu()]

    seconds = _time(score, tokens.device)
    return found[0], seconds


def merge(model: Any, device: torch.device, dtype: torch.dtype) -> None:
    """Put a plain layer of the same matrix in the place of each adapted one.

    The matrix is what the layer makes of the identity: a processor may keep 4 bits in an order of its own.
    """
    for name, layer in list(model.named_modules()):
        if isinstance(layer, LoraLayer):
            parent, _, own = name.rpartition(".")
            plain = nn.Linear(layer.in_features, layer.out_features, bias=False, device="meta")
            with torch.no_grad(), torch.autocast(device.type, dtype):
                columns = layer(torch.eye(layer.in_features, device=device, dtype=dtype))
            plain.weight = nn.Parameter(columns.T.contiguous().to(dtype), requires_grad=False)
            setattr(model.get_submodule(parent), own, plain)


def _time(work: Callable[[], None], device: torch.device) -> float:
    if device.type == "cuda":
        torch.cuda.reset_peak_memory_stats(device)
    times = []
    for _ in range(_WARM_UP + _ROUNDS):
        started = time.perf_counter()
        work()
        if device.type == "cuda":
            torch.cuda.synchronize(device)
        times.append(time.perf_counter() - started)
    return sorted(times[_WARM_UP:])[_ROUNDS // 2]


def _show(
    what: str, device: torch.device, used: Callable[[torch.device], int], resumes: float | None = None
) -> None:
    memory = f"{used(device) / 2**30:8.2f} GiB" if device.type == "cuda" else ""
    speed = "" if resumes is None else f"{resumes:8.2f} resumes/s"
    print(f"{what:28}{memory}{speed}")


def _name_device(device: torch.device) -> str:
    return torch.cuda.get_device_name(device) if device.type == "cuda" else "CPU"


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shape", choices=tuple(_SHAPES), default="9b")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--tokens", type=int, default=1024, help="of a resume")
    parser.add_argument("--batch", type=int, default=4, help="resumes at a time")
    parser.add_argument("--rank", type=int, default=64, help="of the LoRA")
    return parser.parse_args()


if __name__ == "__main__":
    main()
