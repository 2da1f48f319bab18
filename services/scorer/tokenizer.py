"""The tokenizer of a model, out of its `tokenizer.json`."""

from pathlib import Path

from tokenizers import Tokenizer as FastTokenizer

_PROBE = "а"


class TokenizerFile:
    """Encodes texts as the model's own tokenizer does.

    Args:
        path: a `tokenizer.json` as the library `tokenizers` writes it.

    Raises:
        ValueError: the file is no tokenizer.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._fast = FastTokenizer.from_file(str(path))
        except Exception as error:  # the library knows no other type
            raise ValueError(f"{path.name} is no tokenizer: {error}") from None
        # A file may carry the limits of its training, and would cut texts behind our back.
        self._fast.no_truncation()
        self._fast.no_padding()
        # A resume that says "<bos>" or "[SEP]" says these letters and nothing more.
        self._fast.encode_special_tokens = True
        self.prefix, self.suffix = self._find_special_tokens()

    @property
    def size(self) -> int:
        """How many tokens it knows."""
        return int(self._fast.get_vocab_size(with_added_tokens=True))

    def encode(self, text: str) -> list[int]:
        """The ids of a text without special tokens, whatever the text says."""
        return list(self._fast.encode(text, add_special_tokens=False).ids)

    def special_token(self, name: str) -> int | None:
        """The id of a special token, None where the model has no such one."""
        added = self._fast.get_added_tokens_decoder()
        return next((number for number, token in added.items() if token.content == name), None)

    def _find_special_tokens(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        bare = self._fast.encode(_PROBE, add_special_tokens=False).ids
        full = self._fast.encode(_PROBE, add_special_tokens=True).ids
        first = next(place for place in range(len(full)) if full[place : place + len(bare)] == bare)
        return tuple(full[:first]), tuple(full[first + len(bare) :])
