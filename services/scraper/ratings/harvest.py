"""What was gathered of one size group. Pure: texts of cells in, companies and complaints out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import filterfalse, pairwise

from services.scraper.ratings.rows import RatedCompany, read_place, read_score

Cells = Sequence[str | None]
_EMPTY = ("", "-", "–", "—", "…", "...")
_FOOTNOTES = "*†‡¹²³⁴⁵⁶⁷⁸⁹"
_QUOTES = "\"'«»„“”"


@dataclass
class Harvest:
    """The companies of one group of one year.

    Rows may come in pages, and those of a long list may leave the page while it is scrolled: each look adds
    what is new.
    """

    group: str
    year: int
    companies: dict[tuple[int, str], RatedCompany] = field(default_factory=dict)
    _complaints: dict[int | None, str] = field(default_factory=dict)  # by place, where it can be read

    def add(self, rows: Sequence[Cells]) -> int:
        """Take in what a look has shown.

        Returns:
            How many companies were not known before.
        """
        before = len(self.companies)
        self._complaints.pop(None, None)
        shown = []
        for cells in filterfalse(is_note, rows):
            try:
                shown.append(read_company(cells, self.group, self.year))
            except ValueError as error:
                self._complaints[_place_of(cells)] = str(error)
        self.companies |= {(company.place, company.name): company for company in shown}
        twins = Counter((company.place, company.name) for company in shown)
        for (_, name), count in twins.items():
            if count > 1:
                self._complaints[None] = f"'{name}' stands {count} times"
        return len(self.companies) - before

    def restart(self) -> None:
        """Forget what was shown: something else is shown now."""
        self.companies.clear()
        self._complaints.clear()

    def complaints(self) -> list[str]:
        """What could not be read, and has not been read since: a row may at first be only half drawn."""
        read = {company.place for company in self.companies.values()}
        return [complaint for place, complaint in self._complaints.items() if place not in read]

    def has_gaps(self) -> bool:
        """Whether there is nobody at some place, and not because those above share theirs."""
        counts = Counter(company.place for company in self.companies.values())
        return any(below - above > counts[above] for above, below in pairwise(sorted(counts)))

    def shares_rows_with(self, rows: Sequence[Cells]) -> bool:
        """Whether any of these rows is one of ours."""
        ours = {(one.place, one.name, one.score) for one in self.companies.values()}
        other = Harvest("", 0)
        other.add(rows)
        return any((one.place, one.name, one.score) in ours for one in other.companies.values())

    def sorted_companies(self) -> list[RatedCompany]:
        """By place."""
        return sorted(self.companies.values(), key=lambda company: (company.place, company.name))


def is_note(cells: Cells) -> bool:
    """Whether a row spans the table with a note, such as an advertisement, or is empty."""
    return sum(bool(cell and cell.strip()) for cell in cells) == 0 or all(cell is None for cell in cells[1:])


def read_company(cells: Cells, group: str, year: int) -> RatedCompany:
    """A company out of the texts of its row: place, name, region, industry, score.

    Raises:
        ValueError: a number is none, or the name is missing.
    """
    place, _, region, industry, score = (next(_lines(cell), "") for cell in cells)
    name = _read_name(cells[1])
    if not name:
        raise ValueError(f"the company at place '{place}' has no name")
    return RatedCompany(
        name=name,
        place=read_place(place),
        group=group,
        region=_or_none(region),
        industry=_or_none(industry),
        score=read_score(score),
        year=year,
    )


def _place_of(cells: Cells) -> int | None:
    try:
        return read_place(cells[0] or "")
    except ValueError:
        return None


def _read_name(cell: str | None) -> str:
    """The first line, without the mark of a footnote.

    Above it may stand its first letter, in the place of a picture.
    """
    first, second, *_ = (*_lines(cell), "", "")
    is_initial = len(first) == 1 < len(second) and second.strip(_QUOTES).casefold().startswith(
        first.casefold()
    )
    return (second if is_initial else first).rstrip(_FOOTNOTES).rstrip()


def _lines(cell: str | None) -> Iterator[str]:
    """Those that say anything: below a name there may be a badge, above it a picture."""
    for line in (cell or "").splitlines():
        said = " ".join(line.split())
        if any(map(str.isalnum, said)) or said in _EMPTY[1:]:
            yield said


def _or_none(text: str) -> str | None:
    return None if text in _EMPTY else text
