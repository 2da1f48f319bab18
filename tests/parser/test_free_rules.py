"""The rules for resumes of unknown layout: a value that is wrong is worse than one that is missing."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from services.parser.contacts import join_cut_links
from services.parser.freeform.courses import read_free_courses
from services.parser.freeform.education import read_free_education
from services.parser.freeform.experience import read_free_experience
from services.parser.freeform.furniture import drop_furniture
from services.parser.freeform.job_head import read_job_head
from services.parser.freeform.person import find_gender, find_name, find_position
from services.parser.freeform.skills import read_free_skills
from services.parser.lines import Line, Word, make_flow_line
from services.parser.parse import parse_document
from services.parser.tables.section_titles import Section
from shared.contracts.document import Document, DocumentKind
from shared.contracts.resume import Resume


def make_lines(*texts: str) -> list[Line]:
    """Lines of a flow document; a leading '*' makes a line bold."""
    return [
        make_flow_line(text.removeprefix("*"), number, bold=text.startswith("*"))
        for number, text in enumerate(texts)
    ]


def draw_pdf(*places: tuple[float, float, float, str]) -> Resume:
    """Parse a page with texts at (x, y, size)."""
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for x, y, size, text in places:
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, y, text)
    canvas.save()
    return parse_document(Document(kind=DocumentKind.PDF, content=stream.getvalue())).resume


@pytest.mark.parametrize(
    ("lines", "company", "position"),
    [
        (["Product Designer, Revolut — Lisbon"], "Revolut", "Product Designer"),
        (["Junior UI Designer at Pixel Barn"], "Pixel Barn", "Junior UI Designer"),
        (['"MEDIK.KG", WEB DEVELOPER'], "MEDIK.KG", "WEB DEVELOPER"),
        (["Team Lead | AI Developer", "Aimenso | удаленно"], "Aimenso", "Team Lead | AI Developer"),
        (['ПАО "Банк"', "Операционист - кассир"], 'ПАО "Банк"', "Операционист - кассир"),
        (["Backend developer, Python", "Acme"], "Acme", "Backend developer, Python"),
        (["Backend developer, Python"], None, "Backend developer, Python"),
        (["АО «Север», Москва", "Ведущий системный аналитик"], "АО «Север»", "Ведущий системный аналитик"),
        (["EPAM Systems, Systems Engineer. AWS, Jenkins"], "EPAM Systems", "Systems Engineer"),
        (["Developer (remote, part-time)", "WPG (Kharkiv)"], "WPG", "Developer"),
        (["Кафе «Утро» — шеф-повар"], "Кафе «Утро»", "шеф-повар"),
        (["Team Lead | Software Architect"], None, "Team Lead"),
    ],
)
def test_a_position_is_told_from_a_company(lines: list[str], company: str | None, position: str) -> None:
    head = read_job_head(lines)
    assert (head.company, head.position) == (company, position)


@pytest.mark.parametrize(
    ("lines", "jobs"),
    [
        (  # no dates at all: the heads stand out
            ["*Acme", "Web developer", "• Sites", "*Volga LLC", "QA engineer", "• Tests"],
            [("Acme", "Web developer"), ("Volga LLC", "QA engineer")],
        ),
        (  # one company above two positions
            ["*Acme", "Senior developer | 2020 - 2022", "• Led", "Developer | 2018 - 2020", "• Wrote"],
            [("Acme", "Senior developer"), ("Acme", "Developer")],
        ),
        (  # labels
            ["Период работы: 05.2020 - 06.2021", "Организация: Луч", "Должность: Инженер", "- чертежи"],
            [("Луч", "Инженер")],
        ),
        (  # the way of the first head tells how to read the second
            ["Developer, Volga LLC | 2019 - 2020", "Мастер смены, Заря | 2018 - 2019"],
            [("Volga LLC", "Developer"), ("Заря", "Мастер смены")],
        ),
        (["2021 год - практика в центре (Луч) - инженер"], [("Луч", "инженер")]),
        (["Бухгалтер в ПАО «Луч»", "2019 - 2020"], [("ПАО «Луч»", "Бухгалтер")]),
    ],
)  # fmt: skip
def test_heads_of_jobs(lines: list[str], jobs: list[tuple[str | None, str | None]]) -> None:
    assert [(job.company, job.position) for job in read_free_experience(make_lines(*lines))] == jobs


@pytest.mark.parametrize(
    ("line", "gender"),
    [
        ("Родилась 4 марта 2001", "female"),
        ("Родился 4 марта 2001", "male"),
        ("Семейное положение: женат, двое детей", "male"),
        ("Не замужем", "female"),
        ("Пол: женский", "female"),
        ("Анна Иванова", None),
    ],
)
def test_gender_is_what_the_head_says(line: str, gender: str | None) -> None:
    assert find_gender(make_lines(line)) == gender


def test_what_the_rules_are_unsure_of() -> None:
    text = "Иван Иванов\n+7 957 000-11-22\nОПЫТ РАБОТЫ\nмай 2020 - июнь 2021\n- писал отчёты о погоде\n"
    text += "НАВЫКИ\nГод за годом я много читал о том, как пишут большие программы.\nОБРАЗОВАНИЕ\nМГТУ, 2010"
    parsed = parse_document(Document(kind=DocumentKind.TEXT, content=text.encode()))
    assert [one.section for one in parsed.unsure] == [Section.EXPERIENCE, Section.SKILLS]
    assert parsed.unsure[0].text == "май 2020 - июнь 2021\n- писал отчёты о погоде"


def test_languages_of_programming_are_no_languages() -> None:
    text = b"Ivan Ivanov\n+7 957 000-11-22\nSKILLS:\nLanguages: Python, Go\nLANGUAGES:\nEnglish B2"
    found = parse_document(Document(kind=DocumentKind.TEXT, content=text)).resume
    assert found.skills == ("Python", "Go")
    assert [language.name for language in found.languages] == ["English"]


def test_a_name_of_the_largest_type_opens_the_head_again() -> None:
    resume = draw_pdf(
        (60, 780, 13, "Skills:"), (60, 760, 10, "Python, SQL, Docker"), (60, 720, 22, "Ivan Probnikov"),
        (60, 700, 10, "Python Developer"), (60, 680, 10, "+7 957 000-11-22"), (60, 640, 13, "Education:"),
        (60, 620, 10, "Moscow State University, 2020"),
    )  # fmt: skip
    assert (resume.full_name, resume.position) == ("Ivan Probnikov", "Python Developer")
    assert resume.skills == ("Python", "SQL", "Docker")


def test_page_numbers_and_running_headers_are_dropped() -> None:
    texts = [(0, 50.0, "Experience"), (0, 800.0, "1"), (1, 30.0, "Иванов — стр. 2")]
    texts += [(1, 60.0, "Acme"), (1, 800.0, "2")]
    lines = [Line((Word(word, 60.0, 90.0, y, 10.0, page=page),)) for page, y, word in texts]
    assert [line.text for line in drop_furniture(lines)] == ["Experience", "Acme"]


def test_dates_in_a_narrow_column_and_wrapped_heads() -> None:
    lines = make_lines("*Индивидуальный | Июль 2018-", "*Декабрь 2022", "Владелец магазина", "• Закупки")
    (job,) = read_free_experience(lines)
    assert (job.company, job.position) == ("Индивидуальный", "Владелец магазина")
    assert (job.start, job.end) == ("2018-07", "2022-12")


def test_what_stands_below_bare_dates_is_no_company_without_a_sign() -> None:
    (job,) = read_free_experience(make_lines("01.2017 - 12.2017", "Ведение тестовой документации"))
    assert (job.company, job.position) == (None, None)
    assert job.description == "Ведение тестовой документации"


def test_descriptions_are_no_part_of_the_next_head() -> None:
    lines = make_lines(
        "*Acme", "*Web developer", "*May 2022 - June 2022", "created an online shop", "*Volga LLC",
        "*QA engineer", "*July 2022 - now", "tests",
    )  # fmt: skip
    jobs = read_free_experience(lines)
    assert [(job.company, job.position) for job in jobs] == [
        ("Acme", "Web developer"),
        ("Volga LLC", "QA engineer"),
    ]
    assert jobs[0].description == "created an online shop"


def test_links_cut_at_the_margin_are_joined_or_dropped() -> None:
    assert join_cut_links(["https://github.com/ser", "gey", "Python"], [True, False, False])[0] == (
        "https://github.com/sergey"
    )
    assert join_cut_links(["https://github.com/ivan", "python"], [False, False])[0].endswith("/ivan")
    assert join_cut_links(["https://github.com/ivan-", "Навыки и опыт"], [False, False]) == [
        "",
        "Навыки и опыт",
    ]
    assert join_cut_links(["https://github.com/", "ivan"], [False, False]) == ["https://github.com/ivan"]


def test_a_link_wrapped_in_a_narrow_column() -> None:
    resume = draw_pdf(
        (60, 780, 20, "Ivan Probnikov"),
        (60, 750, 11, "Python Developer"),
        (60, 730, 11, "Contacts"),
        (60, 715, 11, "i.probnikov@example.com"),
        (60, 700, 11, "https://github.com/ivanpro"),
        (60, 685, 11, "bnikov"),
        (60, 660, 11, "Skills"),
        (60, 645, 11, "Python, SQL"),
    )
    assert resume.contacts.links == ("https://github.com/ivanprobnikov",)


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("Git, https://gitlab.com/ivan, A2, Upper-Intermediate, SQL", ("Git", "SQL")),
        ("Bootstrap, Tailwind and more..", ("Bootstrap", "Tailwind")),
        ("C++ (т. ч. Qt и Boost), SQL", ("C++ (т. ч. Qt и Boost)", "SQL")),
        ("Docker, Английский (B2), ivan@example.com, желание работать в", ("Docker",)),
        ("git, Git, GIT", ("git",)),
        ("Разрабатываю ботов, SQL", ("SQL",)),
        ("Java (Java EE и JUnit), VM(VirtualBox)", ("Java", "Java EE", "JUnit", "VM", "VirtualBox")),
    ],
)
def test_what_is_no_skill(text: str, skills: tuple[str, ...]) -> None:
    assert read_free_skills(make_lines(text)) == skills


def test_titles_of_groups_are_no_skills() -> None:
    assert read_free_skills(make_lines("*Базы данных", "PostgreSQL, SQL")) == ("PostgreSQL", "SQL")


@pytest.mark.parametrize(
    ("lines", "studies"),
    [
        (["УрФУ, Информационная безопасность, 2015"], [("УрФУ", "Информационная безопасность", 2015)]),
        (["БашГУ", "Диплом с отличием – 2018 г."], [("БашГУ", None, 2018)]),
        (["Перешёл на курсы от Финансового", "университета."], []),
        (["МГТУ, 2010–2016", "Факультет информатики"], [("МГТУ", None, 2016)]),
        (["School 21", "(Апрель 2023 – настоящее время)"], [("School 21", None, None)]),
        (
            ["Kharkiv University", "Diploma in Engineering, Heat supply, gas supply and ventilation."],
            [("Kharkiv University", "Heat supply, gas supply and ventilation", None)],
        ),
        (
            ["Химическая технология", "УГНТУ", "Диплом – 2016", "Прикладная информатика", "БашГУ", "2018"],
            [("УГНТУ", "Химическая технология", 2016), ("БашГУ", "Прикладная информатика", 2018)],
        ),
    ],
)  # fmt: skip
def test_places_of_study(lines: list[str], studies: list[tuple[str, str | None, int | None]]) -> None:
    found = read_free_education(make_lines(*lines))
    assert [(one.institution, one.speciality, one.year) for one in found] == studies


@pytest.mark.parametrize(
    ("lines", "courses"),
    [
        (["2020 Data Bootcamp 2021, Udemy (A. Neagoie)"], [("Data Bootcamp 2021", 2020, "Udemy")]),
        (["«Первый курс», «Второй курс»"], [("Первый курс", None, None), ("Второй курс", None, None)]),
        (["*Skillfactory | 2025", "Data Science"], [("Data Science", 2025, "Skillfactory")]),
        (["*Backend-разработка", "Академия"], [("Backend-разработка", None, "Академия")]),
        (["Stepik: Python для начинающих (2022)"], [("Python для начинающих", 2022, "Stepik")]),
    ],
)
def test_courses(lines: list[str], courses: list[tuple[str, int | None, str | None]]) -> None:
    found = read_free_courses(make_lines(*lines))
    assert [(one.name, one.year, one.organization) for one in found] == courses


@pytest.mark.parametrize(
    ("lines", "name", "position"),
    [
        (["Шамсутдинов Руслан — Data Engineer"], "Шамсутдинов Руслан", "Data Engineer"),
        (["Иван Иванов", "НАЧИНАЮЩИЙ ПРОГРАММИСТ И", "ЛЮБИТЕЛЬ МАТЕМАТИКИ"], "Иван Иванов",
         "НАЧИНАЮЩИЙ ПРОГРАММИСТ И ЛЮБИТЕЛЬ МАТЕМАТИКИ"),
        (["Иван Иванов", "Программист и"], "Иван Иванов", None),
        (["Иван Иванов", "П Р О Г Р А М М И С Т"], "Иван Иванов", "ПРОГРАММИСТ"),
    ],
)  # fmt: skip
def test_name_and_position(lines: list[str], name: str, position: str | None) -> None:
    made = make_lines(*lines)
    assert find_name(made) == name
    assert find_position(made, name) == position


def test_an_unknown_name_does_not_leak_into_the_position() -> None:
    assert find_position(make_lines("Шамсутдинов Руслан — Data Engineer"), None) == "Data Engineer"


def test_a_left_column_may_reach_a_little_over_the_gutter() -> None:
    left: tuple[str, ...] = ("Skills", "Python", "SQL", "Docker", "Education", "Moscow State University")
    left += ("Major: Applied Mathematics", "and physics, 2010")
    right: tuple[str, ...] = (
        "Ivan Probnikov",
        "Python Developer",
        "i.probnikov@example.com",
        "Work Experience",
    )
    right += ("Example Labs | May 2021 - Present", "Python Developer", "wrote services", "and their tests")
    lines = [(40.0, 780 - 16.0 * number, 11.0, text) for number, text in enumerate(left)]
    for number, text in enumerate(right):
        lines.append((170.0 if number < 4 else 220.0, 780 - 16.0 * number, 11.0, text))
    resume = draw_pdf(*lines)
    assert [(one.institution, one.speciality, one.year) for one in resume.education] == [
        ("Moscow State University", "Applied Mathematics and physics", 2010)
    ]
    assert [(job.company, job.position) for job in resume.experience] == [
        ("Example Labs", "Python Developer")
    ]
