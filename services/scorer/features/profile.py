"""A profile: what a resume and a vacancy have in common, so that one model can read both."""

from dataclasses import dataclass
from functools import lru_cache

from services.scorer.features.history import History, job_text
from services.scorer.features.words import MAX_CHARACTERS, join_phrases, read_phrases, read_ungraded_words
from shared.reference.grades import without_grade_words
from shared.reference.skill_names.find import find_skill
from shared.reference.text import fold

MAX_SKILLS = 200
"""Of one profile: a list of thousands says no more."""

# Months at which the model has a weight of its own; between them it is interpolated, so that one month more
# never makes a jump. They are the middles of what vacancies ask for: nothing, 1-3, 3-6, over 6 years.
EXPERIENCE_KNOTS = (0, 24, 54, 96)

UNDATED_MONTHS = 24.0
"""What jobs without dates are taken for: one to three years, so that the missing dates make nobody senior."""


@dataclass(frozen=True)
class Profile:
    """What a model may read.

    Attributes:
        title: of the job, grade words and all.
        skills: as written.
        text: everything else.
        months: of experience, had or asked for; None where unknown.
    """

    title: str
    skills: tuple[str, ...]
    text: str
    months: float | None


def profile_resume(history: History) -> Profile:
    """The profile of a person: latest work first. Name, sex, age, city, contacts and employers stay out."""
    resume = history.resume
    latest = history.relevant[0].position if history.relevant else None
    return Profile(
        title=". ".join(filter(None, (resume.position, latest))),
        skills=resume.skills[:MAX_SKILLS],
        text=tell_work(history),
        months=UNDATED_MONTHS if history.months is None else history.months,
    )


def tell_work(history: History) -> str:
    """What a resume tells of work in IT in sentences: its "about" and the jobs, latest first."""
    texts = [history.resume.about or "", *map(job_text, history.relevant)]
    return "\n".join(texts)[:MAX_CHARACTERS]


def tell_career(history: History) -> str:
    """What a resume tells in sentences of any work: its "about" and the jobs, latest first."""
    return "\n".join([history.resume.about or "", *map(job_text, history.jobs)])[:MAX_CHARACTERS]


def list_terms(profile: Profile) -> dict[str, list[str]]:
    """The terms of a profile by block, grade words taken out of all of them.

    Each block is weighed as a whole, so a long text counts no more than a short one.
    """
    skills = {key_skill(skill) for skill in profile.skills[:MAX_SKILLS]}
    return {
        "title": [f"title:{phrase}" for phrase in read_phrases(without_grade_words(profile.title))],
        "skill": [f"skill:{skill}" for skill in sorted(skills) if skill],
        "text": [f"text:{phrase}" for phrase in join_phrases(read_ungraded_words(profile.text))],
    }


@lru_cache(maxsize=50_000)
def key_skill(raw: str) -> str:
    """What the spellings of one skill have in common, whatever grade they state.

    Example:
        >>> key_skill("Senior Postgres")
        'postgresql'
    """
    return fold(find_skill(without_grade_words(raw)).canonical)


def weigh_experience(months: float | None) -> list[float]:
    """The weights of the experience knots, of sum 1; then 1 where the months are unknown.

    Example:
        >>> weigh_experience(12)
        [0.5, 0.5, 0.0, 0.0, 0.0]
    """
    weights = [0.0] * (len(EXPERIENCE_KNOTS) + 1)
    if months is None:
        weights[-1] = 1.0
        return weights
    reached = max(i for i, knot in enumerate(EXPERIENCE_KNOTS) if months >= knot)
    if reached == len(EXPERIENCE_KNOTS) - 1:
        weights[reached] = 1.0
        return weights
    low, high = EXPERIENCE_KNOTS[reached], EXPERIENCE_KNOTS[reached + 1]
    weights[reached + 1] = (months - low) / (high - low)
    weights[reached] = 1.0 - weights[reached + 1]
    return weights
