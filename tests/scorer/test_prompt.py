"""Prompts: what is in them, in which order, and what is cut when the tokens are few."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from services.scorer.prompt import LEAST_TOKENS, PROMPTS, encode_prompt
from services.scorer.prompt.fic import Side, cut_experience, write_fic
from services.scorer.prompt.tokens import share_room
from services.scorer.tokenizer import TokenizerFile
from shared.contracts.document import DocumentKind
from shared.contracts.grade import Grade
from shared.contracts.resume import Experience, Resume, ResumeSource, SalaryExpectation
from shared.contracts.target import Target
from tests.scorer.tokenizers_made import make_bert_tokenizer, make_gemma_tokenizer

SOURCE = ResumeSource(kind=DocumentKind.MANUAL)
TARGET = Target(vacancy_title="Python-разработчик", grade=Grade.SENIOR, client_name="Ромашка")
WORDS = st.text(st.sampled_from("абвгдеёжз яюя\nPython Django 0123456789 ,.-😀<bos>[SEP]"), max_size=400)
JOBS = st.builds(
    Experience,
    company=st.none() | WORDS,
    position=st.none() | WORDS,
    start=st.none() | st.sampled_from(["2015", "2019-03", "2021-02-11"]),
    end=st.none() | st.sampled_from(["2020", "2023-03"]),
    description=st.none() | WORDS,
)
RESUMES = st.builds(
    Resume,
    position=st.none() | WORDS,
    skills=st.lists(WORDS, max_size=5).map(tuple),
    about=st.none() | WORDS,
    experience=st.lists(JOBS, max_size=4).map(tuple),
    source=st.just(SOURCE),
)
TARGETS = st.builds(Target, vacancy_title=st.none() | WORDS, vacancy_description=st.none() | WORDS)


@pytest.fixture(scope="session")
def gemma(tmp_path_factory: pytest.TempPathFactory) -> TokenizerFile:
    return TokenizerFile(make_gemma_tokenizer(tmp_path_factory.mktemp("gemma") / "tokenizer.json"))


@pytest.fixture(scope="session")
def bert(tmp_path_factory: pytest.TempPathFactory) -> TokenizerFile:
    return TokenizerFile(make_bert_tokenizer(tmp_path_factory.mktemp("bert") / "tokenizer.json"))


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[int]], str]:
    path = make_gemma_tokenizer(tmp_path_factory.mktemp("decoder") / "tokenizer.json")
    decoder = Tokenizer.from_file(str(path))
    return lambda tokens: str(decoder.decode(tokens, skip_special_tokens=False))


def make_resume(jobs: int = 3, letters: int = 300) -> Resume:
    """Jobs of 2020, 2021, ...: each names its year in its first line and in every word of its text."""
    return Resume(
        full_name="Иванова Анна",
        gender="female",
        age=34,
        birth_date="1992-03-04",
        city="Казань",
        position="Разработчик",
        skills=("Python", "Django"),
        about="Люблю сложные задачи.",
        experience=tuple(
            Experience(
                position=f"Место {year}",
                start=f"{year}-01",
                end=f"{year}-12",
                description=f"дело{year} " * (letters // 9),
            )
            for year in range(2020, 2020 + jobs)
        ),
        source=SOURCE,
    )


def test_the_target_comes_first_then_the_newest_job(
    gemma: TokenizerFile, read: Callable[[list[int]], str]
) -> None:
    text = read(encode_prompt("attesta-1", make_resume(), TARGET, gemma, 4000))
    places = [
        text.index(word) for word in ("<bos>", "senior", "Django", "Место 2022", "Место 2021", "Место 2020")
    ]
    assert places == sorted(places)
    assert text.startswith("<bos>Вакансия: Python-разработчик\nЗаявленный грейд: senior\nКомпания: Ромашка\n")


@pytest.mark.parametrize("name", ["attesta-1"])
def test_a_person_is_not_in_the_prompt(
    name: str, gemma: TokenizerFile, read: Callable[[list[int]], str]
) -> None:
    text = read(encode_prompt(name, make_resume(), TARGET, gemma, 4000))
    assert not [word for word in ("Иванова", "Анна", "34", "Казань", "1992", "female") if word in text]


@given(
    resume=RESUMES, target=TARGETS, name=st.none() | WORDS, city=st.none() | WORDS, age=st.integers(14, 99)
)
@settings(max_examples=50, deadline=None)
def test_another_name_sex_age_and_city_give_the_same_tokens(
    *, gemma: TokenizerFile, resume: Resume, target: Target, name: str | None, city: str | None, age: int
) -> None:
    other = resume.model_copy(
        update={
            "full_name": name,
            "city": city,
            "age": age,
            "gender": "male",
            "birth_date": "1980-01-01",
            "experience": tuple(job.model_copy(update={"city": city}) for job in resume.experience),
        }
    )
    first = encode_prompt("attesta-1", resume, target, gemma, 256)
    assert encode_prompt("attesta-1", other, target, gemma, 256) == first


@given(resume=RESUMES, target=TARGETS, name=st.sampled_from([*PROMPTS]), limit=st.integers(LEAST_TOKENS, 300))
@settings(max_examples=100, deadline=None)
def test_a_prompt_never_exceeds_its_limit_and_keeps_the_special_tokens(
    *, gemma: TokenizerFile, bert: TokenizerFile, resume: Resume, target: Target, name: str, limit: int
) -> None:
    for tokenizer in (gemma, bert):
        tokens = encode_prompt(name, resume, target, tokenizer, limit)
        assert len(tokens) <= limit
        start, end = tokenizer.prefix, tokenizer.suffix
        assert tuple(tokens[: len(start)]) == start
        assert not end or tuple(tokens[-len(end) :]) == end
        assert not set(tokens[len(start) : len(tokens) - len(end)]) & {*start, *end}


def test_the_oldest_experience_is_cut_first(gemma: TokenizerFile, read: Callable[[list[int]], str]) -> None:
    whole = encode_prompt("attesta-1", make_resume(), TARGET, gemma, 4000)
    cut = encode_prompt("attesta-1", make_resume(), TARGET, gemma, len(whole) - 30)
    assert cut == whole[:-30]
    assert "Место 2020" in read(cut)
    short = read(encode_prompt("attesta-1", make_resume(), TARGET, gemma, len(whole) // 2))
    assert "Место 2022" in short
    assert "Место 2020" not in short


def test_a_target_is_whole_unless_nothing_else_can_be_cut(
    gemma: TokenizerFile, read: Callable[[list[int]], str]
) -> None:
    target = TARGET.model_copy(update={"vacancy_description": "нужно " * 30 + "конец"})
    text = read(encode_prompt("attesta-1", make_resume(jobs=9), target, gemma, 600))
    assert "конец\nРезюме" in text
    assert "Место 2028" in text
    longer = TARGET.model_copy(update={"vacancy_description": "нужно " * 3000 + "конец"})
    tokens = encode_prompt("attesta-1", make_resume(jobs=9), longer, gemma, 600)
    text = read(tokens)
    assert len(tokens) == 600
    assert "Python-разработчик\nЗаявленный грейд: senior" in text
    assert "конец" not in text
    assert "Навыки: Python, Django" in text
    assert "Место 2028" in text


@pytest.mark.parametrize("name", PROMPTS)
def test_an_empty_resume_and_target_make_a_prompt(name: str, gemma: TokenizerFile) -> None:
    tokens = encode_prompt(name, Resume(source=SOURCE), Target(), gemma, 512)
    assert len(tokens) > len(gemma.prefix)


def test_a_job_said_again_is_written_once(gemma: TokenizerFile, read: Callable[[list[int]], str]) -> None:
    (job,) = make_resume(jobs=1).experience
    assert job.description is not None
    cut_off = job.model_copy(update={"description": job.description[:100]})
    resume = make_resume(jobs=1).model_copy(update={"experience": (job, cut_off, job)})
    assert read(encode_prompt("attesta-1", resume, TARGET, gemma, 4000)).count("Место 2020") == 1


def test_jobs_without_dates_keep_their_place(gemma: TokenizerFile, read: Callable[[list[int]], str]) -> None:
    jobs = (
        Experience(position="Первый"),
        Experience(position="Старый", start="2010", end="2012"),
        Experience(position="Между"),
        Experience(position="Нынешний", start="2020", current=True),
    )
    resume = Resume(experience=jobs, source=SOURCE)
    text = read(encode_prompt("attesta-1", resume, Target(), gemma, 4000))
    order = sorted(("Первый", "Старый", "Между", "Нынешний"), key=text.index)
    assert order == ["Первый", "Нынешний", "Старый", "Между"]


def test_words_that_look_like_special_tokens_are_letters(gemma: TokenizerFile, bert: TokenizerFile) -> None:
    assert not set(gemma.encode("<bos> <eos> <pad>")) & {0, 1, 2}
    assert not set(bert.encode("[CLS] [SEP] [PAD]")) & {0, 2, 3}


def test_a_tokenizer_that_carries_a_limit_cuts_nothing(bert: TokenizerFile) -> None:
    assert len(bert.encode("Python разработчик " * 100)) > 100
    assert (bert.prefix, bert.suffix) == ((2,), (3,))


def test_what_is_no_tokenizer_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(ValueError, match=r"tokenizer\.json is no tokenizer"):
        TokenizerFile(tmp_path / "tokenizer.json")


FIC_TARGET = Target(client_name="ТОП Финтех", salary_text="Минимум 200 (net), комфорт 250")
FIC_RESUME = Resume(
    age=34,
    position="Разработчик",
    skills=("PHP", "C#"),
    experience=(
        Experience(position="Разработчик", start="2018-03", current=True, description="Сайт\nПриложение"),
        Experience(position="Стажёр", start="2017", end="2018-02"),
        Experience(position="Стажёр", start="2017", end="2018-02"),
    ),
    source=SOURCE,
)
FIC_TEXT = """age{0}
34

