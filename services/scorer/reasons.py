"""Why a score is what it is: what the models themselves added up, in words, with the place in the resume."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from services.scorer.features.confirmation import FEATURES, Confirmation, claim_support
from services.scorer.features.history import History
from services.scorer.features.words import read_phrases, read_words
from services.scorer.models import EXPERIENCE_COLUMNS, Encoding, Floats
from shared.contracts.expertise import ScoreReason
from shared.contracts.grade import Grade
from shared.contracts.resume import Experience
from shared.reference.grades import ORDER, RUSSIAN, stated_grade, without_grade_words
from shared.reference.skills import skill_key

MOST_REASONS = 6
_MOST_QUOTED = 6
_QUOTE_CHARACTERS = 160
_SENTENCE = re.compile(r"[^.;!?\n•]+")
_OFTEN = {True: "чаще", False: "реже"}


@dataclass(frozen=True)
class Findings:
    """Everything that the reasons of one score rest on.

    Attributes:
        grade: the estimated one.
        parts: logits that each column of `encoding` gives to `grade`.
        confirmation_parts: logits that each confirmation feature gives.
        probability: that the claim is confirmed.
        usual_probability: the same for the average candidate of the interviews.
    """

    history: History
    grade: Grade
    claim: Grade | None
    probabilities: Floats
    encoding: Encoding
    parts: Floats
    confirmation: Confirmation
    confirmation_parts: Floats
    probability: float
    usual_probability: float


@dataclass(frozen=True)
class _Reason:
    effect: float
    text: str
    evidence: str | None


def explain_score(findings: Findings) -> tuple[ScoreReason, ...]:
    """At most six reasons: what the probability compares to, then those of the largest effect."""
    reasons: list[_Reason | None] = [_explain_experience(findings)]
    for favours in (True, False):
        reasons += [
            explain(findings, favours) for explain in (_explain_title, _explain_skills, _explain_text)
        ]
    if findings.claim is not None:
        reasons += [explain(findings) for explain in _CONFIRMATION_REASONS]
    told = [reason for reason in reasons if reason is not None and reason.effect != 0]
    told.sort(key=lambda reason: (-abs(reason.effect), reason.text))
    compared = [] if findings.claim is None else [_compare(findings, findings.claim)]
    strongest = [ScoreReason(text=reason.text, evidence=reason.evidence) for reason in told]
    return tuple([*compared, *strongest][:MOST_REASONS])


def _compare(findings: Findings, claim: Grade) -> ScoreReason:
    """Few interviews confirm anything, so a probability says little without the usual one beside it."""
    own, usual = round(100 * findings.probability), round(100 * findings.usual_probability)
    than = "как в среднем" if own == usual else "выше среднего" if own > usual else "ниже среднего"
    return ScoreReason(
        text=f"Шанс, что собеседование подтвердит уровень {RUSSIAN[claim]}, — {own} %, {than}: "
        f"обычно подтверждается {usual} %"
    )


def describe_job(job: Experience) -> str:
    """One job as a resume prints it: employer, position, dates."""
    end = job.end or ("по настоящее время" if job.current else None)
    dates = " — ".join(filter(None, (job.start, end)))
    return ", ".join(filter(None, (job.company, job.position, dates)))


def describe_months(months: float) -> str:
    """A length of time in Russian.

    Example:
        >>> describe_months(63)
        '5 лет 3 месяца'
    """
    years, rest = divmod(round(months), 12)
    parts = []
    if years:
        parts.append(f"{years} {_plural(years, 'год', 'года', 'лет')}")
    if rest or not years:
        parts.append(f"{rest} {_plural(rest, 'месяц', 'месяца', 'месяцев')}")
    return " ".join(parts)


def _plural(count: int, one: str, few: str, many: str) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return one
    return few if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else many


def _explain_experience(findings: Findings) -> _Reason:
    effect = float(findings.parts[-EXPERIENCE_COLUMNS:].sum())
    level = RUSSIAN[findings.grade]
    months = findings.history.months
    if months is None:
        return _Reason(effect, f"Опыт не указан: так {_OFTEN[effect > 0]} бывает у уровня {level}", None)
    jobs = findings.history.relevant or findings.history.jobs
    evidence = "; ".join(filter(None, map(describe_job, jobs[:2])))
    text = f"Опыт в ИТ {describe_months(months)} — {_OFTEN[effect > 0]} встречается у уровня {level}"
    return _Reason(effect, text, evidence or describe_months(months))


def _block_parts(findings: Findings, block: str, favours: bool) -> dict[str, float]:
    """The terms of a block that speak for (or against) the grade, strongest first."""
    named = zip(findings.encoding.terms, findings.parts[: len(findings.encoding.terms)].tolist(), strict=True)
    prefix = f"{block}:"
    parts = {
        term.removeprefix(prefix): part
        for term, part in named
        if term.startswith(prefix) and (part > 0) == favours
    }
    return dict(sorted(parts.items(), key=lambda item: (-abs(item[1]), item[0])))


def _explain_title(findings: Findings, favours: bool) -> _Reason | None:
    parts = _block_parts(findings, "title", favours)
    latest = findings.history.relevant[0].position if findings.history.relevant else None
    titles = [title for title in (latest, findings.history.resume.position) if title]
    strongest = next(iter(parts), None)
    if strongest is None:
        return None
    shown = next((t for t in titles if strongest in read_phrases(without_grade_words(t))), titles[0])
    text = f"Должность такого рода {_OFTEN[favours]} встречается у уровня {RUSSIAN[findings.grade]}"
    return _Reason(sum(parts.values()), text, shown)


def _explain_skills(findings: Findings, favours: bool) -> _Reason | None:
    parts = _block_parts(findings, "skill", favours)
    written = {skill_key(without_grade_words(skill)): skill for skill in findings.history.resume.skills}
    shown = [written[key] for key in parts if key in written][:_MOST_QUOTED]
    if not shown:
        return None
    text = f"Навыки, которые {_OFTEN[favours]} нужны на уровне {RUSSIAN[findings.grade]}"
    return _Reason(sum(parts.values()), text, ", ".join(shown))


def _explain_text(findings: Findings, favours: bool) -> _Reason | None:
    parts = _block_parts(findings, "text", favours)
    sentence = _find_sentence(findings, list(parts)[:_MOST_QUOTED])
    if sentence is None or (not favours and sentence == _favourable_sentence(findings)):
        return None
    text = f"Так описывают работу {_OFTEN[favours]} на уровне {RUSSIAN[findings.grade]}"
    return _Reason(sum(parts.values()), text, sentence)


def _favourable_sentence(findings: Findings) -> str | None:
    return _find_sentence(findings, list(_block_parts(findings, "text", True))[:_MOST_QUOTED])


def _find_sentence(findings: Findings, phrases: list[str]) -> str | None:
    """The first sentence of a job that holds the strongest phrase and no part of the person's name."""
    name = set(read_words(findings.history.resume.full_name or ""))
    sentences = [
        found.strip()
        for job in findings.history.relevant or findings.history.jobs
        for found in _SENTENCE.findall((job.description or "")[:5_000])
    ]
    stems = [read_phrases(sentence) for sentence in sentences]
    for phrase in phrases:
        for sentence, held in zip(sentences, stems, strict=True):
            if phrase in held and not name.intersection(held):
                return _shorten(sentence)
    return None


