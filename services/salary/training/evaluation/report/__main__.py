"""Draw data and errors of the salary model as one HTML page.

`python -m services.salary.training.evaluation.report --data ../shared/data --evaluation FOLDER --out FILE`
reads what the evaluation left in its folder; half a minute. The page needs nothing from outside.
"""

import argparse
import sys
from pathlib import Path

from services.salary.training.evaluation.report.build import build_report
from services.salary.training.evaluation.result import RESULT_FILE, read_result
from services.salary.training.vacancies import read_vacancies


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--evaluation", type=Path, required=True, help="The folder that an evaluation wrote.")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    if not (arguments.evaluation / RESULT_FILE).exists():
        sys.exit(f"{arguments.evaluation} holds no {RESULT_FILE}: run the evaluation with --out to it first")
    evaluation, predictions = read_result(arguments.evaluation)
    report = build_report(evaluation, predictions, read_vacancies(arguments.data))
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(report, encoding="utf-8")
    print(f"{arguments.out}: {len(report.encode()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
