"""A resume as a person reads it in a terminal."""

from collections.abc import Iterator

from shared.contracts.resume import Course, Education, Experience, Resume


def show_resume(resume: Resume) -> str:
    """The resume as lines of text, Russian."""
    return "\n".join(f"{name:<13}{text}" for name, text in _lines(resume) if text)


def _lines(resume: Resume) -> Iterator[tuple[str, str]]:
    yield "Имя", resume.full_name or "—"
    yield "Должность", resume.position or "—"
    yield "О человеке", _join(resume.birth_date, resume.age and f"возраст {resume.age}", resume.city)
    contacts = resume.contacts
    yield "Контакты", _join(*contacts.phones, *contacts.emails, *contacts.links)
    if pay := resume.salary_expectation:
        yield "Ожидания", f"{pay.amount} {pay.currency}"
    yield from _list("Опыт", map(_show_job, resume.experience))
    yield from _list("Образование", map(_show_study, resume.education))
    yield from _list("Курсы", map(_show_course, resume.courses))
    yield "Навыки", ", ".join(resume.skills)
    yield "Языки", ", ".join(_join(one.name, one.level) for one in resume.languages)
    for problem in resume.source.problems:
        yield "Внимание", problem.message


def _list(name: str, items: Iterator[str]) -> Iterator[tuple[str, str]]:
    for number, item in enumerate(items):
        yield ("" if number else name), item


def _show_job(job: Experience) -> str:
    end = "по настоящее время" if job.current else job.end
    return _join(" — ".join(filter(None, (job.start, end))), job.company, job.position)


def _show_study(study: Education) -> str:
    return _join(study.year, study.institution, study.speciality)


def _show_course(course: Course) -> str:
    return _join(course.year, course.name, course.organization)


def _join(*parts: str | int | None) -> str:
    return " · ".join(str(part) for part in parts if part)
