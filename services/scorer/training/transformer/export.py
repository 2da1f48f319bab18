"""Writes a checkpoint for the service, out of a network that was trained here or of an adapter of peft."""

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from tokenizers.processors import TemplateProcessing

from services.scorer.checkpoint.adapter import CONFIG, WEIGHTS
from services.scorer.checkpoint.description import (
    ADAPTER_FOLDER,
    DESCRIPTION,
    ENCODER_FOLDER,
    HEAD_FILE,
    TOKENIZER_FILE,
    Base,
    Description,
    hash_base,
)
from services.scorer.checkpoint.load import hash_files, list_files
from services.scorer.tokenizer import TokenizerFile
from services.scorer.training.transformer.export_onnx import add_onnx
from services.scorer.training.transformer.network import Network
from services.scorer.training.transformer.refusal import TrainingRefusedError

_PROBE = "Python-разработчик, 5 лет <bos> [SEP]\nдалее"
_LEAST_DIFFERENT = 4
_HEAD = re.compile(r"\.(?:score|classifier)\.")


def name_base(path: str, config: Any) -> Base:
    """The base model as a checkpoint names it: never by a folder of this machine."""
    folder = Path(path)
    if not folder.is_dir():
        return Base(id=path, revision=getattr(config, "_commit_hash", None))
    return Base(id=folder.resolve().name, revision=hash_base(folder))


def save_tokenizer(tokenizer: Any, out: Path) -> TokenizerFile:
    """Save the tokenizer of transformers, and make sure that the service's reading of it is the same.

    Raises:
        TrainingRefusedError: the model has no fast tokenizer or an empty one, or the two read a text
            differently.
    """
    path = out / TOKENIZER_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    if not getattr(tokenizer, "is_fast", False):
        raise TrainingRefusedError(
            "the model has no fast tokenizer (tokenizer.json): the service can't read it"
        )
    own = path.with_name(f"{path.name}.{os.getpid()}")  # every process of a DDP comes here
    tokenizer.backend_tokenizer.save(str(own))
    own.replace(path)
    ours = TokenizerFile(path)
    plain = _PROBE.replace("<bos>", "").replace(
        "[SEP]", ""
    )  # here special tokens are letters, there they are not
    expected = tokenizer(plain, truncation=False)["input_ids"]
    if len(set(ours.encode(plain))) < _LEAST_DIFFERENT:  # transformers makes up an empty one where none lies
        raise TrainingRefusedError(
            "the model brings no tokenizer, or one that knows neither Russian nor English"
        )
    if [*ours.prefix, *ours.encode(plain), *ours.suffix] != expected:
        raise TrainingRefusedError("tokenizer.json reads a text otherwise than the model's own tokenizer")
    return ours


def end_with(token: str, out: Path) -> None:
    """Have every text end with a special token, as the tokenizer of a training did (`add_eos_token`).

    Args:
        token: its name, such as `<eos>`.
        out: the checkpoint, its tokenizer saved.
    """
    path = out / TOKENIZER_FILE
    ours, fast = TokenizerFile(path), Tokenizer.from_file(str(path))
    end = ours.special_token(token)
    if end is None or ours.suffix == (end,):
        return
    before = [str(fast.id_to_token(number)) for number in ours.prefix]
    fast.post_processor = TemplateProcessing(
        single=" ".join([*before, "$A", token]),
        special_tokens=[(name, fast.token_to_id(name)) for name in (*before, token)],
    )
    fast.save(str(path))


def export_network(network: Network, description: Description, out: Path) -> None:
    """Write weights, head and description; the tokenizer is there already."""
    if description.kind == "adapter":
        _save_adapter(network.backbone, description.base, out / ADAPTER_FOLDER)
    else:
        network.backbone.save_pretrained(out / ENCODER_FOLDER)
        add_onnx(network.backbone, description.max_length, out)
    head = {name: weight.detach().cpu().contiguous() for name, weight in network.head.state_dict().items()}
    write_head(head, description, out)


def write_head(head: dict[str, Any], description: Description, out: Path) -> None:
    """Write the head in single precision, then what the whole checkpoint is."""
    save_file({name: weight.float().contiguous() for name, weight in head.items()}, out / HEAD_FILE)
    whole = description.model_copy(update={"files": hash_files(out, list_files(out))})
    (out / DESCRIPTION).write_text(whole.model_dump_json(indent=2) + "\n", encoding="utf-8")


def _save_adapter(model: Any, base: Base, folder: Path) -> None:
    model.save_pretrained(folder)
    _clean_config(folder, base)
    (folder / "README.md").unlink(missing_ok=True)
    tensors = load_file(folder / WEIGHTS)
    save_file({_name_for_server(name): one for name, one in tensors.items()}, folder / WEIGHTS)


def _name_for_server(name: str) -> str:
    """The server runs the base as a language model, where the layers lie one level deeper."""
    start = "base_model.model."
    return f"{start}model.{name.removeprefix(start)}" if name.startswith(f"{start}layers.") else name


def _clean_config(folder: Path, base: Base) -> None:
    """A bare LoRA: with a task peft would add a head of its own, and the server rejects one."""
    path = folder / CONFIG
    config = json.loads(path.read_text(encoding="utf-8"))
    config |= {
        "task_type": None,
        "modules_to_save": None,
        "base_model_name_or_path": base.id,
        "revision": base.revision,
        "auto_mapping": None,
    }
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def split_adapter(source: Path, out: Path, base: Base) -> dict[str, Any]:
    """Copy the LoRA of an adapter that carries its head, and give the head by the names of ours.

    Args:
        source: an adapter as peft writes it for a classifier.
        out: the checkpoint.
        base: of the adapter.

    Raises:
        TrainingRefusedError: it holds more than a LoRA and a head: without that the scores would be others.
    """
    tensors = load_file(source / WEIGHTS)
    lora = {name: weight for name, weight in tensors.items() if ".lora_A." in name or ".lora_B." in name}
    head = {name: weight for name, weight in tensors.items() if _HEAD.search(name)}
    if unknown := sorted(tensors.keys() - lora.keys() - head.keys()):
        raise TrainingRefusedError(f"the adapter holds {unknown[0]}, which is neither its LoRA nor its head")
    folder = out / ADAPTER_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    save_file(lora, folder / WEIGHTS, metadata={"format": "pt"})
    shutil.copy(source / CONFIG, folder / CONFIG)
    _clean_config(folder, base)
    return _rename_head(head)


def _rename_head(found: dict[str, Any]) -> dict[str, Any]:
    """Layers in the order of their numbers: `score.1.weight`, `score.4.weight`, or one `score.weight`."""
    matrices = sorted((name for name, weight in found.items() if weight.ndim == 2), key=_layer_number)
    names = {1: ("output",), 2: ("hidden", "output")}.get(len(matrices))
    if names is None:
        raise TrainingRefusedError(f"the adapter's head has {len(matrices)} layers; one or two are known")
    head: dict[str, torch.Tensor] = {}
    for layer, name in zip(names, matrices, strict=True):
        head[f"{layer}.weight"] = found[name]
        bias = found.get(name.removesuffix("weight") + "bias")
        if bias is not None:
            head[f"{layer}.bias"] = bias
    return head


def _layer_number(name: str) -> int:
    numbers = [int(part) for part in name.split(".") if part.isdigit()]
    return numbers[-1] if numbers else 0
