"""What a vacancy asks for and a resume does not show."""

from shared.contracts.resume import Resume
from shared.contracts.target import Target
from shared.reference.skill_names.find import find_skill
from shared.reference.skill_names.mentions import find_mentions

_LIMIT = 8


def missing_vacancy_skills(resume: Resume, target: Target) -> tuple[str, ...]:
    """IT skills that the vacancy names and the resume names nowhere, at most eight."""
    wanted = find_mentions(f"{target.vacancy_title or ''}\n{target.vacancy_description or ''}")
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
    shown = {find_skill(skill).canonical for skill in resume.skills} | set(find_mentions(text))
    return tuple(skill for skill in wanted if skill not in shown)[:_LIMIT]
