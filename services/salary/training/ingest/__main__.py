"""Ingest vacancies.

`python -m services.salary.training.ingest --in PATH ... --out vacancies.parquet --report report.json` reads
files and folders of any kind (hh.ru's API, tables, Telegram posts, the scraper's rows), prices, checks and
fills the vacancies, drops what is outside IT and what was posted again, and says what came of it.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tqdm import tqdm

from services.salary.training.ingest.complete import make_completer
from services.salary.training.ingest.ingest import ingest
from services.salary.training.ingest.outcome import Tally
from services.salary.training.ingest.report import list_lines, make_report, write_report
from services.salary.training.ingest.sources import KINDS, read_vacancies
from services.salary.training.ingest.vacancy import Vacancy
from services.salary.training.ingest.write import write_vacancies
from services.salary.training.llm.settings import LlmSettings
from shared.errors import InvalidInput


def make_parser() -> argparse.ArgumentParser:
    """The options of the command."""
    parser = argparse.ArgumentParser(
        prog="python -m services.salary.training.ingest",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--in", dest="paths", type=Path, nargs="*", default=[], metavar="PATH",
        help="files or folders: .json, .jsonl, .parquet, .zip",
    )  # fmt: skip
    parser.add_argument(
        "--database", action="store_true",
        help="read the scraper's vacancies out of Postgres too (ATTESTA_DATABASE_URL)",
    )  # fmt: skip
    parser.add_argument(
        "--kind", choices=("auto", *KINDS), default="auto",
        help="of the records; by default each file's first record tells it",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, help="the rows: .parquet or .jsonl")
    parser.add_argument("--report", type=Path, help="the report, as JSON")
    parser.add_argument(
        "--llm-cache", type=Path, default=Path(".cache/salary-llm.sqlite"),
        help="answers of the language model, so that none is asked for twice (default: %(default)s)",
    )  # fmt: skip
    return parser


def main() -> int:
    """The command; 2 where the input is wrong, with a sentence on stderr."""
    parser = make_parser()
    arguments = parser.parse_args()
    if not arguments.paths and not arguments.database:
        parser.error("name at least one --in PATH, or --database")
    started = time.monotonic()
    tally = Tally()
    try:
        rows = tqdm(_read_all(arguments), desc="vacancies", unit=" rows", mininterval=1, disable=None)
        kept = ingest(rows, tally, make_completer(LlmSettings(), arguments.llm_cache))
        write_vacancies(arguments.out, kept)
    except InvalidInput as error:
        print(error.problem.message, file=sys.stderr)
        return 2
    if arguments.report:
        write_report(arguments.report, make_report(tally, kept, time.monotonic() - started))
    print("\n".join(list_lines(tally)))
    print(f"{len(kept):,} vacancies in {arguments.out}, {time.monotonic() - started:.0f} s")
    return 0


def _read_all(arguments: argparse.Namespace) -> Iterator[Vacancy]:
    yield from chain.from_iterable(read_vacancies(path, arguments.kind) for path in arguments.paths)
    if arguments.database:
        # Only who asks for the database needs one, and its driver.
        from services.salary.training.ingest.database import read_database  # noqa: PLC0415

        yield from read_database()


if __name__ == "__main__":
    sys.exit(main())
