"""The words of an hh.ru export, in Russian and English."""

from dataclasses import dataclass

from shared.contracts.resume import Experience, Resume

_MONTHS = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()  # noqa: SIM905
_GENITIVE = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905
_ENGLISH = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def plural(count: int, forms: tuple[str, str, str]) -> str:
    """The form of a Russian noun behind a number: (год, года, лет)."""
    if count % 10 == 1 and count % 100 != 11:
        return forms[0]
    return forms[1] if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else forms[2]


@dataclass(frozen=True, slots=True)
class HhWords:
    """Titles and labels of one language."""

    is_russian: bool
    wanted: str
    experience: str
    education: str
    courses: str
    skills: str
    languages: str
    more: str
    about: str
    recommendations: str
    lives_in: str
    citizenship: str
    relocation: str
    preferred: str
    other_site: str
    specializations: str
    employment: str
    full_time: str
    schedule: str
    full_day: str
    faculty: str
    sub_industry: str
    present: str

    def day(self, date: str) -> str:
        """'17 апреля 1993' of '1993-04-17'."""
        year, month, day = (int(part) for part in date.split("-"))
        return f"{day} {(_GENITIVE if self.is_russian else _ENGLISH)[month - 1]} {year}"

    def month(self, date: str) -> str:
        """'Апрель 2023' of '2023-04'."""
        year, month = date.split("-")
        name = (_MONTHS if self.is_russian else _ENGLISH)[int(month) - 1]
        return f"{name.capitalize()} {year}"

    def person(self, resume: Resume) -> str:
        """The line of gender, age and birth date; what is unknown is left out."""
        genders = (
            {"male": "Мужчина", "female": "Женщина"}
            if self.is_russian
            else {"male": "Male", "female": "Female"}
        )
        text = genders[resume.gender or "male"]
        if resume.age is not None:
            years = plural(resume.age, ("год", "года", "лет")) if self.is_russian else "years"
            text += f", {resume.age}\u00a0{years}"
        if resume.birth_date:
            born = (
                "born on" if not self.is_russian else "родилась" if resume.gender == "female" else "родился"
            )
            text += f", {born} {self.day(resume.birth_date)}"
        return text

    def updated(self, date: str) -> str:
        """The footer."""
        return (
            f"Резюме обновлено {self.day(date)} в 10:15"
            if self.is_russian
            else f"Resume updated {self.day(date)} at 10:15"
        )

    def job_dates(self, job: Experience) -> list[str]:
        """The lines of the left column beside a job."""
        last = self.present if job.current else self.month(job.end or "")
        length = "1 год 1 месяц" if self.is_russian else "1 year 1 month"
        return [f"{self.month(job.start or '')}\u00a0—", last, length]


def print_length(months: int, words: HhWords) -> str:
    """'2 года 8 месяцев' of 32."""
    years, rest = divmod(months, 12)
    if words.is_russian:
        parts = (
            f"{years} {plural(years, ('год', 'года', 'лет'))}" if years else "",
            f"{rest} {plural(rest, ('месяц', 'месяца', 'месяцев'))}" if rest else "",
        )
    else:
        parts = (f"{years} years" if years else "", f"{rest} months" if rest else "")
    return " ".join(part for part in parts if part)


RU = HhWords(
    is_russian=True,
    wanted="Желаемая должность и зарплата",
    experience="Опыт работы",
    education="Образование",
    courses="Повышение квалификации, курсы",
    skills="Навыки",
    languages="Знание языков",
    more="Дополнительная информация",
    about="Обо мне",
    recommendations="Рекомендации",
    lives_in="Проживает",
    citizenship="Гражданство: Россия,\u00a0есть разрешение на работу: Россия",
    relocation="Не готов к переезду, готов к редким командировкам",
    preferred="предпочитаемый способ связи",
    other_site="Другой сайт",
    specializations="Специализации",
    employment="Занятость",
    full_time="полная занятость",
    schedule="График работы",
    full_day="полный день, удаленная работа",
    faculty="Факультет информатики и вычислительной техники",
    sub_industry="Разработка программного обеспечения",
    present="настоящее время",
)
EN = HhWords(
    is_russian=False,
    wanted="Desired position and salary",
    experience="Work experience",
    education="Education",
    courses="Professional development, courses",
    skills="Skills",
    languages="Languages",
    more="Additional information",
    about="About me",
    recommendations="References",
    lives_in="Reside in",
    citizenship="Citizenship: Russia, work permit at: Russia",
    relocation="Not prepared to relocate, prepared for business trips",
    preferred="preferred means of communication",
    other_site="Other site",
    specializations="Specializations",
    employment="Employment",
    full_time="full time",
    schedule="Work schedule",
    full_day="full day, remote working",
    faculty="Faculty of Computer Science",
    sub_industry="Software development",
    present="till now",
)
