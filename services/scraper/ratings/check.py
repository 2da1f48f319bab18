"""Whether a harvest may be believed. Pure: what is found and what was known in, sentences out."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

from services.scraper.ratings.rows import GROUPS, RatedCompany
from services.scraper.settings import ScraperSettings

_SCORES = (0, 1000)
_LARGEST_GAP = 5
_GAPS_SHARE = 0.02
_RISES_SHARE = 0.1
_LONGEST_NAME = 300
_OVERLAP_SHARE = 0.5


def check_rating(
    rows: Sequence[RatedCompany],
    stored: Mapping[str, int],
    year_before: Mapping[str, int],
    settings: ScraperSettings,
) -> dict[str, list[str]]:
    """Look for what no rating of a year has.

    Args:
        rows: of one year, all groups.
        stored: how many companies of that year are stored, by group.
        year_before: how many the newest year before it has, as far as that is known.
        settings: the floors.

    Returns:
        Group -> a sentence for each finding. Nothing: the harvest may be stored.
    """
    groups: dict[str, list[RatedCompany]] = defaultdict(list)
    for row in rows:
        groups[row.group].append(row)
    largest = max(map(len, groups.values()), default=0)
    findings = _check_overlaps(groups)
    for group in GROUPS:
        companies = groups[group]
        floors = _floors(largest, stored.get(group, 0), year_before.get(group, 0), settings)
        floor, reason = max(floors)
        found = (
            [f"{len(companies)} companies, fewer than {floor:.0f}, {reason}"]
            if len(companies) < floor
            else []
        )
        found += _check_places(companies) + _check_scores(companies) + _check_names(companies)
        if found:
            findings.setdefault(group, []).extend(found)
    return findings


def _floors(
    largest: int, stored: int, year_before: int, settings: ScraperSettings
) -> list[tuple[float, str]]:
    """The fewest companies that a group may have, each with its reason."""
    of_largest, of_stored = settings.group_floor_of_largest, settings.group_floor_of_stored
    of_before = settings.group_floor_of_year_before
    return [
        (settings.group_floor, "the floor of a group"),
        (of_largest * largest, f"{of_largest:.0%} of the largest group"),
        (of_stored * stored, f"{of_stored:.0%} of the {stored} that are stored"),
        (of_before * year_before, f"{of_before:.0%} of the {year_before} of the year before"),
    ]


def _check_overlaps(groups: Mapping[str, Sequence[RatedCompany]]) -> dict[str, list[str]]:
    """A page that shows one group's table under two tabs."""
    lines = {group: {(one.name, one.score) for one in groups[group]} for group in GROUPS}
    return {
        group: [f"its companies are those of {other}"]
        for other, group in combinations(GROUPS, 2)
        if len(lines[group] & lines[other]) > _OVERLAP_SHARE * min(len(lines[group]), len(lines[other]))
    }


def _check_places(companies: Sequence[RatedCompany]) -> list[str]:
    places = sorted(company.place for company in companies)
    if not places:
        return []
    found = [] if places[0] == 1 else [f"the first place is {places[0]}"]
    # Companies may share a place; then the next places are left out.
    gaps = [(above, below) for above, below in pairwise(places) if below - above > 1]
    missing = sum(below - above - 1 for above, below in gaps) - (len(places) - len(set(places)))
    wide = [gap for gap in gaps if gap[1] - gap[0] > _LARGEST_GAP]
    if wide or missing > max(1, _GAPS_SHARE * len(places)):
        above, below = (wide or gaps)[0]
        found.append(f"places are missing, the first between {above} and {below}")
    shared, count = Counter(places).most_common(1)[0]
    if count > max(3, len(places) // 10):
        found.append(f"{count} companies share the place {shared}")
    return found


def _check_scores(companies: Sequence[RatedCompany]) -> list[str]:
    low, high = _SCORES
    found = [
        f"the score {company.score:g} of '{company.name}' is absurd"
        for company in companies
        if not low <= company.score <= high
    ]
    scores = [company.score for company in sorted(companies, key=lambda company: company.place)]
    rises = sum(below > above for above, below in pairwise(scores))
    if rises > max(1, _RISES_SHARE * len(scores)):
        found.append(f"{rises} companies have a better score than the place above them")
    return found


def _check_names(companies: Sequence[RatedCompany]) -> list[str]:
    found = [
        f"the company at place {company.place} has no possible name"
        for company in companies
        if len(company.name) > _LONGEST_NAME or not any(map(str.isalnum, company.name))
    ]
    names = Counter(company.name for company in companies)
    found += [f"'{name}' stands {count} times" for name, count in names.items() if count > 1]
    return found
