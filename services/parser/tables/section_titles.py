"""Titles that people give to the sections of a resume."""

import re
from enum import StrEnum
from functools import lru_cache
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
        "and salary; desired position; objective; career objective; цель поиска работы; ищу работу; "
        "карьерная цель; job objective; desired job"
    ),
    Section.EXPERIENCE: (
        "опыт работы; опыт; рабочий опыт; профессиональный опыт; трудовой опыт; коммерческий опыт; "
        "опыт разработки; места работы; трудовая деятельность; карьера; work experience; experience; "
        "professional experience; employment history; employment; work history; career history; career; "
        "relevant experience; стажировки; стажировки и практики; стажировки и практика; практика; "
        "internships; internship; где работал; где работала; где я работал; где я работала; мой опыт; "
        "мой опыт работы; моя работа; место работы; предыдущие места работы; последние места работы; "
        "опыт коммерческой разработки; опыт работы в it; опыт в it; опыт работы и стажировки; "
        "опыт работы и практика; опыт и стажировки; опыт работы и проекты; трудовой стаж; карьерный путь; "
        "профессиональная деятельность; трудовая биография; стажировка; опыт работы по специальности; "
        "working experience; job experience; job history; career path; work background; "
        "professional background; professional history; relevant work experience; industry experience; "
        "previous experience; experience and internships; work and experience; it experience; "
        "commercial experience; research experience; teaching experience; professional activity; "
        "places of work; where i worked"
    ),
    Section.EDUCATION: (
        "образование; основное образование; высшее образование; учеба; education; academic background; "
        "education and training; higher education; вуз; обучение; мое образование; образование и курсы; "
        "образование и обучение; образование и квалификация; сведения об образовании; уровень образования; "
        "профессиональное образование; где учился; где училась; где я учился; educational background; "
        "education background; academic history; academic qualifications; academic experience; academics; "
        "education and courses; education and certifications; education and qualifications; "
        "formal education; studies; where i studied"
    ),
    Section.COURSES: (
        "повышение квалификации, курсы; повышение квалификации; повышение квалификации и курсы; курсы; "
        "курсы и сертификаты; курсы и тренинги; сертификаты; сертификаты и курсы; "
        "дополнительное образование; дополнительное обучение; доп. образование; доп образование; "
        "тесты, экзамены; электронные сертификаты; professional development, courses; tests, examinations; "
        "electronic certificates; courses; certificates; certifications; courses and certificates; "
        "training; additional education; курсы повышения квалификации; пройденные курсы; мои курсы; "
        "онлайн-курсы; онлайн курсы; доп.образование; доп. обучение; обучение и курсы; "
        "обучение и сертификаты; тренинги; тренинги и курсы; тренинги и сертификаты; сертификация; "
        "сертификации; дипломы и сертификаты; сертификаты и дипломы; переподготовка; "
        "профессиональная переподготовка; самообразование; курсы и самообразование; лицензии и сертификаты; "
        "licenses and certifications; certificates and courses; certifications and courses; "
        "courses and certifications; certifications and training; training and certifications; trainings; "
        "training and courses; courses and trainings; online courses; professional development; "
        "professional training; professional certifications; continuing education; further education; "
        "extra education; additional training"
    ),
    Section.SKILLS: (
        "навыки; ключевые навыки; профессиональные навыки; технические навыки; hard skills; soft skills; "
        "стек; стэк; стек технологий; технологический стек; технологии; инструменты; "
        "инструменты и технологии; технологии и инструменты; компетенции; ключевые компетенции; "
        "профессиональные компетенции; умения; умения и навыки; навыки и умения; навыки и технологии; "
        "relevant experience summary; профессиональные навыки и знания; знания и навыки; skills; "
        "key skills; technical skills; core skills; skills and technologies; professional skills; stack; "
        "tech stack; technologies; tools; core competencies; competencies; experience summary; что умею; "
        "что я умею; что знаю; что я знаю; мои навыки; основные навыки; основные умения; базовые навыки; "
        "знания; знания и умения; знания, умения, навыки; навыки и знания; хард скиллы; хард-скиллы; "
        "hard-skills; hardskills; soft-skills; softskills; софт скиллы; софт-скиллы; гибкие навыки; "
        "навыки и компетенции; профессиональные знания; профессиональные умения; компьютерные навыки; "
        "it навыки; it-навыки; технологии и навыки; используемые технологии; владение технологиями; "
        "знание технологий; технические знания; технические компетенции; языки программирования; "
        "языки и технологии; языки и фреймворки; программы; владение программами; знание программ; "
        "стек и инструменты; мой стек; мой стек технологий; основной стек; стек технологий и инструментов; "
        "what i can do; what i know; my skills; main skills; basic skills; computer skills; it skills; "
        "tech skills; skill set; skillset; skills summary; summary of skills; areas of expertise; "
        "expertise; technical expertise; technical proficiency; technical proficiencies; technical summary; "
        "technical knowledge; technical stack; technology stack; technologies and tools; "
        "tools and technologies; skills and tools; skills and abilities; skills and expertise; "
        "skills and competencies; key competencies; professional competencies; programming languages; "
        "programming skills; software; software skills; digital skills; my stack"
    ),
    Section.LANGUAGES: (
        "языки; знание языков; владение языками; иностранные языки; знание иностранных языков; "
        "иностранный язык; languages; foreign languages; language skills; владение иностранными языками; "
        "языковые навыки; языки общения; уровень владения языками; language; spoken languages; "
        "languages i speak; language proficiency; knowledge of languages; foreign language; my languages"
    ),
    Section.ABOUT: (
        "обо мне; о себе; о кандидате; профиль; кратко о себе; немного о себе; резюме профиля; "
        "информация о себе; about me; about; summary; profile; professional summary; personal profile; "
        "profile summary; кратко обо мне; коротко обо мне; коротко о себе; немного обо мне; "
        "пару слов о себе; несколько слов о себе; сведения обо мне; сведения о себе; информация обо мне; "
        "краткая информация; профессиональный профиль; кто я; биография; career profile; career summary; "
        "executive summary; overview; introduction; who i am; bio; biography; personal statement; "
        "professional profile; summary of qualifications; a few words about me; briefly about me"
    ),
    Section.CONTACTS: (
        "контакты; контактная информация; контактные данные; связаться со мной; contacts; contact; "
        "contact me; contact information; get in touch; мои контакты; контакты для связи; как связаться; "
        "как со мной связаться; связь; contact details; contact info; my contacts; ссылки; links; соцсети; "
        "социальные сети; social; socials; social media; social networks; find me online"
    ),
    Section.PERSONAL: (
        "личная информация; личные данные; персональные данные; общая информация; personal "
        "information; personal details; personal data; анкетные данные; основная информация; "
        "общие сведения; личные сведения; general information; personal info; personal"
    ),
    Section.MORE: (
        "дополнительная информация; дополнительно; дополнительные сведения; прочее; additional information; "
        "other information; доп. информация; доп информация; прочая информация; другая информация; другое; "
        "иное; разное; additional; additional info; other; miscellaneous; further information"
    ),
    Section.OTHER: (
        "личные качества; личностные качества; деловые качества; качества; опыт вождения; "
        "driving experience; портфолио; portfolio; сопроводительное письмо; cover letter; проекты; "
        "пет-проекты; pet-проекты; учебные проекты; мои проекты; projects; pet projects; personal projects; "
        "избранные системные проекты; достижения; achievements; награды; awards; публикации; publications; "
        "хобби; увлечения; интересы; хобби и интересы; interests; hobbies; рекомендации; references; "
        "деятельность; общественная деятельность; волонтерство; volunteering; military service; army; "
        "гражданство, время в пути до работы; пет проекты; pet проекты; личные проекты; "
        "собственные проекты; дипломный проект; ключевые проекты; реализованные проекты; "
        "выполненные проекты; проекты и достижения; портфолио проектов; side projects; my projects; "
        "selected projects; key projects; academic projects; university projects; school projects; "
        "own projects; open source; open-source; хакатоны; hackathons; соревнования; олимпиады; "
        "конференции; conferences; выступления; talks; патенты; patents; научная деятельность; "
        "научные публикации; публикации и выступления; publications and talks; honors; honors and awards; "
        "awards and honors; achievements and awards; достижения и награды; мои достижения; "
        "ключевые достижения; key achievements; accomplishments; сильные стороны; strengths; мои качества; "
        "качества личности; ключевые качества; personal qualities; personal strengths; пожелания; "
        "пожелания к работе; ожидания; expectations; увлечения и хобби; интересы и увлечения; "
        "hobbies and interests; interests and hobbies; activities; extracurricular activities; leadership; "
        "внеучебная деятельность; research interests; отзывы; характеристика; цели; goals; spare time; "
        "свободное время; водительские права"
    ),
}
SECTION_BY_TITLE = MappingProxyType(
    {
        " ".join(fold_lookalikes(word) for word in title.split()): section
        for section, titles in _TITLES.items()
        for title in titles.split("; ")
    }
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
_MAIN_WORDS = tuple(
    (section, frozenset(words.split(", ")))
    for section, words in (
        (
            Section.OTHER,
            "проекты, projects, достижения, achievements, награды, awards, публикации, publications",
        ),
        (
            Section.SKILLS,
            "навыки, умения, скиллы, skills, skill, skillset, стек, стэк, stack, программирования, "
            "programming, компетенции, competencies, expertise, технологии, technologies",
        ),
        (Section.EXPERIENCE, "опыт, experience, employment, стажировки, internships"),
        (Section.EDUCATION, "образование, education"),
        (
            Section.COURSES,
            "курсы, courses, сертификаты, certificates, certifications, тренинги, trainings, квалификации",
        ),
        (Section.LANGUAGES, "языки, языков, языками, languages, language"),
        (Section.CONTACTS, "контакты, contacts, contact"),
        (Section.OTHER, "хобби, hobbies, интересы, interests, увлечения, качества"),
    )
)
_LONGEST = 80
_SPACED = re.compile(r"\w(?: \w){3,}")
_FEW_WORDS = re.compile(r"[^\W\d_][^\W\d_-]*(?:(?:[ /-]| & |, )[^\W\d_]+){0,4}:?")
_EDGES = re.compile(r"^(?:\d{1,2}[.)]\s)?[\s\W_]+|^\d{1,2}[.)]\s+|[\s\W_]+$")
_TOTAL = re.compile(r"\s*(?:[—–:,-]\s*|\()(?:\d|около|более|over|about).*$")
_BOTH_LANGUAGES = re.compile(r"\s*[/|]\s*")
# Said of other things as often: a title only where the line looks like one.
_WEAK_TITLES = MappingProxyType(
    {
        **dict.fromkeys(("работа", "work", "jobs", "стаж"), Section.EXPERIENCE),
        **dict.fromkeys(("study", "learning"), Section.EDUCATION),
    }
)


@lru_cache(maxsize=1_000)  # several stages ask it of each line of a document
def fold_title(text: str) -> str:
    """A title without case, look-alike letters, marks at its ends and the total in 'Опыт работы — 3 года'."""
    folded = _EDGES.sub("", _TOTAL.sub("", fold(text).replace(" & ", " and ")))
    return " ".join(fold_lookalikes(word) for word in folded.split())


@lru_cache(maxsize=1_000)
def find_section(text: str) -> Section | None:
    """The section that a line is the title of, or None; letters may be spaced: 'Н А В Ы К И'."""
    if len(text) > _LONGEST:
        return None
    title = fold_title(text)
    if _SPACED.fullmatch(title):
        return _SECTION_BY_LETTERS.get(title.replace(" ", ""))
    found = SECTION_BY_TITLE.get(title)
    if found is None and ("/" in title or "|" in title):
        named = {SECTION_BY_TITLE.get(part) for part in _BOTH_LANGUAGES.split(title)}
        return named.pop() if len(named) == 1 else None
    return found


def guess_section(text: str) -> Section | None:
    """The section of a title that is in no table, by its main word; for lines that look like titles."""
    if not _FEW_WORDS.fullmatch(text.strip(" |")):
        return None
    title = fold_title(text)
    title = title.replace(" ", "") if _SPACED.fullmatch(title) else title
    if section := _WEAK_TITLES.get(title):
        return section
    words = set(title.replace(",", " ").replace("/", " ").split())
    return next((section for section, main in _MAIN_WORDS if words & main), None)
