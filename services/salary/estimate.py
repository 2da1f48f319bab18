"""The salary step: a resume becomes a pay range with reasons."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from services.salary.artefact import MODEL_FOLDER, Artefact, load_artefact
from services.salary.columns import Matrix
from services.salary.market import find_comparables, list_gains
from services.salary.profile import PayProfile, profile_resume
from services.salary.reading import ReadProfile, read_profile
from services.salary.reasons import ColumnNamer, list_reasons
from shared.contracts.resume import Resume
from shared.contracts.salary import Salary, SalaryReason
from shared.reference.experience import month_of


class SalaryEstimator:
    """Estimates pay with one artefact. Holds no state of its own: the same resume gets the same answer."""

    def __init__(self, artefact: Artefact) -> None:
        self.artefact = artefact

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns that the models read, in their order."""
        return self.artefact.manifest.columns

    @property
    def average_pay_rub(self) -> float:
        """What the reasons are told against: the model's average over the vacancies it was trained on."""
        return float(np.exp(self.artefact.average_log_pay))

    @property
    def last_month(self) -> int:
        """The last month of the training data, in months since year 0."""
        return month_of(self.artefact.manifest.as_of)

    def estimate_salary(self, resume: Resume, as_of: date | None = None) -> Salary:
        """The pay range, on hand a month, of such a person in roubles.

        Args:
            resume: what is known; name, sex and age are not looked at.
            as_of: the month to speak of; without it the last month of the training data.

        Raises:
            InvalidInput: `too_little_to_price` where there is no position, no skill and no job;
                `not_it_resume` where all of it is of another trade.
        """
        manifest = self.artefact.manifest
        as_of = (as_of or manifest.as_of).replace(day=1)
        profile = profile_resume(resume, as_of)
        read = read_profile(profile)
        row = self.artefact.reader.read_columns([read])
        ((low, median, high),) = self._predict_ranges([profile], row)
        return Salary(
            low=low,
            median=median,
            high=high,
            coverage=manifest.coverage,
            as_of=as_of,
            reasons=self._explain(read, row),
            gains=list_gains(self.artefact, read, row),
            comparables=find_comparables(self.artefact, profile, median),
            model=manifest.model,
            version=manifest.version,
        )

    def predict_ranges(self, profiles: Sequence[PayProfile]) -> list[tuple[int, int, int]]:
        """Low, median and high in roubles of many profiles, in their order and without reasons."""
        matrix = self.artefact.reader.read_columns([read_profile(profile) for profile in profiles])
        return self._predict_ranges(profiles, matrix)

    def _predict_ranges(self, profiles: Sequence[PayProfile], matrix: Matrix) -> list[tuple[int, int, int]]:
        """The median lies inside: a range only ever grows to hold it."""
        low, median, high = self.artefact.predict_log_pay(("low", "median", "high"), matrix).values()
        margins = np.array([self.artefact.manifest.margins.of(profile) for profile in profiles])
        ordered = (np.minimum(low - margins, median), median, np.maximum(high + margins, median))
        rubles = np.rint(np.exp(np.stack(ordered, axis=1))).astype(int)
        return [(low_rub, median_rub, high_rub) for low_rub, median_rub, high_rub in rubles.tolist()]

    def _explain(self, read: ReadProfile, row: Matrix) -> tuple[SalaryReason, ...]:
        """The reasons for the median."""
        effects, log_average = self.artefact.explain_log_pay(row)
        titled = self.artefact.reader.find_mentions(read.profile.title)
        namer = ColumnNamer(read.profile, self.artefact.market, titled)
        cells = zip(self.artefact.manifest.columns, row[0], effects, strict=True)
        names = [namer.name_column(column, float(value), float(effect)) for column, value, effect in cells]
        return list_reasons(names, effects, log_average)


def load_estimator(folder: Path = MODEL_FOLDER) -> SalaryEstimator:
    """Load and check the artefact once; the estimator is pure from then on.

    Raises:
        DamagedArtefactError: a file of the artefact is not the one that training wrote.
    """
    return SalaryEstimator(load_artefact(folder))
