"""The advisor: what to improve, most useful first. Rules only; each item says what it rests on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from services.advisor.vacancy import missing_vacancy_skills
from shared.contracts.advice import Advice, AdviceItem
from shared.contracts.expertise import Expertise
from shared.contracts.resume import Resume
from shared.contracts.salary import Salary
from shared.contracts.target import Target
from shared.reference.grades import RUSSIAN, grade_gap

ENGINE, MODEL, VERSION = "rules", "advice-rules", "1"

_ENOUGH_SKILLS = 5
_ENOUGH_DESCRIPTION_CHARACTERS = 80
_ITEMS_LIMIT = 10


@dataclass(frozen=True)
class _Case:
    resume: Resume
    target: Target
    expertise: Expertise | None
    salary: Salary | None


def give_advice(resume: Resume, target: Target, expertise: Expertise | None, salary: Salary | None) -> Advice:
    """Say what to improve, from all that is known of a resume; what could not be judged is None."""
    case = _Case(resume, target, expertise, salary)
    items = [item for rule in _RULES for item in rule(case)]
    return Advice(items=tuple(items[:_ITEMS_LIMIT]), engine=ENGINE, model=MODEL, version=VERSION)


def _close_grade_gap(case: _Case) -> Iterator[AdviceItem]:
    claimed, expertise = case.target.grade, case.expertise
    if claimed is None or expertise is None or expertise.grade is None:
        return
    estimate, reasons = expertise.grade, [reason for reason in expertise.reasons if reason.evidence][:2]
    gap = grade_gap(claimed, estimate.value)
    if gap > 0:
        yield AdviceItem(
            kind="grade",
            text=f"Заявлен уровень {RUSSIAN[claimed]}, резюме показывает {RUSSIAN[estimate.value]}: "
            "опишите задачи заявленного уровня, их масштаб и свою роль, или заявите уровень ниже.",
            evidence="; ".join(reason.text for reason in reasons) or None,
        )
    elif gap < 0:
        yield AdviceItem(
            kind="grade",
            text=f"Резюме тянет на {RUSSIAN[estimate.value]}, а заявлен {RUSSIAN[claimed]}: можно "
            "претендовать на большее.",
            evidence="; ".join(reason.text for reason in reasons) or None,
        )


def _cover_vacancy(case: _Case) -> Iterator[AdviceItem]:
    missing = missing_vacancy_skills(case.resume, case.target)
    if missing:
        yield AdviceItem(
            kind="vacancy",
            text=f"В вакансии названо то, чего нет в резюме: {', '.join(missing)}. Если опыт есть, "
            "укажите его.",
            evidence=case.target.vacancy_title,
        )


def _compare_pay(case: _Case) -> Iterator[AdviceItem]:
    asked, salary = case.resume.salary_expectation, case.salary
    if asked is None or salary is None or asked.currency != salary.currency:
        return
    if asked.amount > salary.high:
        text = "Ожидания по оплате выше, чем платят таким специалистам: объясните их опытом или снизьте."
    elif asked.amount < salary.low:
        text = "Ожидания по оплате ниже, чем платят таким специалистам: можно просить больше."
    else:
        return
    yield AdviceItem(
        kind="resume",
        text=text,
        evidence=f"Просят {asked.amount} ₽, на рынке {salary.low}–{salary.high} ₽.",
    )


def _learn_skills(case: _Case) -> Iterator[AdviceItem]:
    for gain in case.salary.gains if case.salary else ():
        yield AdviceItem(
            kind="skill",
            text=f"С навыком «{gain.skill}» у похожих вакансий оплата выше.",
            evidence="Связь в данных рынка, не обещание.",
            gain_rub=gain.gain_rub,
        )


def _describe_jobs(case: _Case) -> Iterator[AdviceItem]:
    short = [
        job for job in case.resume.experience if len(job.description or "") < _ENOUGH_DESCRIPTION_CHARACTERS
    ]
    if short:
        places = ", ".join(job.company or job.position or "место без названия" for job in short[:3])
        yield AdviceItem(
            kind="resume",
            text="Опишите, что сделали и с каким результатом: в цифрах, с названиями технологий.",
            evidence=f"Без описания или с очень коротким: {places}.",
        )


@dataclass(frozen=True)
class _Gap:
    """Something that a resume usually has and this one lacks."""

    is_there: Callable[[Resume], bool]
    text: str
    evidence: str


_GAPS = (
    _Gap(
        lambda resume: bool(resume.position),
        "Назовите желаемую должность в начале резюме.",
        "Желаемая должность не найдена.",
    ),
    _Gap(
        lambda resume: bool(resume.experience),
        "Добавьте опыт: работу, стажировки, учебные и свои проекты с датами.",
        "Опыт работы не найден.",
    ),
    _Gap(
        lambda resume: all(job.start for job in resume.experience),
        "Укажите месяц и год начала и конца каждой работы.",
        "У части мест работы даты не найдены.",
    ),
    _Gap(
        lambda resume: len(resume.skills) >= _ENOUGH_SKILLS,
        "Перечислите ключевые навыки отдельным списком: по нему резюме находят.",
        f"В списке найдено меньше {_ENOUGH_SKILLS} навыков.",
    ),
    _Gap(
        lambda resume: bool(resume.contacts.phones or resume.contacts.emails or resume.contacts.links),
        "Добавьте контакты.",
        "Контакты не найдены.",
    ),
    _Gap(
        lambda resume: bool(resume.about),
        "Добавьте несколько строк о себе: чем сильны и чего хотите.",
        "Раздел «Обо мне» не найден.",
    ),
)


def _fill_gaps(case: _Case) -> Iterator[AdviceItem]:
    for gap in _GAPS:
        if not gap.is_there(case.resume):
            yield AdviceItem(kind="resume", text=gap.text, evidence=gap.evidence)


_RULES = (_close_grade_gap, _cover_vacancy, _compare_pay, _describe_jobs, _learn_skills, _fill_gaps)
"""In the order of use to the person."""
