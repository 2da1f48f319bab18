"""Arguments that the commands of evaluation and tuning have in common."""

import argparse
from pathlib import Path


def build_parser(description: str | None) -> argparse.ArgumentParser:
    """A parser with `--data` and `--sample`, whose help is the module's docstring as it stands."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="The folder of data.")
    parser.add_argument("--sample", type=int, help="Only so many rows, for a quick look.")
    return parser
