"""Pricing, checking, filling, and dropping."""

from dataclasses import replace

import pytest

from services.salary.training.ingest.outcome import Outcome
from services.salary.training.ingest.stages.drop import drop_other_posts, drop_other_trades
from services.salary.training.ingest.stages.duplicates import find_duplicates
from services.salary.training.ingest.stages.fields import (
    check_city,
    check_experience,
    check_grade,
    check_work,
    fill_skills,
    name_profession,
)
from services.salary.training.ingest.stages.pay import price_vacancy
from services.salary.training.ingest.vacancy import Vacancy
from shared.contracts.grade import Grade
from shared.reference.pay import NetPay, StatedPay
from tests.salary.training.ingest.made_rows import RESUME_POST, TEXT

PLAIN = Vacancy(
    "v:1", "boards", "Python-разработчик", TEXT, employer="Вектор", city="Казань", month=2024 * 12
)


def keep(outcome: Outcome) -> Vacancy:
    assert outcome.vacancy is not None
    return outcome.vacancy


def test_a_stated_pay_is_priced_and_its_corrections_are_kept() -> None:
    outcome = price_vacancy(replace(PLAIN, stated=StatedPay(150, 200, "т.р. gross")))
    priced = keep(outcome)
    assert priced.pay is not None and (priced.pay.low_rub, priced.pay.high_rub) == (130_500, 174_000)
    assert priced.corrected == ("thousands", "gross_to_net")
    assert set(outcome.notes) == {"corrected: thousands", "corrected: gross_to_net"}


def test_a_missing_pay_is_filled_from_a_sure_text() -> None:
    text = f"{TEXT}\nЗарплата: от 200 000 до 250 000 руб на руки"
    priced = keep(price_vacancy(replace(PLAIN, description=text)))
    assert priced.pay is not None and priced.pay.middle == 225_000
    assert priced.filled == ("pay",)


def test_a_pay_that_makes_no_sense_yields_to_the_text() -> None:
    text = f"{TEXT}\nЗарплата: от 200 000 до 250 000 руб на руки"
    priced = keep(price_vacancy(replace(PLAIN, stated=StatedPay(2, None, "RUR"), description=text)))
    assert priced.pay is not None and priced.pay.middle == 225_000
    assert "pay from text" in priced.corrected


def test_a_sound_field_wins_over_the_text_and_the_difference_is_counted() -> None:
    text = f"{TEXT}\nЗарплата: от 200 000 до 250 000 руб на руки"
    outcome = price_vacancy(replace(PLAIN, stated=StatedPay(100_000, None, "RUR"), description=text))
    assert keep(outcome).pay == NetPay(100_000, None)
    assert "checked: pay differs from text" in outcome.notes
    assert outcome.details == (("checked: pay differs from text", "100000 / 225000"),)


def test_tax_is_learnt_from_the_text() -> None:
    text = f"{TEXT}\nЗарплата: 200 000 - 250 000 руб gross"
    outcome = price_vacancy(replace(PLAIN, stated=StatedPay(200_000, 250_000, "RUR"), description=text))
    pay = keep(outcome).pay
    assert pay is not None and pay.low_rub == 174_000
    assert "corrected: tax from text" in outcome.notes


def test_no_pay_keeps_the_row() -> None:
    assert price_vacancy(PLAIN) == Outcome(PLAIN, ("unpriced: not stated",))
    flawed = replace(PLAIN, stated=StatedPay(5, None, "RUR"))
    assert price_vacancy(flawed) == Outcome(flawed, ("unpriced: too_little",))


@pytest.mark.parametrize(
    ("field", "text", "experience", "note"),
    [
        (None, "Опыт работы: от 3 лет", "between3And6", "filled: experience"),
        ("от 3-х лет", "", "between3And6", None),
        ("between1And3", "Опыт работы: от 5 лет", "between3And6", "corrected: experience from text"),
        ("moreThan6", "Опыт работы: от 5 лет", "moreThan6", "checked: experience differs from text"),
        (
            "between1And3",
            "Опыт работы с Kafka от 3 лет",
            "between1And3",
            "checked: experience differs from text",
        ),
        ("Middle", "", None, "missing: experience"),
    ],
)
def test_experience_is_checked(
    field: str | None, text: str, experience: str | None, note: str | None
) -> None:
    outcome = check_experience(replace(PLAIN, experience=field, description=text))
    assert keep(outcome).experience == experience
    assert note is None or note in outcome.notes