def _shorten(text: str) -> str:
    return text if len(text) <= _QUOTE_CHARACTERS else text[: _QUOTE_CHARACTERS - 1].rstrip() + "…"


def _part(findings: Findings, feature: str) -> float:
    return float(findings.confirmation_parts[FEATURES.index(feature)])


def _explain_support(findings: Findings) -> _Reason | None:
    if findings.claim is None:
        return None
    share = round(100 * claim_support(findings.probabilities, findings.claim))
    text = f"Заявлен уровень {RUSSIAN[findings.claim]}; по резюме уровень не ниже с вероятностью {share} %"
    jobs = findings.history.relevant or findings.history.jobs
    return _Reason(
        _part(findings, "support"), text, describe_job(jobs[0]) if jobs else findings.history.resume.position
    )


def _explain_coverage(findings: Findings) -> _Reason | None:
    found = findings.confirmation
    if not found.demanded:
        return None
    text = f"Совпадает {len(found.covered)} из {len(found.demanded)} навыков вакансии"
    effect = _part(findings, "coverage") + _part(findings, "recent")
    return _Reason(effect, text, ", ".join(found.covered[:12]) or None)


def _explain_held(findings: Findings) -> _Reason | None:
    job = findings.confirmation.highest
    held = stated_grade(job.position) if job else None
    if job is None or held is None:
        return None
    text = f"Самый высокий уровень в названиях прежних должностей — {RUSSIAN[held]}"
    return _Reason(_part(findings, "held"), text, describe_job(job))


def _explain_jobs(findings: Findings) -> _Reason | None:
    jobs = findings.history.relevant
    if not jobs:
        return None
    effect = _part(findings, "jobs") + _part(findings, "experience")
    verb = "повышает" if effect > 0 else "снижает"
    text = f"Мест работы в ИТ: {len(jobs)}; вместе со стажем это {verb} шанс подтверждения"
    positions = [job.position for job in jobs if job.position]
    return _Reason(effect, text, "; ".join(positions[:_MOST_QUOTED]) or describe_job(jobs[0]))


_CONFIRMATION_REASONS: tuple[Callable[[Findings], _Reason | None], ...] = (
    _explain_support,
    _explain_coverage,
    _explain_held,
    _explain_jobs,
)


def grade_parts(contributions: Floats, grade: Grade) -> Floats:
    """The column of one grade, shape (columns,)."""
    return np.asarray(contributions[:, ORDER.index(grade)])
