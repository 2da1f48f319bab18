"""Names of skills: the rules, what must never be joined, and any text at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.reference.skill_names.find import LONGEST_NAME, find_skill, is_skill_name
from shared.reference.skill_names.vocabulary import IT_KINDS, VOCABULARY_FILE, load_vocabulary

SAME = [
    # case, spaces, punctuation
    ("postgresql", "PostgreSQL"),
    ("Node JS", "node.js"),
    ("ci cd", "CI/CD"),
    ("  Git ", "git"),
    # look-alike letters
    ("РНР", "PHP"),
    ("1C: Предприятие", "1С: Предприятие"),
    ("CУБД", "СУБД"),
    ("Дoкер", "Docker"),
    # versions, levels, editions
    ("Python 3.11", "python3"),
    ("Windows Server 2019 R2", "Windows Server"),
    ("C++20", "C++"),
    ("Java 8/11/17", "Java"),
    ("Английский — B2 — Средне-продвинутый", "English (Upper-Intermediate)"),
    ("SQL (продвинутый уровень)", "SQL"),
    ("1С:ЗУП КОРП 3.1", "1С: Зарплата и управление персоналом"),
    ("Foobarium 7.2", "foobarium"),
    # words that add nothing
    ("Уверенное знание Linux", "Linux"),
    ("опыт работы с системой мониторинга Zabbix", "Zabbix"),
    ("язык программирования Go", "Golang"),
    ("фреймворк Laravel", "Laravel framework"),
    ("Python будет плюсом", "Python"),
    ("Знание Foobarium", "Foobarium"),
    # abbreviations, translations, transliteration, makers
    ("k8s", "Кубернетис"),
    ("ООП", "Object-Oriented Programming"),
    ("Continuous Integration (CI)", "CI"),
    ("машинное обучение", "ML"),
    ("mobile testing", "тестирование мобильных приложений"),
    ("Apache Maven", "maven"),
    ("постгрес", "PostgreSQL"),
    ("вордпресс", "WordPress"),
    # word order and endings
    ("тестирования автоматизация", "Автоматизация тестирования"),
    ("базами данных", "Базы данных"),
    # typing slips
    ("PostrgeSQL", "PostgreSQL"),
    ("Kuberntes", "Kubernetes"),
    ("OPSF", "OSPF"),
    ("Elasticsaerch", "Elasticsearch"),
    ("Dockerr", "Docker"),
    ("Jenkin", "Jenkins"),
]

DIFFERENT = [
    ("C", "C++"),
    ("C++", "C#"),
    ("C", "C/C++"),
    ("Go", "R"),
    ("Java", "JavaScript"),
    ("JavaScript", "TypeScript"),
    ("Angular", "AngularJS"),
    ("Angular 1.x", "Angular 2+"),
    ("Spring", "Spring Boot"),
    ("React", "React Native"),
    (".NET", "ASP.NET"),
    ("PHP", "PHPUnit"),
    ("jQuery", "jQuery UI"),
    ("Docker", "Docker Compose"),
    ("GitLab", "GitLab CI"),
    ("Git", "GitHub"),
    ("SQL", "MS SQL"),
    ("MySQL", "MS SQL"),
    ("Windows", "Windows Server"),
    ("Linux", "Ubuntu"),
    ("SOAP", "SoapUI"),
    ("UI", "UX"),
    ("TDD", "BDD"),
    ("JUnit", "NUnit"),
    ("IDEF0", "IDEF3"),
    ("ISO 9001", "ISO 27001"),
    ("Web", "Web3"),
    ("SAP MM", "SAP SD"),
    ("1С: УНФ", "1С: УПП"),
    ("1С: ERP", "1С: WMS"),
    ("Битрикс24", "1С-Битрикс"),
    ("Администрирование 1С", "Программирование 1С"),
    ("Администрирование Linux", "Администрирование Windows"),
    ("MS Visio", "Visiology"),
    ("Signal", "SignalR"),
    ("Camerax", "Camera"),
    ("Hadoop", "HDFS"),
    ("Go", "MongoDB"),
    ("СПАРК Риски", "Apache Spark"),
    ("Английский язык", "Китайский язык"),
    ("тест-кейсы", "тест-планы"),
    ("Foobarium", "Foobarius"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_skill_has_one_name(one: str, other: str) -> None:
    assert find_skill(one).canonical == find_skill(other).canonical


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_skills_keep_two_names(one: str, other: str) -> None:
    assert find_skill(one).canonical != find_skill(other).canonical


@pytest.mark.parametrize(
    ("raw", "kind", "is_it"),
    [
        ("Kotlin", "language", True),
        ("FastAPI", "framework", True),
        ("ClickHouse", "database", True),
        ("Grafana", "tool", True),
        ("эксель", "office", True),
        ("Коммуникабельность", "soft", False),
        ("Немецкий B1", "human_language", False),
        ("Холодные звонки", "trade", False),
        ("Не указаны", "noise", False),
        ("настройка кластера серверов Foobarium", "technology", True),
        ("закупка строительных материалов", "trade", False),
    ],
)
def test_kinds(raw: str, kind: str, is_it: bool) -> None:
    found = find_skill(raw)
    assert (found.kind, found.is_it) == (kind, is_it)


def test_unknown_skill_says_so_and_keeps_its_words() -> None:
    found = find_skill("Работа с воздушными  шарами")
    assert (found.canonical, found.known) == ("работа с воздушными шарами", False)


def test_every_name_of_the_vocabulary_keeps_itself() -> None:
    changed = {
        skill.name: found.canonical
        for skill in load_vocabulary().skills
        if (found := find_skill(skill.name)).canonical != skill.name
    }
    assert changed == {}


def test_every_alias_leads_to_its_skill() -> None:
    astray = [
        (spelling.tidy, spelling.skill.name)
        for spelling in load_vocabulary().spellings
        if find_skill(spelling.tidy).canonical != spelling.skill.name
    ]
    assert astray == []


def test_vocabulary_is_small_and_its_kinds_are_known() -> None:
    assert VOCABULARY_FILE.stat().st_size < 1_000_000
    assert {skill.kind for skill in load_vocabulary().skills} <= IT_KINDS.keys()


@pytest.mark.parametrize("raw", ["", " \t", "\0", "-", "1", "...", "((((", "𝓟𝔂𝓽𝓱𝓸𝓷", "\ud800", "ß" * 500])
def test_odd_texts_get_an_answer(raw: str) -> None:
    found = find_skill(raw)
    assert found.raw == raw
    assert find_skill(found.canonical).canonical == found.canonical


@pytest.mark.parametrize("part", ["a", "(", "- ", "работа с ", "\0", "9.", "İ", "x,"])
def test_a_million_letters_are_quick_and_keep_themselves(part: str) -> None:
    found = find_skill(part * (1_000_000 // len(part)))
    assert not found.known
    assert find_skill(found.canonical).canonical == found.canonical


def test_spaces_around_do_not_make_a_text_too_long() -> None:
    assert find_skill(" " * LONGEST_NAME + "Docker" + " " * LONGEST_NAME).canonical == "Docker"


_PARTS = st.sampled_from(
    ["Знание ", "работа с ", "1С:", " 3.5", "Python", "java", "С++", " (SQL)", "-", " framework", "сервер",
     "РНР", "ОС ", "уровень ", " B2", "/", "йод", "v2", " и выше", "базовый ", " желательно", "x", ".", '"']
)  # fmt: skip


@given(st.one_of(st.text(max_size=40), st.lists(_PARTS, max_size=7).map("".join)))
def test_a_canonical_name_keeps_itself(raw: str) -> None:
    canonical = find_skill(raw).canonical
    assert find_skill(canonical).canonical == canonical


@given(st.lists(_PARTS, max_size=7).map("".join))
def test_case_and_spaces_around_do_not_matter(raw: str) -> None:
    assert find_skill(f" {raw.upper()}\t").canonical == find_skill(raw).canonical


@pytest.mark.parametrize("text", ["Python", "k8s", "1С:Предприятие", "системный анализ"])
def test_a_spelling_of_an_it_skill_is_its_name(text: str) -> None:
    assert is_skill_name(text)


@pytest.mark.parametrize("text", ["", "Опыт работы с k8s", "Коммуникабельность", "★★★★☆", "x" * 300])
def test_what_only_holds_a_skill_or_is_of_another_kind_is_no_name(text: str) -> None:
    assert not is_skill_name(text)
