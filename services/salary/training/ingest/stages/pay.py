"""Prices vacancies: the stated pay in roubles on hand a month, compared with what the text says of it."""

from dataclasses import replace

from services.salary.training.ingest.outcome import Outcome
from services.salary.training.ingest.vacancy import Vacancy
from shared.reference.pay import NetPay, PayCorrection, PayFlaw, StatedPay, judge_pay
from shared.reference.pay_text import SURE, find_pay

_GUESSES = frozenset({PayCorrection.THOUSANDS, PayCorrection.LOW_DROPPED, PayCorrection.YEAR_ASSUMED})
"""Corrections of a field that the text's own words are more to be trusted than."""
_CLOSE = 0.15  # of the middle: tax and rounding lie within


def price_vacancy(vacancy: Vacancy) -> Outcome:
    """The vacancy with its pay. What states none, or one that can't be, keeps none and stays.

    The field wins over the text, but where there is none, it makes no sense, or it had to be guessed at.
    """
    judged = judge_pay(vacancy.stated, vacancy.month) if vacancy.stated else None
    told = _read_text(vacancy)
    told_pay = judge_pay(told, vacancy.month) if told else None
    if not isinstance(told_pay, NetPay) or told is None:
        return _keep_field(vacancy, judged)
    if not isinstance(judged, NetPay):
        note = "filled: pay" if judged is None else "corrected: pay from text"
        return _take(vacancy, told, told_pay, note)
    assert vacancy.stated is not None  # noqa: S101 - it was judged
    if _is_same(vacancy.stated, told):
        return _learn_tax(vacancy, vacancy.stated, told, judged)
    if abs(judged.middle - told_pay.middle) <= _CLOSE * judged.middle:
        return _add_note(_keep_field(vacancy, judged), "checked: pay agrees with text")
    change = (("checked: pay differs from text", f"{judged.middle:.0f} / {told_pay.middle:.0f}"),)
    if not _GUESSES.isdisjoint(judged.corrections):
        return replace(_take(vacancy, told, told_pay, "corrected: pay from text"), details=change)
    kept = _add_note(_keep_field(vacancy, judged), "checked: pay differs from text")
    return replace(kept, details=change)


def _read_text(vacancy: Vacancy) -> StatedPay | None:
    found = find_pay(vacancy.description)
    if found is None or found.confidence < SURE or found.stated == vacancy.stated:
        return None
    return found.stated


def _is_same(field: StatedPay, told: StatedPay) -> bool:
    """Whether a bound of both is the same number, before anything is made of it."""
    return not {field.low, field.high}.isdisjoint({told.low, told.high} - {None})


def _learn_tax(vacancy: Vacancy, stated: StatedPay, told: StatedPay, judged: NetPay) -> Outcome:
    """The field's amounts, with the tax that only the text tells of."""
    if stated.gross is not None or not told.gross:
        return _add_note(_keep_field(vacancy, judged), "checked: pay agrees with text")
    learnt = replace(stated, gross=True)
    kept = _keep_field(replace(vacancy, stated=learnt), judge_pay(learnt, vacancy.month))
    return _add_note(kept, "corrected: tax from text")


def _take(vacancy: Vacancy, told: StatedPay, pay: NetPay, note: str) -> Outcome:
    outcome = _keep_field(replace(vacancy, stated=told), pay)
    return _add_note(outcome, note)


def _keep_field(vacancy: Vacancy, judged: NetPay | PayFlaw | None) -> Outcome:
    if judged is None:
        return Outcome(vacancy, ("unpriced: not stated",))
    if isinstance(judged, PayFlaw):
        return Outcome(vacancy, (f"unpriced: {judged}",))
    codes = tuple(map(str, judged.corrections))
    priced = replace(vacancy, pay=judged, corrected=(*vacancy.corrected, *codes))
    return Outcome(priced, tuple(f"corrected: {code}" for code in codes))


def _add_note(outcome: Outcome, note: str) -> Outcome:
    vacancy = outcome.vacancy
    if vacancy is not None and note.startswith("filled: "):
        vacancy = replace(vacancy, filled=(*vacancy.filled, note.removeprefix("filled: ")))
    elif vacancy is not None and note.startswith("corrected: "):
        vacancy = replace(vacancy, corrected=(*vacancy.corrected, note.removeprefix("corrected: ")))
    return Outcome(vacancy, (*outcome.notes, note), outcome.details)
