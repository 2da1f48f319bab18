"""Trains the confirmation part of the built-in model from rows of one's own.

The parts that read a resume (grade, work in IT, topics, skills) are those of another artefact, by default the
one that comes with Attesta. None of them has seen an outcome, so leave-vacancies-out stays honest.
"""

import argparse
import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import numpy as np

from services.scorer.artefact import Artefact, ArtefactChangedError, load_artefact, write_artefact
from services.scorer.engines.builtin import MODEL_FOLDER
from services.scorer.reading import Readers, read_candidate
from services.scorer.training.confirmation import Claims, collect_claims, fit_confirmation
from services.scorer.training.confirmation_card import CARD, describe_confirmation, replace_section
from services.scorer.training.interviews import Interview, read_interviews
from services.scorer.training.measure_confirmation import (
    MODEL,
    ConfirmationFigures,
    measure_confirmation,
    predict_without_texts,
)
from services.scorer.training.measures import Flags
from shared.errors import InvalidInput

_DIGEST_LETTERS = 8


@dataclass(frozen=True)
class Trained:
    """A new artefact with the section of its card."""

    artefact: Artefact
    section: str
    figures: ConfirmationFigures | None


def train_confirmation(base: Artefact, interviews: Sequence[Interview], digest: str, seed: int) -> Trained:
    """Train the confirmation part and measure it.

    Args:
        base: the artefact that all other parts are taken from.
        interviews: what to learn from.
        digest: of the rows; becomes part of the version, so that results tell which rows made them.
        seed: of the splits and bootstraps of the measurement; the model itself needs none.
    """
    claims = read_claims(base.readers, interviews)
    labels: Flags = np.array([interview.confirmed for interview in interviews])
    vacancies = [interview.vacancy_id for interview in interviews]
    rivals = {"without the texts": predict_without_texts(claims, labels)}
    figures = measure_confirmation(claims, labels, vacancies, rivals, seed)
    model = fit_confirmation(claims, labels)
    version = f"{base.numbers.version}+{digest[:_DIGEST_LETTERS]}"
    numbers = base.numbers.model_copy(update={"version": version, "confirmation_intercept": model.intercept})
    counts = (len(interviews), len(set(vacancies)), int(labels.sum()))
    section = describe_confirmation(model, counts, figures)
    return Trained(Artefact(numbers, base.readers, model), section, figures)


def read_claims(readers: Readers, interviews: Sequence[Interview]) -> Claims:
    """What the readers find in all of these resumes."""
    return collect_claims(
        [read_candidate(readers, readers.read_history(one.resume), one.target) for one in interviews]
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, train and write."""
    options = read_options(arguments)
    try:
        interviews = read_interviews(options.data)
        digest = hashlib.sha256(options.data.read_bytes()).hexdigest()
    except InvalidInput as error:
        fail(f"{options.data}: {error.problem.message}")
    except OSError as error:
        fail(f"{options.data}: {error.strerror}.")
    try:
        base = load_artefact(options.base)
        card = (options.base / CARD).read_text(encoding="utf-8")
        options.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}.")
    except (ArtefactChangedError, ValueError) as error:
        fail(f"{options.base}: {error}.")
    show(f"{len(interviews)} rows are read; training, then measuring on splits, takes some seconds …")
    trained = train_confirmation(base, interviews, digest, options.seed)
    try:
        write_artefact(options.out, trained.artefact)
        (options.out / CARD).write_text(replace_section(card, trained.section), encoding="utf-8")
    except OSError as error:
        fail(f"{error.filename or options.out}: {error.strerror}.")
    print(f"{options.out}: trained from {len(interviews)} rows. {summarise_figures(trained.figures)}")


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(
        prog="attesta-train builtin",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--data",
        type=Path,
        required=True,
        metavar="FILE",
        help='JSON Lines: {"vacancy_id", "vacancy": {"title", "keywords", "description"}, '
        '"resume": {"about", "key_skills", "experience": [...]}, "confirmed": 0 or 1}',
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where the artefact goes")
    parser.add_argument(
        "--base",
        type=Path,
        default=MODEL_FOLDER,
        metavar="FOLDER",
        help="the artefact that all other parts are taken from; default: the one that comes with Attesta",
    )
    parser.add_argument("--seed", type=int, default=7, help="of the measurement; default 7")
    return parser.parse_args(arguments)


def summarise_figures(figures: ConfirmationFigures | None) -> str:
    """One line about how right the model is."""
    if figures is None:
        return "There are too few vacancies to measure it."
    own = figures.standings[MODEL]
    return (
        f"On vacancies left out: ROC-AUC {own.auc[0]:.3f} ± {own.auc[1]:.3f}, "
        f"within a vacancy {own.within[0]:.3f} ± {own.within[1]:.3f}; its card has the rest."
    )


def show(line: str) -> None:
    """Tell a person who watches what goes on."""
    if sys.stderr.isatty():
        print(line, file=sys.stderr)


def fail(sentence: str) -> NoReturn:
    """Say what is wrong and end with code 1."""
    print(f"attesta-train: {sentence}", file=sys.stderr)
    sys.exit(1)
