"""PayProfile: what pay is told by, the same for a resume and for a vacancy."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from shared.contracts.grade import Grade
from shared.contracts.resume import Experience, Resume
from shared.errors import InvalidInput
from shared.reference.experience import job_months, kept_experience_months, month_number, month_of
from shared.reference.grades import stated_grade
from shared.reference.places import RegionGroup, region_group
from shared.reference.problems import problem
from shared.reference.professions import is_outside_it, title_profession
from shared.reference.skill_names.find import find_skill
from shared.reference.text import fold

WorkFormat = Literal["remote", "hybrid"]

MOST_SKILLS = 300
MOST_TEXT_CHARACTERS = 20_000
_MOST_SKILL_CHARACTERS = 80
_MOST_TITLE_CHARACTERS = 300

# The lower bounds of hh.ru's four buckets of experience, in months.
BUCKET_STARTS_MONTHS = (0, 12, 36, 72)
BUCKET_RUSSIAN = ("без опыта", "от 1 до 3 лет", "от 3 до 6 лет", "более 6 лет")

_ENGLISH = re.compile(r"^(?:англ|english\b)")
_ENGLISH_SKILL = "Английский язык"
_BEGINNER = re.compile(r"\ba[12]\b|базов|начальн|не владею|elementary|beginner|basic")

LEAST_IT_SKILLS = 3
# What other trades hardly list: skills of these kinds and these tools, but for what an office lists as well.
_IT_ONLY_KINDS = frozenset({"language", "framework", "library", "database"})
_IT_ONLY_TOOLS = frozenset(
    {"Git", "Docker", "Kubernetes", "Linux", "Ansible", "Jenkins", "Nginx", "Kafka", "RabbitMQ"}
)
_OFFICE_SKILLS = frozenset({"R", "Go", "CSS", "HTML", "VBA", "MS Access", "Базы данных", "СУБД"})

_FORMAT_WORDS = MappingProxyType(
    {
        "hybrid": re.compile(r"гибрид|hybrid"),
        "remote": re.compile(r"удал[её]н|дистанц|remote|из дома"),
    }
)


@dataclass(frozen=True, slots=True)
class PayProfile:
    """What pay is told by. Name, sex and age are no part of it, of a place only its region group is."""

    title: str
    grade: Grade | None
    family: str | None
    skills: tuple[str, ...]  # canonical names, each once
    text: str
    experience_months: float | None
    region: RegionGroup
    work_format: WorkFormat | None
    month: int | None  # months since year 0; None only for training rows without a date

    @property
    def experience_bucket(self) -> int | None:
        """The index of hh.ru's bucket: below a year, 1-3 years, 3-6 years, more; None where unknown."""
        months = self.experience_months
        return None if months is None else sum(months >= start for start in BUCKET_STARTS_MONTHS) - 1


def make_profile(  # noqa: PLR0913 - one argument for each fact that pay is told by
    *,
    title: str,
    grade_title: str,
    skills: Iterable[str],
    text: str,
    experience_months: float | None,
    city: str | None,
    format_text: str,
    month: int | None,
) -> PayProfile:
    """The one way to a profile, for resumes and vacancies alike.

    Args:
        title: the wanted position or the title of the vacancy.
        grade_title: where the grade is read when the title states none.
        skills: as listed, in any spelling.
        text: free text.
        experience_months: None where it is unknown.
        city: as printed.
        format_text: where "remote" or "hybrid" may be said.
        month: the month that the pay is of, in months since year 0.
    """
    title = title[:_MOST_TITLE_CHARACTERS]
    names = dict.fromkeys(_name_skill(raw[:_MOST_SKILL_CHARACTERS]) for raw in skills)
    return PayProfile(
        title=title,
        grade=stated_grade(title) or stated_grade(grade_title[:_MOST_TITLE_CHARACTERS]),
        family=title_profession(title),
        skills=tuple(name for name in names if name)[:MOST_SKILLS],
        text=text[:MOST_TEXT_CHARACTERS],
        experience_months=experience_months,
        region=region_group(city),
        work_format=_read_format(format_text),
        month=month,
    )


def profile_resume(resume: Resume, as_of: date) -> PayProfile:
    """The profile of a resume, as of a month.

    Raises:
        InvalidInput: `too_little_to_price` where there is no position, no skill and no job;
            `not_it_resume` where the title is of another trade and neither a job nor the skills say IT.
    """
    read_at = _read_date(resume, as_of)
    latest = _latest_job(resume.experience, read_at)
    latest_title = (latest.position or "") if latest else ""
    title = resume.position or next(iter(resume.specializations), None) or latest_title
    if not (title.strip() or any(skill.strip() for skill in resume.skills) or resume.experience):
        raise InvalidInput(problem("too_little_to_price"))
    if is_outside_it(title) and not _says_it(resume):
        raise InvalidInput(problem("not_it_resume"))
    in_it = [job for job in resume.experience if not is_outside_it(job.position or "")]
    return make_profile(
        title=title,
        grade_title=latest_title,
        skills=(*resume.skills, *_list_languages(resume)),
        text="\n".join(filter(None, (resume.about, *(job.description for job in resume.experience)))),
        experience_months=kept_experience_months(resume, in_it, read_at),
        city=resume.city,
        format_text=f"{resume.position or ''} {resume.city or ''}",
        month=month_of(as_of),
    )


@lru_cache(maxsize=50_000)
def _name_skill(raw: str) -> str:
    """The canonical name of a listed skill; English of any level above a beginner's is one skill."""
    folded = fold(raw)
    if _ENGLISH.match(folded):
        return "" if _BEGINNER.search(folded) else _ENGLISH_SKILL
    return find_skill(raw).canonical


def _list_languages(resume: Resume) -> list[str]:
    """The foreign languages that vacancies ask for, with the level: English."""
    return [
        f"{language.name} {language.level or ''}"
        for language in resume.languages
        if _ENGLISH.match(fold(language.name))
    ]


def _says_it(resume: Resume) -> bool:
    """Whether a job, a specialization or at least `LEAST_IT_SKILLS` skills are plainly of IT."""
    titles = (*(job.position or "" for job in resume.experience), *resume.specializations)
    if any(title_profession(title) and not is_outside_it(title) for title in titles):
        return True
    names = [find_skill(raw) for raw in resume.skills]
    plain = {skill.canonical for skill in names if skill.known and skill.kind in _IT_ONLY_KINDS}
    tools = {skill.canonical for skill in names} & _IT_ONLY_TOOLS
    return len((plain | tools) - _OFFICE_SKILLS) >= LEAST_IT_SKILLS


def _read_date(resume: Resume, as_of: date) -> date:
    """What "to the present" means: the month told, or the resume's update if up to a year later."""
    if resume.updated_at is None:
        return as_of
    now, updated = month_of(as_of), month_number(resume.updated_at)
    return date(updated // 12, updated % 12 + 1, 1) if now < updated <= now + 12 else as_of


def _latest_job(jobs: Iterable[Experience], as_of: date) -> Experience | None:
    """The job that ended last; of several, the first of the document."""
    dated = [(span[1], job) for job in jobs if (span := job_months(job, as_of))]
    return max(dated, key=lambda pair: pair[0])[1] if dated else next(iter(jobs), None)


def _read_format(text: str) -> WorkFormat | None:
    """Remote or hybrid where the text says so; an office is what goes without saying."""
    folded = fold(text)
    formats: tuple[WorkFormat, ...] = ("hybrid", "remote")
    return next((name for name in formats if _FORMAT_WORDS[name].search(folded)), None)
