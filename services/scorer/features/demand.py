"""What a vacancy asks for, found in its words."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.scorer.features.claimed import drop_denied
from services.scorer.features.words import MAX_CHARACTERS, read_phrases, read_words
from shared.contracts.resume import Resume
from shared.contracts.target import Target
from shared.reference.grades import without_grade_words

_LONGEST_SKILL_WORDS = 3


@dataclass(frozen=True)
class Demand:
    """What a vacancy asks for.

    Attributes:
        title_words: stems of its title without grade words.
        skills: canonical names in order of appearance.
    """

    title_words: frozenset[str]
    skills: tuple[str, ...]


def read_demand(target: Target, known_skills: Mapping[str, str]) -> Demand | None:
    """What the target's vacancy asks for; None where none is described.

    Args:
        target: with or without a vacancy.
        known_skills: phrases of stems, as `find_skills` reads them, to canonical names.
    """
    if not target.vacancy_title and not target.vacancy_description:
        return None
    text = f"{target.vacancy_title or ''}\n{target.vacancy_description or ''}"
    title = without_grade_words(target.vacancy_title or "")
    return Demand(frozenset(read_words(title)), tuple(find_skills(text, known_skills)))


def find_skills(text: str, known_skills: Mapping[str, str]) -> dict[str, None]:
    """The canonical names of the known skills that a text names, in order of appearance."""
    phrases = read_phrases(text, _LONGEST_SKILL_WORDS)
    return dict.fromkeys(known_skills[phrase] for phrase in phrases if phrase in known_skills)


def find_resume_skills(
    resume: Resume, job_texts: list[str], known_skills: Mapping[str, str]
) -> dict[str, None]:
    """The known skills that a resume names anywhere and does not deny: in its list, about, in the jobs."""
    told = [
        drop_denied(text[:MAX_CHARACTERS]) for text in (*resume.skills[:200], resume.about or "", *job_texts)
    ]
    return find_skills("\n".join(told), known_skills)
