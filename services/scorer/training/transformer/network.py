"""The network that is trained: a backbone, one hidden state of each text, a head."""

from dataclasses import dataclass
from typing import Any, Literal

import torch
from peft import LoraConfig, get_peft_model, prepare_model_for_kbit_training
from torch import nn
from transformers import AutoModel, BitsAndBytesConfig

from services.scorer.checkpoint.adapter import MODULES
from services.scorer.training.transformer.backbones import Backbone, loading
from services.scorer.training.transformer.refusal import TrainingRefusedError

HeadKind = Literal["linear", "two-layer"]


@dataclass(frozen=True)
class NetworkPlan:
    """How the network is made.

    Attributes:
        path: hub id or folder of the backbone.
        revision: of the hub, None for its newest.
        head: the stock linear one, or Dropout, Linear, Dropout, GELU, Linear.
        dropout: of the head.
        rank: of the LoRA.
        lora_alpha: of the LoRA; its weights count alpha / rank.
        in_4bit: hold the frozen weights in NF4 (Dettmers et al. 2023, "QLoRA").
        in_bf16: hold them in bfloat16; Gemma-2 overflows in float16.
        is_checkpointed: compute activations again instead of keeping them.
        code_allowed: run the model's own code.
    """

    path: str
    revision: str | None
    head: HeadKind
    dropout: float
    rank: int
    lora_alpha: int
    in_4bit: bool
    in_bf16: bool
    is_checkpointed: bool
    code_allowed: bool


class Network(nn.Module):  # type: ignore[misc]
    """Token ids to two logits: not confirmed, confirmed.

    Args:
        backbone: a model of transformers without a head.
        head: hidden state to logits.
        pooling: which hidden state: `cls`, `last` or `mean`.
    """

    _keys_to_ignore_on_save = None  # the Trainer asks where frozen weights were left out of a checkpoint

    def __init__(self, backbone: Any, head: Any, pooling: str) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = head
        self.pooling = pooling

    def forward(self, input_ids: Any, attention_mask: Any, labels: Any = None) -> dict[str, Any]:
        """Logits of shape (rows, 2); the loss is the trainer's matter."""
        del labels
        states = self.backbone(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return {"logits": self.head(pool(states, attention_mask, self.pooling).float())}

    def state_dict(self, *args: Any, **options: Any) -> Any:
        """What a checkpoint of the training needs: frozen weights are on the disk already."""
        trained = {name for name, weight in self.named_parameters() if weight.requires_grad}
        whole = super().state_dict(*args, **options)
        return type(whole)((name, weight) for name, weight in whole.items() if name in trained)

    def load_state_dict(self, *args: Any, **options: Any) -> Any:
        """Put in what a checkpoint holds; frozen weights are not missing from it."""
        frozen = {name for name, weight in self.named_parameters() if not weight.requires_grad}
        result = super().load_state_dict(*args, **options)
        result.missing_keys[:] = [name for name in result.missing_keys if name not in frozen]
        return result


def pool(states: Any, mask: Any, pooling: str) -> Any:
    """One hidden state of each text; padding is on the right."""
    if pooling == "cls":
        return states[:, 0]
    if pooling == "last":
        return states[torch.arange(len(states), device=states.device), mask.sum(dim=1) - 1]
    return (states * mask[:, :, None]).sum(dim=1) / mask.sum(dim=1, keepdim=True)


def build_network(plan: NetworkPlan, backbone: Backbone) -> Network:
    """Load the backbone and put a new head on it.

    Raises:
        TrainingRefusedError: the backbone can't be loaded, or has none of the layers that a LoRA adapts.
    """
    model = _load_backbone(plan)
    if backbone.kind == "adapter":
        model = _add_lora(model, plan)
    if plan.is_checkpointed:
        model.gradient_checkpointing_enable(gradient_checkpointing_kwargs={"use_reentrant": False})
    head = build_head(plan.head, model.config.hidden_size, plan.dropout)
    return Network(model, head.to(next(model.parameters()).device), backbone.pooling)


def build_head(kind: HeadKind, hidden: int, dropout: float) -> Any:
    """A new head; its layers have the names of `checkpoint.head.LAYERS`."""
    modules = {
        "linear": [("dropout", nn.Dropout(dropout)), ("output", nn.Linear(hidden, 2))],
        "two-layer": [
            ("dropout", nn.Dropout(dropout)),
            ("hidden", nn.Linear(hidden, hidden)),
            ("hidden_dropout", nn.Dropout(dropout)),
            ("gelu", nn.GELU()),
            ("output", nn.Linear(hidden, 2)),
        ],
    }[kind]
    head = nn.Sequential()
    for name, module in modules:
        head.add_module(name, module)
    return head


def _load_backbone(plan: NetworkPlan) -> Any:
    dtype = torch.bfloat16 if plan.in_bf16 or plan.in_4bit else torch.float32
    options: dict[str, Any] = {}
    if plan.in_4bit:
        options["quantization_config"] = BitsAndBytesConfig(
            load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.bfloat16
        )
        if torch.cuda.is_available():  # one copy on the card of each process
            options["device_map"] = {"": torch.cuda.current_device()}
    with loading(plan.path):
        model = AutoModel.from_pretrained(
            plan.path,
            revision=plan.revision,
            dtype=dtype,
            trust_remote_code=plan.code_allowed,
            **options,
        )
    pooler = getattr(model, "pooler", None)
    if isinstance(pooler, nn.Module):
        pooler.requires_grad_(False)  # nobody reads it, and DDP waits for gradients of what is trained
    return model


def _add_lora(model: Any, plan: NetworkPlan) -> Any:
    found = {name.rsplit(".", 1)[-1] for name, _ in model.named_modules()} & MODULES
    if not found:
        raise TrainingRefusedError(
            f"{plan.path} has none of the layers {', '.join(sorted(MODULES))} to adapt"
        )
    if plan.in_4bit:
        model = prepare_model_for_kbit_training(model, use_gradient_checkpointing=plan.is_checkpointed)
    elif plan.is_checkpointed:
        model.enable_input_require_grads()
    config = LoraConfig(
        r=plan.rank, lora_alpha=plan.lora_alpha, lora_dropout=0.05, target_modules=sorted(found)
    )
    return get_peft_model(model, config)
