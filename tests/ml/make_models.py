"""Makes tiny models with random weights, in the environment that trains: a Gemma-2, a BERT.

python -m tests.ml.make_models FOLDER
"""

import sys
from pathlib import Path

import torch
from transformers import BertConfig, BertModel, Gemma2Config, Gemma2ForCausalLM, PreTrainedTokenizerFast

from tests.scorer.tokenizers_made import make_bert_tokenizer, make_gemma_tokenizer


def make_gemma(folder: Path) -> None:
    """A Gemma-2 of four layers with a sliding window of 64, so that texts are longer than it."""
    folder.mkdir(parents=True)
    fast = make_gemma_tokenizer(folder / "tokenizer.json")
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(fast), bos_token="<bos>", eos_token="<eos>", pad_token="<pad>", unk_token="<unk>"
    )
    tokenizer.save_pretrained(folder)
    config = Gemma2Config(
        vocab_size=1024,
        hidden_size=128,
        intermediate_size=256,
        num_hidden_layers=4,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=32,
        query_pre_attn_scalar=32,
        max_position_embeddings=512,
        sliding_window=64,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    Gemma2ForCausalLM(config).save_pretrained(folder)


def make_bert(folder: Path) -> None:
    """A BERT of two layers."""
    folder.mkdir(parents=True)
    fast = make_bert_tokenizer(folder / "tokenizer.json")
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(fast), cls_token="[CLS]", sep_token="[SEP]", pad_token="[PAD]", unk_token="[UNK]"
    )
    tokenizer.save_pretrained(folder)
    config = BertConfig(
        vocab_size=512,
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=128,
        max_position_embeddings=256,
        pad_token_id=0,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)


def main(folder: Path) -> None:
    """Make both."""
    torch.manual_seed(11)
    make_gemma(folder / "tiny-gemma")
    make_bert(folder / "tiny-bert")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
