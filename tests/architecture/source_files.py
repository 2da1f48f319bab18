"""The project's own source files, parsed."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("attesta", "deploy", "services", "shared", "tests")


def source_files(*folders: str) -> Iterator[Path]:
    """All Python files below these folders of the project, as paths relative to it."""
    for folder in folders or FOLDERS:
        yield from sorted(path.relative_to(ROOT) for path in (ROOT / folder).rglob("*.py"))


@cache
def parse_file(path: Path) -> ast.Module:
    """The syntax tree of a source file."""
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def imported_modules(path: Path) -> Iterator[str]:
    """Full names of the modules that a file imports, wherever in the file."""
    for node in ast.walk(parse_file(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
