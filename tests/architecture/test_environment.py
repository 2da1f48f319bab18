"""Only settings classes read the environment."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source_files import parse_file, source_files

# Each writes the environment of processes that it starts, or of Celery; none takes a setting from it.
ALLOWED = {
    Path("attesta/home.py"),
    Path("deploy/embedded/processes.py"),
    Path("services/parser/sandbox/sandbox.py"),
    Path("services/scraper/__main__.py"),
    Path("services/scraper/browser.py"),
    Path("shared/pipeline/worker.py"),
}


@pytest.mark.parametrize("path", list(source_files("attesta", "deploy", "services", "shared")), ids=str)
def test_environment_is_left_alone(path: Path) -> None:
    if path in ALLOWED:
        return
    for node in ast.walk(parse_file(path)):
        name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
        assert name not in {"environ", "getenv"}, f"{path}:{getattr(node, 'lineno', 0)}"
