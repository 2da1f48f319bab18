"""The grade that a person claims."""

from shared.contracts.grade import Grade
from shared.contracts.resume import Resume
from shared.contracts.target import Target
from shared.reference.grades import stated_grade


def read_claim(resume: Resume, target: Target) -> Grade | None:
    """The claimed grade: the target's, else the one in the vacancy's title, else in the wanted position."""
    return target.grade or stated_grade(target.vacancy_title) or stated_grade(resume.position)
