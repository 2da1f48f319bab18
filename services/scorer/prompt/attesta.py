"""The prompt `attesta-1`: the target first, then the resume, without name, age, sex and city.

The target comes first so that a server's prefix cache serves all resumes for one vacancy. What is left out
here is not looked for in other texts either: then the tokens would depend on it.
"""

import re
from collections.abc import Callable, Iterator

from services.scorer.prompt.jobs import describe_dates, order_jobs
from services.scorer.prompt.tokens import Tokenizer, encode_up_to, room_for_text, share_room, wrap_tokens
from shared.contracts.resume import Experience, Resume
from shared.contracts.target import Target

_TARGET: tuple[tuple[str, Callable[[Target], str | None]], ...] = (
    ("Вакансия", lambda target: target.vacancy_title),
    ("Заявленный грейд", lambda target: target.grade),
    ("Компания", lambda target: target.client_name),
    ("Описание вакансии", lambda target: target.vacancy_description),
)
# So much of the room is kept for each of these parts, if it has as much to say.
_LEAST_PROFILE = 1 / 8
_LEAST_EXPERIENCE = 1 / 4
_BLANK_LINES = re.compile(r"\s*\n\s*")


def encode_attesta(resume: Resume, target: Target, tokenizer: Tokenizer, limit: int) -> list[int]:
    """Token ids; over the limit the oldest experience goes first, the target last.

    Skills and the text about oneself, and the newest experience, keep a part of the room each, so that a long
    vacancy never leaves a resume empty.
    """
    room = room_for_text(tokenizer, limit)
    parts = [
        encode_up_to([_write_target(target)], tokenizer.encode, room),
        encode_up_to([_write_profile(resume)], tokenizer.encode, room),
        encode_up_to(_write_jobs(resume), tokenizer.encode, room),
    ]
    least = [0, int(room * _LEAST_PROFILE), int(room * _LEAST_EXPERIENCE)]
    given = share_room([len(part) for part in parts], least, room)
    tokens = [token for part, count in zip(parts, given, strict=True) for token in part[:count]]
    return wrap_tokens(tokens, tokenizer)


def _write_target(target: Target) -> str:
    return "".join(f"{label}: {_tidy(value)}\n" for label, read in _TARGET if (value := read(target)))


def _write_profile(resume: Resume) -> str:
    skills = ", ".join(dict.fromkeys(filter(None, map(_tidy, resume.skills))))
    fields = (
        ("Желаемая должность", resume.position or ""),
        ("Навыки", skills),
        ("О себе", resume.about or ""),
    )
    return "Резюме\n" + "".join(f"{label}: {_tidy(value)}\n" for label, value in fields if value.strip())


def _write_jobs(resume: Resume) -> Iterator[str]:
    jobs = order_jobs(resume.experience)
    yield "Опыт работы\n" if jobs else "Опыт работы: не указан\n"
    yield from (_write_job(job) for job in jobs)


def _write_job(job: Experience) -> str:
    head = ", ".join(filter(None, (_tidy(job.position or ""), _tidy(job.company or ""), describe_dates(job))))
    return f"{head}\n{_tidy(job.description or '')}\n"


def _tidy(text: str) -> str:
    return _BLANK_LINES.sub("\n", text).strip()