def test_the_grade_of_the_title_wins() -> None:
    titled = check_grade(replace(PLAIN, title="Senior Go Developer", description="Грейд: middle"))
    assert keep(titled).grade == Grade.SENIOR
    assert titled.notes == ("checked: grade differs from text",)
    filled = check_grade(replace(PLAIN, title="Go Developer", description="Грейд: middle"))
    assert (keep(filled).grade, filled.notes) == (Grade.MIDDLE, ("filled: grade",))


def test_the_format_of_a_sure_text_wins() -> None:
    corrected = keep(check_work(replace(PLAIN, work_terms=("fullDay", "office"))))
    assert (corrected.work_format, corrected.schedule) == ("remote", "fullDay")
    assert corrected.corrected == ("format from text",)
    assert keep(check_work(replace(PLAIN, description="", work_terms=("remote",)))).work_format == "remote"


def test_a_missing_city_is_filled() -> None:
    filled = keep(check_city(replace(PLAIN, city="", description="Локация: Пермь")))
    assert (filled.city, filled.filled) == ("Пермь", ("city",))
    assert keep(check_city(replace(PLAIN, description="Локация: Пермь"))).city == "Казань"


def test_missing_skills_are_filled() -> None:
    filled = keep(fill_skills(PLAIN))
    assert {"Python", "PostgreSQL", "Docker", "Kafka"} <= set(filled.skills)
    listed = replace(PLAIN, skills=("SQL", "Excel", "1С"))
    assert fill_skills(listed) == Outcome(listed)


def test_the_profession_comes_from_the_title_or_the_role() -> None:
    assert keep(name_profession(PLAIN)).profession == "Python-разработчик"
    of_role = keep(name_profession(replace(PLAIN, title="Специалист", role="Тестировщик")))
    assert (of_role.profession, of_role.filled) == ("Тестирование", ("profession",))


@pytest.mark.parametrize(
    ("title", "text", "stays"),
    [
        ("Python-разработчик", "", True),
        ("Product manager", "", True),
        ("Повар", TEXT, False),
        ("Водитель-экспедитор", "", False),
        ("Инженер", "Чертежи мостов, выезды на объект", False),
        ("Инженер", TEXT, True),
        ("Руководитель отдела", "Управление отделом закупок", False),
        ("Эксперт", TEXT, True),
        ("Эксперт", "Оценка недвижимости", False),
    ],
)
def test_other_trades_are_dropped(title: str, text: str, stays: bool) -> None:
    outcome = drop_other_trades(replace(PLAIN, title=title, description=text))
    assert (outcome.vacancy is not None) == stays


def test_resumes_and_rows_without_a_title_are_dropped() -> None:
    resume = replace(PLAIN, employer="", description=RESUME_POST)
    assert drop_other_posts(resume).notes == ("dropped: resume",)
    assert drop_other_posts(replace(PLAIN, kind="chatter")).notes == ("dropped: chatter",)
    assert drop_other_posts(replace(PLAIN, title="")).notes == ("dropped: no title",)
    assert drop_other_posts(PLAIN).vacancy == PLAIN


def test_the_same_text_again_is_dropped_and_the_priced_row_stays() -> None:
    priced = replace(PLAIN, vac_id="v:2", pay=NetPay(100_000, None), description=f"  {TEXT.upper()} ")
    assert find_duplicates([PLAIN, priced]) == {0: "same text"}


def test_nearly_the_same_text_of_the_same_job_is_dropped() -> None:
    long = " ".join(f"{TEXT} {number}" for number in range(4))
    first = replace(PLAIN, description=long)
    again = replace(first, vac_id="v:2", description=f"{long} Пишите нам!")
    assert find_duplicates([first, again]) == {1: "nearly the same text"}
    for other in (
        replace(again, city="Москва"),
        replace(again, employer="Ромашка"),
        replace(again, title="Senior Python-разработчик"),
    ):
        assert find_duplicates([first, other]) == {}


def test_other_jobs_and_short_texts_stay() -> None:
    short = replace(PLAIN, description="Пишем код", pay=NetPay(100_000, None))
    rows = [
        short,
        replace(short, vac_id="v:2", pay=NetPay(120_000, None)),
        replace(short, vac_id="v:3", city="Омск"),
    ]
    assert find_duplicates(rows) == {}
    assert find_duplicates([short, replace(short, title="Тестировщик")]) == {1: "same id"}
