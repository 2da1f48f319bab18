"""A harvest that is not what a rating is like is not believed."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from services.scraper.ratings.check import check_rating
from services.scraper.ratings.rows import GROUPS, RatedCompany
from services.scraper.settings import ScraperSettings
from tests.scraper.rating_site import companies_of

SETTINGS = ScraperSettings()
Change = Callable[[list[RatedCompany]], Sequence[RatedCompany]]


def rating(change: Change | None = None, count: int = 40) -> list[RatedCompany]:
    """A good rating, of which the second group is changed."""
    groups = [companies_of(group, 2023, count) for group in range(len(GROUPS))]
    if change:
        groups[1] = list(change(groups[1]))
    return [company for group in groups for company in group]


def test_good_rating_is_believed() -> None:
    assert check_rating(rating(), {}, {}, SETTINGS) == {}
    assert check_rating(rating(), dict.fromkeys(GROUPS, 45), dict.fromkeys(GROUPS, 70), SETTINGS) == {}


def test_companies_may_share_a_place() -> None:
    shared = rating(lambda group: [*group[:7], replace(group[7], place=7), *group[8:]])
    assert check_rating(shared, {}, {}, SETTINGS) == {}


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (lambda group: group[:9], "9 companies, fewer than 10, the floor of a group"),
        (lambda group: group[1:], "the first place is 2"),
        (lambda group: [*group[:10], *group[20:]], "places are missing, the first between 10 and 21"),
        (lambda group: group[::2], "places are missing, the first between 1 and 3"),
        (lambda group: [replace(one, place=1) for one in group], "40 companies share the place 1"),
        (lambda group: [replace(group[0], score=-1), *group[1:]], "the score -1 of '{name}' is absurd"),
        (lambda group: [replace(group[0], score=1e6), *group[1:]], "the score 1e+06 of '{name}' is absurd"),
        (lambda group: [replace(one, score=one.place) for one in group], "39 companies have a better score"),
        (
            lambda group: [replace(group[0], name="—"), *group[1:]],
            "the company at place 1 has no possible name",
        ),
        (lambda group: [*group[:-1], replace(group[-1], name=group[0].name)], "'{name}' stands 2 times"),
    ],
)
def test_finding_is_named(change: Change, finding: str) -> None:
    found = check_rating(rating(change), {}, {}, SETTINGS)
    assert set(found) == {GROUPS[1]}
    wanted = finding.format(name=companies_of(1, 2023, 1)[0].name)
    assert any(one.startswith(wanted) for one in found[GROUPS[1]]), found


def test_group_that_is_small_beside_the_others_is_not_believed() -> None:
    found = check_rating(rating(lambda group: group[:20], count=300), {}, {}, SETTINGS)
    assert found == {GROUPS[1]: ["20 companies, fewer than 30, 10% of the largest group"]}


def test_group_that_has_shrunk_is_not_believed() -> None:
    found = check_rating(rating(), {GROUPS[0]: 100}, {}, SETTINGS)
    assert found == {GROUPS[0]: ["40 companies, fewer than 70, 70% of the 100 that are stored"]}


def test_group_that_is_half_of_the_year_before_is_not_believed() -> None:
    found = check_rating(rating(), {}, {GROUPS[2]: 90}, SETTINGS)
    assert found == {GROUPS[2]: ["40 companies, fewer than 45, 50% of the 90 of the year before"]}


def test_two_groups_with_the_same_companies_are_one_too_many() -> None:
    same = rating(lambda _: [replace(one, group=GROUPS[1]) for one in companies_of(0, 2023, 40)])
    assert check_rating(same, {}, {}, SETTINGS) == {GROUPS[1]: ["its companies are those of Крупнейшие"]}