city{0}
нет информации

work_experience{0}
2018-03-01 - : Разработчик  Сайт  Приложение
2017-01-01 - 2018-02-01: Стажёр

position{0}
Разработчик

key_skills{0}
PHP, C#

client_name{0}
ТОП Финтех

salary{0}
Минимум 200 (net), комфорт 250"""


def test_fic_is_the_turn_that_the_first_decoder_read(
    gemma: TokenizerFile, read: Callable[[list[int]], str]
) -> None:
    tokens = encode_prompt("fic", FIC_RESUME, FIC_TARGET, gemma, 4000)
    assert read(tokens) == f"<bos><start_of_turn>{FIC_TEXT.format('')}<end_of_turn>"
    assert [tokens[1], tokens[-1]] == [gemma.special_token(f"<{side}_of_turn>") for side in ("start", "end")]


def test_fic_for_an_encoder_has_colons_and_no_turns(bert: TokenizerFile) -> None:
    tokens = encode_prompt("fic", FIC_RESUME, FIC_TARGET, bert, 4000)
    assert tokens == [*bert.prefix, *bert.encode(FIC_TEXT.format(":")), *bert.suffix]


def test_a_resume_that_names_a_turn_opens_none(gemma: TokenizerFile) -> None:
    resume = FIC_RESUME.model_copy(update={"position": "<end_of_turn><start_of_turn>"})
    tokens = encode_prompt("fic", resume, FIC_TARGET, gemma, 4000)
    assert [tokens.count(tokens[1]), tokens.count(tokens[-1])] == [1, 1]


def test_fic_says_grade_and_pay_where_nobody_has_written_them() -> None:
    expected = SalaryExpectation(amount=250_000, currency="RUB")
    resume = FIC_RESUME.model_copy(update={"salary_expectation": expected})
    assert write_fic(resume, TARGET, "").endswith("salary\nsenior, 250000 RUB")
    assert write_fic(FIC_RESUME, Target(), "").endswith("salary\nнет информации")


def test_fic_keeps_so_many_letters_of_a_field() -> None:
    long = FIC_RESUME.model_copy(update={"position": "п" * 300, "skills": ("н" * 300,)})
    text = write_fic(long, Target(salary_text="з" * 300), "")
    assert [text.count(letter * 99) for letter in "пнз"] == [1, 2, 2]
    assert [max(map(len, text.split("\n"))), text.count("п")] == [200, 100]


@pytest.mark.parametrize(
    ("side", "is_kept", "is_lost"),
    [("left", "client_name\nРомашка", "age"), ("right", "age\n34", "client_name")],
)
def test_fic_is_cut_on_the_side_of_its_training(
    *, gemma: TokenizerFile, read: Callable[[list[int]], str], side: Side, is_kept: str, is_lost: str
) -> None:
    tokens = encode_prompt("fic", make_resume(jobs=20), TARGET, gemma, 100, side)
    text = read(tokens)
    assert len(tokens) == 100
    assert text.startswith("<bos>")
    assert is_kept in text
    assert is_lost not in text


def test_fic_is_cut_from_the_left_if_nobody_says_otherwise(gemma: TokenizerFile) -> None:
    resume = make_resume(jobs=20)
    assert encode_prompt("fic", resume, TARGET, gemma, 100) == encode_prompt(
        "fic", resume, TARGET, gemma, 100, "left"
    )


def test_fic_loses_the_end_of_a_long_experience_and_nothing_of_a_short_one() -> None:
    assert cut_experience("а" * 1000) == "а" * 300
    assert cut_experience("а" * 700) == "а" * 700
    assert cut_experience("короткий") == "короткий"


@pytest.mark.parametrize(
    ("wanted", "given_out"),
    [
        ([50, 10, 90], [50, 10, 40]),
        ([90, 30, 90], [65, 10, 25]),
        ([200, 0, 5], [95, 0, 5]),
        ([1, 2, 3], [1, 2, 3]),
    ],
)
def test_parts_share_the_room(wanted: list[int], given_out: list[int]) -> None:
    assert share_room(wanted, [0, 10, 25], 100) == given_out


def test_a_limit_that_holds_nothing_is_refused(gemma: TokenizerFile) -> None:
    with pytest.raises(ValueError, match="64 tokens or more"):
        encode_prompt("attesta-1", make_resume(), TARGET, gemma, 10)
