"""Writes the golden files anew after a wanted change: `python tests/contracts/refresh_golden.py`.

Look at the diff: clients see exactly this.
"""

import json
from pathlib import Path

from tests.contracts.examples import ENUMS, EXAMPLES

GOLDEN = Path(__file__).parent / "golden"


def render_golden() -> dict[str, str]:
    """The text that each golden file should have, by file name."""
    contents: dict[str, object] = {
        name: {"example": value.model_dump(mode="json"), "schema": value.model_json_schema()}
        for name, value in EXAMPLES.items()
    }
    contents |= {name: list(words) for name, words in ENUMS.items()}
    return {
        f"{name}.json": json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        for name, content in contents.items()
    }


if __name__ == "__main__":
    for file_name, text in render_golden().items():
        (GOLDEN / file_name).write_text(text, encoding="utf-8")
