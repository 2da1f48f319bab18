"""Files and functions stay small enough to be read at once; artefacts small enough for git."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source_files import ROOT, parse_file, source_files

FILE_LINES = 350
FUNCTION_LINES = 50
MODELS_BYTES = 10 * 1024 * 1024


@pytest.mark.parametrize("path", list(source_files()), ids=str)
def test_file_and_its_functions_are_short(path: Path) -> None:
    lines = (ROOT / path).read_text(encoding="utf-8").count("\n")
    assert lines <= FILE_LINES
    if "migrations" in path.parts:  # a migration is a list of columns
        return
    for node in ast.walk(parse_file(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < FUNCTION_LINES, f"{path}:{node.lineno} {node.name}"


def test_committed_models_are_small() -> None:
    sizes = {path: path.stat().st_size for path in ROOT.glob("services/*/model/*")}
    assert sizes, "the models are missing"
    assert sum(sizes.values()) < MODELS_BYTES
