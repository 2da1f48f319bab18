"""Gathers a year's rating from its page: every group, however late and in whatever pieces its rows come.

What can't be found is a finding; nobody guesses.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from services.scraper.failures import Blocked
from services.scraper.ratings.harvest import Harvest
from services.scraper.ratings.page import RatingPage, Tab
from services.scraper.ratings.rows import GROUPS, RatedCompany
from services.scraper.ratings.watching import PageWatch
from services.scraper.settings import ScraperSettings

SaveEvidence = Callable[[str], None]
Report = Callable[[str, int], None]

_SECOND_PAGE = 2
_UNCHANGED = "the table stays as it is after a click on the tab"


@dataclass
class Gathering:
    """What a year's page gave."""

    companies: list[RatedCompany] = field(default_factory=list)
    findings: dict[str, list[str]] = field(default_factory=dict)
    """By group, or under "" of the whole page."""
    pages: int = 0


class Gatherer:
    """Goes through the groups of one year's page."""

    def __init__(
        self, page: RatingPage, settings: ScraperSettings, save_evidence: SaveEvidence, report: Report
    ) -> None:
        self._page = page
        self._settings = settings
        self._watch = PageWatch(page, settings)
        self._save_evidence = save_evidence
        self._report = report

    def gather(self, address: str, year: int) -> Gathering:
        """All groups of a year.

        Raises:
            Blocked: the page wants to see a person, or refuses.
        """
        self._page.open(address)
        result = Gathering()
        try:
            if self._wait_for_page(self._settings.page_seconds):
                self._gather_groups(result, year)
            else:
                result.findings[""] = [self._watch.describe_absence()]
                self._save_evidence(str(year))
        except Blocked:
            self._save_evidence(f"{year}-blocked")
            raise
        return result

    def exists(self, address: str) -> bool:
        """Whether there is a rating at an address that was only guessed."""
        self._page.open(address)
        return self._wait_for_page(self._settings.probe_seconds)

    def _gather_groups(self, result: Gathering, year: int) -> None:
        shown = Harvest("", year)
        self._watch.settle(shown, afresh=True)
        # The first group may be shown already. After another one it is known to be the one clicked for.
        waiting = deque([*GROUPS[1:], GROUPS[0]])
        postponed: set[str] = set()
        while waiting:
            group = waiting.popleft()
            harvest, finding = self._gather_group(Harvest(group, year), shown)
            if finding == _UNCHANGED and group not in postponed and waiting:
                postponed.add(group)  # it was the one shown: come back from another one
                waiting.append(group)
                continue
            result.pages += 1
            findings = [finding] if finding else harvest.complaints()
            if findings:
                result.findings[group] = findings
                self._save_evidence(f"{year}-{group}")
            if harvest.companies:
                shown = harvest
                result.companies += harvest.sorted_companies()
            self._report(f"{year} {group}", len(harvest.companies))

    def _gather_group(self, harvest: Harvest, shown: Harvest) -> tuple[Harvest, str | None]:
        """Show a group and read it. Returns what was read, or what was in the way."""
        self._page.scroll_on(to_top=True)
        tab = self._wait_for_tab(harvest.group)
        if tab is None:
            self._watch.raise_if_blocked()
            return harvest, f"there is no tab '{harvest.group}'"
        self._page.click(tab.element)
        # The tab that was selected already may go on showing what it has shown.
        if not self._watch.wait_for_change(Harvest("", 0) if tab.is_selected else shown):
            absence = self._watch.describe_absence()
            look = self._page.look()
            stays = look is not None and shown.shares_rows_with(look.rows or ())
            return harvest, _UNCHANGED if stays else absence
        self._watch.settle(harvest, afresh=True)
        if not harvest.companies:
            return harvest, self._watch.describe_absence()
        self._gather_rows(harvest)
        return harvest, self._wait_for_all(harvest, tab)

    def _wait_for_all(self, harvest: Harvest, tab: Tab) -> str | None:
        """Go on until all have come, where the page says how many there are.

        Returns:
            What is missing.
        """
        announced = tab.count if tab.count != harvest.year else None  # "Крупные 2023" tells no count
        announced = announced or self._page.find_total() or 0
        while len(harvest.companies) < announced and self._watch.wait_for_more(harvest):
            self._gather_rows(harvest)
        count = len(harvest.companies)
        return None if count >= announced else f"{count} companies, and the page announces {announced}"

    def _gather_rows(self, harvest: Harvest) -> None:
        """Scroll, and press what brings more, until nothing new comes."""
        page_number = 1
        while True:
            page_number += 1
            # Where a button brings more rows, nobody need wait for them below the last one.
            self._scroll_through(harvest, ends=1 if self._page.find_more(page_number) else 2)
            more = self._page.find_more(page_number)
            if more is None:
                break
            self._page.click(more)
            if not self._watch.wait_for_more(harvest):
                break
        if harvest.has_gaps() and page_number == _SECOND_PAGE:
            # A list that draws only what is seen was slower than we.
            self._page.scroll_on(to_top=True)
            self._scroll_through(harvest, ends=1, is_patient=True)

    def _scroll_through(self, harvest: Harvest, ends: int, is_patient: bool = False) -> None:
        """Scroll down step by step, so that rows that are only there while they are seen are seen.

        Args:
            harvest: takes in what is seen.
            is_patient: wait after each step until the page has drawn what belongs there.
            ends: so often in a row the end must be reached, with nothing new, to be believed: a page may grow
                only after it was reached.
        """
        reached = 0
        while reached < ends:
            is_end = self._page.scroll_on()
            count = len(harvest.companies)
            look = self._page.look()
            if look is not None:
                harvest.add(look.rows or ())
            if is_end or is_patient:
                self._watch.settle(harvest)
            reached = reached + 1 if is_end and len(harvest.companies) == count else 0

    def _wait_for_page(self, longest_seconds: float) -> bool:
        """Until the page shows a rating or its tabs. False if it will not."""
        for look in self._watch.moments(longest_seconds):
            if look.rows is not None or len(self._page.find_tabs()) == len(GROUPS):
                return True
        return bool(self._page.find_tabs())

    def _wait_for_tab(self, group: str) -> Tab | None:
        for _ in self._watch.moments(self._settings.page_seconds):
            tab = self._page.find_tabs().get(group)
            if tab is not None:
                return tab
        return None
