"""What a vacancy asks for and a resume does not show."""

import re

from shared.contracts.resume import Resume
from shared.contracts.target import Target
from shared.reference.skills import KNOWN_SKILLS, skill_key
from shared.reference.text import fold

_LIMIT = 8


def missing_vacancy_skills(resume: Resume, target: Target) -> tuple[str, ...]:
    """Known skills that the vacancy names and the resume names nowhere, at most eight."""
    wanted = named_skills(f"{target.vacancy_title or ''}\n{target.vacancy_description or ''}")
    text = "\n".join(
        part
        for part in (
            resume.position,
            resume.about,
            *(job.position for job in resume.experience),
            *(job.description for job in resume.experience),
        )
        if part
    )
    shown = {skill_key(skill) for skill in resume.skills} | {skill_key(skill) for skill in named_skills(text)}
    return tuple(skill for skill in wanted if skill_key(skill) not in shown)[:_LIMIT]


def named_skills(text: str) -> tuple[str, ...]:
    """Known skills that a text names as whole words, in the order of the vocabulary."""
    folded = fold(text)
    return tuple(
        name
        for name, spellings in KNOWN_SKILLS.items()
        if any(_names(spelling, folded) for spelling in spellings)
    )


def _names(spelling: str, folded_text: str) -> bool:
    if spelling not in folded_text:  # much faster than the pattern, and nearly always the answer
        return False
    return bool(re.search(rf"(?<![\w+#]){re.escape(spelling)}(?![\w+#])", folded_text))
