"""Curated input: names with aliases, one file a kind, and texts labelled IT or not."""

from dataclasses import dataclass
from pathlib import Path

from shared.reference.skill_names.vocabulary import IT_KINDS

NAMES_FOLDER = Path(__file__).with_name("names")
EXAMPLES_FILE = Path(__file__).with_name("it_examples.tsv")

Names = dict[str, dict[str, list[str]]]
"""Kind -> name -> aliases."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text and whether it names an IT skill; `weight` is how far the label is trusted."""

    text: str
    is_it: bool
    weight: float


def read_names(folder: Path = NAMES_FOLDER) -> Names:
    """Read `<kind>.txt` files of lines "Name = alias; alias".

    Raises:
        ValueError: when a kind is unknown or a name stands twice.
    """
    names: Names = {}
    for file in sorted(folder.glob("*.txt")):
        if file.stem not in IT_KINDS:
            raise ValueError(f"{file} names no kind of skill")
        of_kind: dict[str, list[str]] = names.setdefault(file.stem, {})
        for line in filter(None, file.read_text(encoding="utf-8").splitlines()):
            name, _, aliases = line.partition(" = ")
            if name in of_kind:
                raise ValueError(f"{name!r} stands twice in {file}")
            of_kind[name] = [alias.strip() for alias in aliases.split(";") if alias.strip()]
    return names


def read_examples(weight: float, file: Path = EXAMPLES_FILE) -> list[Example]:
    """Read lines of "1 or 0, a tab, the text"."""
    rows = (line.partition("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return [Example(text, label == "1", weight) for label, _, text in rows]


def label_names(names: Names, weight: float) -> list[Example]:
    """Every spelling of every name, labelled by its kind."""
    return [
        Example(text, IT_KINDS[kind], weight)
        for kind, of_kind in names.items()
        for name, aliases in of_kind.items()
        for text in (name, *aliases)
    ]
