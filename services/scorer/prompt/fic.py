"""The prompt `fic`: the text that the first checkpoints were trained on, for them and nothing else.

It holds age and city, so it is never a default. The first decoder read the fields as a turn of a dialogue,
the first encoders read them with colons; the tokenizer tells which. Both lost the last 700 characters of
every experience, and lines of it that had been said before.

Too long a text was meant to be cut from the left, which keeps the client and the pay at its end. The
published training cut it on the right: it dropped whole rounds, and had only one. So a checkpoint names its
side.
"""

from collections.abc import Callable
from functools import partial
from typing import Literal

from services.scorer.prompt.tokens import Tokenizer, room_for_text, wrap_tokens
from shared.contracts.resume import Experience, Resume
from shared.contracts.target import Target

Side = Literal["left", "right"]

_START, _END = "<start_of_turn>", "<end_of_turn>"
_UNKNOWN = "нет информации"
_LOST_CHARACTERS = 700


def _read_salary(resume: Resume, target: Target) -> str:
    """The grade and the pay that are wanted, as a person wrote them, else as they are known."""
    expected = resume.salary_expectation
    known = (target.grade, f"{expected.amount} {expected.currency}" if expected else None)
    return target.salary_text or ", ".join(filter(None, known))


_FIELDS: tuple[tuple[str, Callable[[Resume, Target], object], int | None], ...] = (
    ("age", lambda resume, _: resume.age, None),
    ("city", lambda resume, _: resume.city, None),
    ("work_experience", lambda resume, _: cut_experience(write_experience(resume)), None),
    ("position", lambda resume, _: resume.position, 100),
    ("key_skills", lambda resume, _: ", ".join(resume.skills), 200),
    ("client_name", lambda _, target: target.client_name, None),
    ("salary", _read_salary, 200),
)
"""Fields in their order, and how many characters of each were kept."""


def encode_fic(side: Side, resume: Resume, target: Target, tokenizer: Tokenizer, limit: int) -> list[int]:
    """Token ids: the special ones and as many of the text as the limit leaves, its last or its first."""
    start, end = tokenizer.special_token(_START), tokenizer.special_token(_END)
    if start is None or end is None:
        tokens = tokenizer.encode(write_fic(resume, target, ":"))
    else:
        tokens = [start, *tokenizer.encode(write_fic(resume, target, "")), end]
    room = room_for_text(tokenizer, limit)
    return wrap_tokens(tokens[-room:] if side == "left" else tokens[:room], tokenizer)


encode_fic_left = partial(encode_fic, "left")
encode_fic_right = partial(encode_fic, "right")


def write_fic(resume: Resume, target: Target, colon: str) -> str:
    """The text of the prompt: the name of each field and below it what is known.

    Args:
        resume: who is judged.
        target: for what.
        colon: what stands behind a name.
    """
    values = ((name, str(read(resume, target) or _UNKNOWN), kept) for name, read, kept in _FIELDS)
    return "\n\n".join(f"{name}{colon}\n{value[:kept]}" for name, value, kept in values)


def write_experience(resume: Resume) -> str:
    """The jobs a line each, in the order of the resume, none said twice."""
    return "\n".join(dict.fromkeys(filter(None, map(_write_job, resume.experience))))


def cut_experience(text: str) -> str:
    """An experience as the first checkpoints saw it; whole where nothing would be left."""
    return text[:-_LOST_CHARACTERS] or text


def _write_job(job: Experience) -> str:
    """`2017-06-01 - 2018-05-01: what as  what done`; ends of lines were two spaces."""
    dates = f"{_write_day(job.start)} - {_write_day(job.end)}: " if job.start else ""
    told = f"{job.position or ''}\n{job.description or ''}".strip("\n")
    return dates + told.replace("\n", "  ")


def _write_day(partial_date: str | None) -> str:
    """The first day of a month or of a year."""
    return f"{partial_date}-01-01"[:10] if partial_date else ""
