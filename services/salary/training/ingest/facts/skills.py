"""How many of a vacancy's skills are of IT."""

from shared.reference.skill_names.find import find_skill


def count_it_skills(skills: tuple[str, ...]) -> int:
    """How many of some skills are IT skills, office programs left out: every trade lists those."""
    return sum(
        skill.is_it and skill.kind != "office" and (skill.known or skill.kind != "technology")
        for skill in map(find_skill, skills)
    )
