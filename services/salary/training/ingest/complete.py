"""Asks the language model about vacancies that lack something, and takes what their texts hold."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tqdm import tqdm

from services.salary.training.ingest.facts.experience import name_bucket
from services.salary.training.ingest.form import FORM, VacancyAnswer
from services.salary.training.ingest.ingest import Complete
from services.salary.training.ingest.outcome import Tally
from services.salary.training.ingest.vacancy import Vacancy
from services.salary.training.llm.asking import Asking, Question, open_asking
from services.salary.training.llm.settings import LlmSettings
from shared.reference.contacts import mask_contacts
from shared.reference.pay import NetPay, StatedPay, judge_pay
from shared.reference.text import fold

_MOST_LETTERS = 6_000  # of a text that is sent
_FEWEST_LETTERS = 80  # a shorter one tells a model no more than the rules
_FEWEST_SKILLS = 3


def make_completer(settings: LlmSettings, cache_file: Path) -> Complete | None:
    """What fills the gaps by the language model of the settings; None where there is none, the default."""
    if settings.url is None:
        return None

    def complete(vacancies: list[Vacancy], tally: Tally) -> list[Vacancy]:
        with open_asking(settings, cache_file, FORM) as asking:
            filled = fill_gaps(vacancies, asking, tally)
            return list(tqdm(filled, total=len(vacancies), desc="model", disable=None))

    return complete


def fill_gaps(vacancies: Sequence[Vacancy], asking: Asking, tally: Tally) -> Iterator[Vacancy]:
    """The vacancies in their order, their gaps filled where the model knows more and the text agrees."""
    for start in range(0, len(vacancies), asking.at_once):
        some = vacancies[start : start + asking.at_once]
        lacking = [number for number, vacancy in enumerate(some) if _is_worth_asking(vacancy)]
        replies = asking.ask_all([_make_question(some[number]) for number in lacking])
        told = dict(zip(lacking, replies, strict=True))
        for number, vacancy in enumerate(some):
            reply = told.get(number)
            if reply is not None:
                tally.count(f"model: {reply.how}", vacancy.source)
            yield fill_from_answer(vacancy, reply.answer, tally) if reply and reply.answer else vacancy


def _is_worth_asking(vacancy: Vacancy) -> bool:
    return bool(list_gaps(vacancy)) and len(vacancy.description) >= _FEWEST_LETTERS


def _make_question(vacancy: Vacancy) -> Question:
    text = vacancy.description[:_MOST_LETTERS]
    return {"title": mask_contacts(vacancy.title), "text": mask_contacts(text)}


def list_gaps(vacancy: Vacancy) -> tuple[str, ...]:
    """The fields that a vacancy lacks and a text may state."""
    gaps = {
        "pay": vacancy.pay is None,
        "experience": vacancy.experience is None,
        "grade": vacancy.grade is None,
        "city": not vacancy.city,
        "format": vacancy.work_format is None,
        "skills": len(vacancy.skills) < _FEWEST_SKILLS,
    }
    return tuple(name for name, is_missing in gaps.items() if is_missing)


def fill_from_answer(vacancy: Vacancy, answer: str, tally: Tally) -> Vacancy:
    """The vacancy, its gaps filled by an answer; of pay, city and skills only what the text prints."""
    said = VacancyAnswer.model_validate_json(answer)
    gaps, printed = list_gaps(vacancy), fold(f"{vacancy.title} {vacancy.description}")
    found: dict[str, dict[str, object]] = {}
    pay = _verify_pay(said, printed, vacancy.month)
    if "pay" in gaps and pay is not None:
        found["pay"] = {"stated": pay[0], "pay": pay[1]}
    if "experience" in gaps and said.experience_months is not None:
        months = float(said.experience_months)
        found["experience"] = {"experience": name_bucket(months), "experience_months": months}
    if "grade" in gaps and said.grade is not None:
        found["grade"] = {"grade": said.grade}
    if "city" in gaps and said.city and fold(said.city)[:4] in printed:  # its stem: "Москва", "в Москве"
        found["city"] = {"city": said.city}
    if "format" in gaps and said.work_format is not None:
        found["format"] = {"work_format": said.work_format.value}
    skills = tuple(dict.fromkeys((*vacancy.skills, *(one for one in said.skills if fold(one) in printed))))
    if "skills" in gaps and len(skills) > len(vacancy.skills):
        found["skills"] = {"skills": skills}
    for name in found:
        tally.count(f"filled: {name} by the model", vacancy.source)
    fields = {field: value for values in found.values() for field, value in values.items()}
    filled = (*vacancy.filled, *(f"{name} by the model" for name in found))
    return replace(vacancy, **fields, filled=filled)  # type: ignore[arg-type]


def _verify_pay(said: VacancyAnswer, printed: str, month: int | None) -> tuple[StatedPay, NetPay] | None:
    """The pay of an answer, if the text prints its numbers in some way."""
    digits = "".join(letter for letter in printed if letter.isdigit())
    amounts = [amount for amount in (said.pay_low, said.pay_high) if amount]
    if not amounts or not all(str(int(amount)).rstrip("0") in digits for amount in amounts):
        return None
    stated = StatedPay(said.pay_low, said.pay_high, said.currency, said.period, said.gross)
    judged = judge_pay(stated, month)
    return (stated, judged) if isinstance(judged, NetPay) else None
