"""Drops what is no vacancy in IT: resumes, chatter, other trades."""

import re

from services.salary.training.ingest.facts.skills import count_it_skills
from services.salary.training.ingest.outcome import Outcome
from services.salary.training.ingest.readers.post_kinds import name_kind
from services.salary.training.ingest.vacancy import Vacancy
from shared.reference.professions import is_outside_it, title_profession
from shared.reference.skill_names.mentions import find_mentions
from shared.reference.text import fold

# Professions whose words other trades use too: an analyst of a bank's branch, a head of a shop.
_WIDE = frozenset(
    {
        "Аналитик",
        "Администрирование и сети",
        "Бизнес-аналитик",
        "Дизайнер",
        "Инженер данных",
        "Информационная безопасность",
        "Продукт и проект",
        "Разработчик",
        "Разработчик игр",
        "Руководитель",
        "Тестирование",
        "Техническая поддержка",
        "Финансовый аналитик",
    }
)
# Words that name work in IT by themselves, whatever the profession.
_PLAIN_IT = re.compile(
    r"product (?:manager|owner|analyst|lead|designer)|продакт|scrum|ux|ui(?!\w)|sql|[сc]истемн|system|web"
    r"|software"
    r"|веб|программист|developer|разработчик|тестиров|(?<!\w)(?:it|ит|a?qa|soc|api)(?!\w)|айти|data|данных"
    r"|кибер|cyber|pentest|пентест|linux|devops|network|сетев|техническ\w+ поддержк|tech\w* support"
    r"|help ?desk"
    r"|service ?desk|информационн\w+ безопасност|защит\w+ информации"
)
# Roles of hh.ru's category of IT that hold little else; those of analysts and designers hold much.
_IT_ROLES = frozenset(
    fold(role)
    for role in (
        "DevOps-инженер",
        "Дата-сайентист",
        "Менеджер продукта",
        "Программист, разработчик",
        "Продуктовый аналитик",
        "Руководитель группы разработки",
        "Сетевой инженер",
        "Системный администратор",
        "Системный аналитик",
        "Специалист по информационной безопасности",
        "Специалист технической поддержки",
        "Тестировщик",
    )
)
_FEWEST_SKILLS_WIDE = 2
_FEWEST_SKILLS_NONE = 4


def drop_other_posts(vacancy: Vacancy) -> Outcome:
    """Drop what has no title, resumes, and chatter."""
    kind = vacancy.kind
    if kind == "vacancy" and not vacancy.employer:
        # A row of a table may have been read out of a channel by somebody else.
        kind = "resume" if name_kind(vacancy.description, vacancy.title) == "resume" else kind
    if kind != "vacancy":
        return Outcome(None, (f"dropped: {kind}",))
    return Outcome(vacancy) if vacancy.title else Outcome(None, ("dropped: no title",))


def drop_other_trades(vacancy: Vacancy) -> Outcome:
    """Drop what is outside IT, by the title; where that is not plain, by how many IT skills are named."""
    if is_outside_it(vacancy.title):
        return Outcome(None, ("dropped: outside IT",))
    profession = title_profession(vacancy.title)
    if profession is not None and (profession not in _WIDE or _is_plain(vacancy)):
        return Outcome(vacancy)
    told = find_mentions(f"{vacancy.title}\n{vacancy.description}")
    skills = count_it_skills(tuple(dict.fromkeys((*vacancy.skills, *told))))
    needed = _FEWEST_SKILLS_NONE if profession is None else _FEWEST_SKILLS_WIDE
    return Outcome(vacancy) if skills >= needed else Outcome(None, ("dropped: outside IT",))


def _is_plain(vacancy: Vacancy) -> bool:
    """Whether the title, the role or the channel says that a wide profession means IT."""
    is_it_channel = vacancy.source.startswith("telegram:")
    return is_it_channel or fold(vacancy.role) in _IT_ROLES or bool(_PLAIN_IT.search(fold(vacancy.title)))
