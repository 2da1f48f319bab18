"""What came of the rows: counted by source, with a few examples that hold no text."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from services.salary.training.ingest.vacancy import Vacancy

MOST_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a stage makes of one vacancy.

    Attributes:
        vacancy: as it is now; None where it was dropped.
        notes: what happened, such as "filled: grade" or "dropped: outside IT".
        details: before and after, for the notes that have such; never words of people.
    """

    vacancy: Vacancy | None
    notes: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()


Stage = Callable[[Vacancy], Outcome]
"""A stage that looks at one vacancy at a time."""


@dataclass
class Tally:
    """Counts of all notes, by source and over all, and examples."""

    notes: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    examples: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def count(self, note: str, source: str) -> None:
        """Count one note of one source."""
        self.notes[note][source] += 1

    def take(self, source: str, vac_id: str, outcome: Outcome) -> None:
        """Count an outcome, and keep an example of what is new."""
        for note in outcome.notes:
            self.count(note, source)
        for note, change in outcome.details:
            if len(self.examples[note]) < MOST_EXAMPLES:
                self.examples[note].append(f"{vac_id}: {change}")


def run_stage(stage: Stage, vacancies: Iterable[Vacancy], tally: Tally) -> Iterator[Vacancy]:
    """The vacancies that a stage keeps, as it leaves them."""
    for vacancy in vacancies:
        outcome = stage(vacancy)
        tally.take(vacancy.source, vacancy.vac_id, outcome)
        if outcome.vacancy is not None:
            yield outcome.vacancy
