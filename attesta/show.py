"""An assessment as a person reads it in a terminal."""

from collections.abc import Iterator

from shared.contracts.assessment import Assessment
from shared.contracts.company import Company
from shared.contracts.expertise import Expertise
from shared.contracts.salary import Salary


def show_assessment(assessment: Assessment) -> str:
    """The assessment as lines of text, Russian."""
    return "\n".join(_lines(assessment))


def _lines(assessment: Assessment) -> Iterator[str]:
    resume, company = assessment.resume, assessment.company
    if resume:
        yield _field("Кто", " · ".join(filter(None, (resume.full_name, resume.position, resume.city))))
    if assessment.expertise:
        yield from _expertise_lines(assessment.expertise, assessment.target.grade)
    if assessment.salary:
        yield from _salary_lines(assessment.salary)
    yield from _wanted_lines(assessment)
    if company:
        yield _field(
            "Компания",
            f"{company.name}: {company.place}-е место из {company.places}, балл {company.score:g} из "
            f"{company.best_score:g} ({company.group}, {company.year}), {_recognition(company)}",
        )
    for item in assessment.advice.items if assessment.advice else ():
        gain = f" (+{_rubles(item.gain_rub)})" if item.gain_rub else ""
        yield _field("Совет", item.text + gain)
    for problem in assessment.problems:
        yield _field("Внимание", problem.message)
    if assessment.status != "done":
        yield _field("Состояние", assessment.status)


def _recognition(company: Company) -> str:
    if company.matched_by == "exact":
        return "по названию"
    way = {"alias": "по другому написанию", "fuzzy": "по похожему названию"}[company.matched_by]
    return f"{way}: {company.confidence:.0%}"


def _expertise_lines(expertise: Expertise, claimed: str | None) -> Iterator[str]:
    if expertise.grade is None:
        yield _field("Грейд", "оценки нет: сведений слишком мало")
    else:
        value = expertise.grade.value
        share = expertise.grade.probabilities[value]
        yield _field("Грейд", f"{value} ({share:.0%}) · {_made_by(expertise)}")
    if expertise.confirmed_probability is not None:
        what = f"заявленный {claimed}" if claimed else "по вакансии или резюме"
        yield _field("Подтвердится", f"{expertise.confirmed_probability:.0%} ({what})")
    for reason in expertise.reasons:
        yield _field("", f"– {reason.text}" + (f" [{_short(reason.evidence)}]" if reason.evidence else ""))


def _salary_lines(salary: Salary) -> Iterator[str]:
    yield _field(
        "Зарплата",
        f"{_rubles(salary.low)} – {_rubles(salary.high)}, в середине {_rubles(salary.median)} "
        "на руки в месяц "
        f"({salary.coverage:.0%}, {salary.as_of:%m.%Y}) · {salary.model} {salary.version}",
    )
    for reason in salary.reasons:
        sign = "+" if reason.effect_rub > 0 else "−"
        yield _field("", f"– {reason.feature}: {sign}{_rubles(abs(reason.effect_rub))}")
    if salary.comparables:
        near = salary.comparables
        yield _field(
            "",
            f"– похожих вакансий {near.count}: {_rubles(near.p10)} – {_rubles(near.p90)}, {near.description}",
        )


def _wanted_lines(assessment: Assessment) -> Iterator[str]:
    """What is asked and offered, to be held against the range."""
    wanted = assessment.resume.salary_expectation if assessment.resume else None
    if wanted:
        amount = _rubles(wanted.amount) if wanted.currency == "RUB" else f"{wanted.amount} {wanted.currency}"
        yield _field("Ожидания", f"{amount} (из резюме)")
    if assessment.target.salary_text:
        yield _field("Оплата", f"{assessment.target.salary_text} (указано в запросе)")


def _made_by(expertise: Expertise) -> str:
    return f"{expertise.engine}/{expertise.model} {expertise.version}"


def _field(name: str, text: str) -> str:
    return f"{name:<13}{text}"


def _rubles(amount: int) -> str:
    return f"{amount:,} ₽".replace(",", " ")


def _short(text: str, limit: int = 90) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
