"""The prompt `fic`: the text that the first checkpoints were trained on, for them and nothing else.

Known are its fields and their order, what is cut and on which side; a line for each field is our reading of
"text". It holds age and city, so it is never a default. The text is cut from the left, which keeps the client
and the pay at its end; the first checkpoints also lost the last 700 characters of every experience.
"""

from collections.abc import Callable

from services.scorer.prompt.jobs import describe_dates
from services.scorer.prompt.tokens import Tokenizer, room_for_text, wrap_tokens
from shared.contracts.resume import Experience, Resume
from shared.contracts.target import Target

_LOST_CHARACTERS = 700


def _read_salary(resume: Resume, target: Target) -> object:
    expected = resume.salary_expectation
    return expected.amount if expected else target.salary_text


_FIELDS: tuple[tuple[str, Callable[[Resume, Target], object]], ...] = (
    ("age", lambda resume, _: resume.age),
    ("city", lambda resume, _: resume.city),
    ("work_experience", lambda resume, _: cut_experience(write_experience(resume))),
    ("position", lambda resume, _: resume.position),
    ("key_skills", lambda resume, _: ", ".join(resume.skills)),
    ("client_name", lambda _, target: target.client_name),
    ("salary", _read_salary),
)


def encode_fic(resume: Resume, target: Target, tokenizer: Tokenizer, limit: int) -> list[int]:
    """Token ids: the special ones and, of the text, as many of its last as the limit leaves."""
    room = room_for_text(tokenizer, limit)
    return wrap_tokens(tokenizer.encode(write_fic(resume, target))[-room:], tokenizer)


def write_fic(resume: Resume, target: Target) -> str:
    """The text of the prompt, a line for each field; what is unknown is left empty."""
    values = ((name, read(resume, target)) for name, read in _FIELDS)
    return "\n".join(f"{name}: {'' if value is None else value}" for name, value in values)


def write_experience(resume: Resume) -> str:
    """The jobs as one text, in the order of the resume."""
    return "\n\n".join(filter(None, map(_write_job, resume.experience)))


def cut_experience(text: str) -> str:
    """An experience as the first checkpoints saw it; whole where nothing would be left."""
    return text[:-_LOST_CHARACTERS] or text


def _write_job(job: Experience) -> str:
    head = (job.company, job.position, describe_dates(job), job.description)
    return "\n".join(filter(None, head))
