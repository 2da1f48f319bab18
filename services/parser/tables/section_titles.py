"""Titles that people give to the sections of a resume."""

import re
from enum import StrEnum
from types import MappingProxyType

from shared.reference.text import fold, fold_lookalikes


class Section(StrEnum):
    """What a section is about."""

    WANTED = "wanted"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    COURSES = "courses"
    SKILLS = "skills"
    LANGUAGES = "languages"
    ABOUT = "about"
    CONTACTS = "contacts"
    PERSONAL = "personal"
    MORE = "more"  # hh.ru: recommendations and 'about me' under one title
    OTHER = "other"  # known titles whose text is no field of a resume


# Titles are written as `fold_title` leaves them, with semicolons between.
_TITLES: dict[Section, str] = {
    Section.WANTED: (
        "желаемая должность и зарплата; желаемая должность; желаемая позиция; цель; desired position "
        "and salary; desired position; objective; career objective"
    ),
    Section.EXPERIENCE: (
        "опыт работы; опыт; рабочий опыт; профессиональный опыт; трудовой опыт; коммерческий опыт; "
        "опыт разработки; места работы; трудовая деятельность; карьера; work experience; experience; "
        "professional experience; employment history; employment; work history; career history; "
        "career; relevant experience; стажировки; стажировки и практики; стажировки и практика; практика; "
        "internships; internship"
    ),
    Section.EDUCATION: (
        "образование; основное образование; высшее образование; учеба; education; academic "
        "background; education and training; higher education; вуз; обучение"
    ),
    Section.COURSES: (
        "повышение квалификации, курсы; повышение квалификации; повышение квалификации и курсы; "
        "курсы; курсы и сертификаты; курсы и тренинги; сертификаты; сертификаты и курсы; "
        "дополнительное образование; дополнительное обучение; доп. образование; доп образование; "
        "тесты, экзамены; электронные сертификаты; professional development, courses; tests, "
        "examinations; electronic certificates; courses; certificates; certifications; courses and "
        "certificates; training; additional education"
    ),
    Section.SKILLS: (
        "навыки; ключевые навыки; профессиональные навыки; технические навыки; hard skills; soft "
        "skills; стек; стэк; стек технологий; технологический стек; технологии; инструменты; "
        "инструменты и технологии; технологии и инструменты; компетенции; ключевые компетенции; "
        "профессиональные компетенции; умения; умения и навыки; навыки и умения; навыки и технологии; "
        "relevant experience summary; профессиональные навыки и знания; знания и навыки; skills; key "
        "skills; technical skills; core skills; skills and technologies; professional skills; stack; "
        "tech stack; technologies; tools; core competencies; competencies; experience summary"
    ),
    Section.LANGUAGES: (
        "языки; знание языков; владение языками; иностранные языки; знание иностранных языков; "
        "иностранный язык; languages; foreign languages; language skills"
    ),
    Section.ABOUT: (
        "обо мне; о себе; о кандидате; профиль; кратко о себе; немного о себе; резюме профиля; "
        "информация о себе; about me; about; summary; profile; professional summary; personal "
        "profile; profile summary"
    ),
    Section.CONTACTS: (
        "контакты; контактная информация; контактные данные; связаться со мной; contacts; contact; "
        "contact me; contact information; get in touch"
    ),
    Section.PERSONAL: (
        "личная информация; личные данные; персональные данные; общая информация; personal "
        "information; personal details; personal data"
    ),
    Section.MORE: (
        "дополнительная информация; дополнительно; дополнительные сведения; прочее; additional "
        "information; other information"
    ),
    Section.OTHER: (
        "личные качества; личностные качества; деловые качества; качества; опыт вождения; driving "
        "experience; портфолио; portfolio; сопроводительное письмо; cover letter; проекты; "
        "пет-проекты; pet-проекты; учебные проекты; мои проекты; projects; pet projects; personal "
        "projects; избранные системные проекты; достижения; achievements; награды; awards; "
        "публикации; publications; хобби; увлечения; интересы; хобби и интересы; interests; hobbies; "
        "рекомендации; references; деятельность; общественная деятельность; волонтерство; "
        "volunteering; military service; army; гражданство, время в пути до работы"
    ),
}
SECTION_BY_TITLE = MappingProxyType(
    {title: section for section, titles in _TITLES.items() for title in titles.split("; ")}
)

_VACANCY = (
    "требования; обязанности; условия; мы предлагаем; что мы предлагаем; что нужно делать; чем "
    "предстоит заниматься; мы ожидаем; что мы ждем; будет плюсом; requirements; responsibilities; "
    "we offer; what we offer; nice to have; what you will do"
)
VACANCY_TITLES = frozenset(_VACANCY.split("; "))
_SECTION_BY_LETTERS = MappingProxyType(
    {title.replace(" ", ""): section for title, section in SECTION_BY_TITLE.items()}
)
# Words that tell the section of a title which the table does not know, the surest first.
_MAIN_WORDS = MappingProxyType(
    {
        Section.SKILLS: frozenset(
            {
                "навыки",
                "умения",
                "skills",
                "skill",
                "skillset",
                "стек",
                "стэк",
                "stack",
                "программирования",
                "programming",
            }
        ),
        Section.EXPERIENCE: frozenset({"опыт", "experience"}),
        Section.EDUCATION: frozenset({"образование", "education"}),
        Section.COURSES: frozenset({"курсы", "courses", "сертификаты", "certificates"}),
        Section.LANGUAGES: frozenset({"языки", "languages", "language"}),
        Section.OTHER: frozenset({"проекты", "projects"}),
    }
)
_LONGEST = 80
_SPACED = re.compile(r"\w(?: \w){3,}")
_FEW_WORDS = re.compile(r"[^\W\d_][^\W\d_-]*(?:[ -][^\W\d_]+){0,4}:?")
_EDGES = re.compile(r"^[\s\W_]+|[\s\W_]+$")
_TOTAL = re.compile(r"\s*(?:[—–-]\s*|\()(?:\d|около|более|over|about).*$")


def fold_title(text: str) -> str:
    """A title without case, look-alike letters, marks at its ends and the total in 'Опыт работы — 3 года'."""
    folded = _EDGES.sub("", _TOTAL.sub("", fold(text).replace(" & ", " and ")))
    return " ".join(fold_lookalikes(word) for word in folded.split())


def find_section(text: str) -> Section | None:
    """The section that a line is the title of, or None; letters may be spaced: 'Н А В Ы К И'."""
    if len(text) > _LONGEST:
        return None
    title = fold_title(text)
    if _SPACED.fullmatch(title):
        return _SECTION_BY_LETTERS.get(title.replace(" ", ""))
    return SECTION_BY_TITLE.get(title)


def guess_section(text: str) -> Section | None:
    """The section of a title that is in no table, by its main word; for lines that look like titles."""
    if not _FEW_WORDS.fullmatch(text.strip(" |")):
        return None
    words = set(fold_title(text).split())
    return next((section for section, main in _MAIN_WORDS.items() if words & main), None)
