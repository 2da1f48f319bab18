"""Work experience in one cell of a table: jobs a line each, labelled lines, ready objects, or plain text.

The same blocks may be repeated many times, in any order, the last one cut off; the first of each is kept.
"""

import ast
import json
import re
from collections.abc import Hashable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from services.parser.freeform.experience import read_free_experience
from services.parser.lines import make_flow_line
from services.parser.structured.load import fit_fields
from services.parser.tables.dates import PRESENT, find_range
from shared.contracts.resume import Experience
from shared.reference.text import fold

_LABELS = MappingProxyType(
    {
        "company": r"(?:название\s+)?компани[яи]|организаци[яи]|работодатель|место\s+работы|company|employer"
        r"|organization",
        "position": r"должность|позиция|position|job\s+title|title|role",
        "period": r"период(?:\s+работы)?|даты?(?:\s+работы)?|срок(?:\s+работы)?|время\s+работы|period|dates?",
        "start": r"(?:дата\s+)?начал[оа](?:\s+работы)?|starts?(?:\s*date)?|from",
        "end": r"(?:дата\s+)?окончани[ея](?:\s+работы)?|конец(?:\s+работы)?|ends?(?:\s*date)?|to",
        "city": r"город|регион|city|area",
        "description": r"описание(?:\s+работы)?|(?:должностные\s+)?обязанности(?:\s+и\s+достижения)?"
        r"|достижения"
        r"|функции|задачи|стек|description|responsibilities|duties|achievements",
    }
)
_LABEL = re.compile(
    r"(?:^|(?<=[\n;.|]))[ \t\-•*]*(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")[ \t]*[:=][ \t]*",
    re.IGNORECASE,
)
_KEY = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items()), re.IGNORECASE)
_END_KEY = re.compile(_LABELS["end"], re.IGNORECASE)
_BLOCK_END = re.compile(r"\n[ \t]*(?:[-=*_#~][ \t]*){3,}(?=\n|$)|\n[ \t]*\n\s*")
_LITERAL = re.compile(r"\s*[\[{]")
# "2017-06-01 - 2018-05-01: Начальник отдела  Руководил отделом." and "2018-06-01 - : Инженер", as exports
# of candidates write a job; its text has runs of spaces where it had ends of lines.
_DAY = r"(?:19|20)\d{2}-\d{2}(?:-\d{2})?"
_JOB_LINE = re.compile(
    rf"^[ \t]*(?P<start>{_DAY})[ \t]*[-–—][ \t]*(?:(?P<end>{_DAY})|{PRESENT}|nan|nat|none|null)?[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_LINE_END = re.compile(r"[ \t]{2,}|\s*\n\s*")
_TITLE_MAX = 200


def read_work_blocks(value: Any) -> tuple[Experience, ...]:
    """Read the jobs of a cell, in its order; text that names none becomes their descriptions.

    Raises:
        InvalidInput: `invalid_resume_fields` for a date that is none.
    """
    firsts: dict[Hashable, Experience] = {}
    jobs = _read_value(value)
    for job in jobs[:-1] if _is_cut_off(jobs) else jobs:
        firsts.setdefault(_fold_job(job), job)
    return tuple(firsts.values())


def _is_cut_off(jobs: list[Experience]) -> bool:
    """Whether the last job says the beginning of what an earlier one has said, and no more."""
    if not jobs:
        return False
    words = _fold_words(jobs[-1])
    return any(
        _fold_head(job) == _fold_head(jobs[-1]) and _fold_words(job).startswith(words) for job in jobs[:-1]
    )


def _read_value(value: Any) -> list[Experience]:
    if isinstance(value, list):
        return [job for part in value for job in _read_value(part)]
    if isinstance(value, dict):
        return [_read_object(value)] if any(_KEY.fullmatch(str(key).strip()) for key in value) else []
    if not isinstance(value, str) or not value.strip():
        return []
    literal = _load_literal(value)
    return _read_text(value) if literal is None else _read_value(literal)


def _load_literal(text: str) -> Any:
    """A list or an object that was written into the cell as text, in JSON or as Python prints it."""
    if not _LITERAL.match(text):
        return None
    for load in (json.loads, ast.literal_eval):
        try:
            loaded = load(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        return loaded if isinstance(loaded, list | dict) else None
    return None


def _read_object(fields: Mapping[str, Any]) -> Experience:
    labelled: dict[str, str] = {}
    for key, value in fields.items():
        found = _KEY.fullmatch(str(key).strip().replace("_", " "))
        if found and found.lastgroup and isinstance(value, str | int) and str(value).strip():
            labelled.setdefault(found.lastgroup, str(value).strip())
    job = _make_job(labelled)
    is_current = bool(job.start) and not job.end and any(_END_KEY.fullmatch(str(key)) for key in fields)
    return job.model_copy(update={"current": job.current or is_current})


def _read_text(text: str) -> list[Experience]:
    text = _drop_repeats(text.replace("\r\n", "\n").replace("\\n", "\n").strip())
    if _JOB_LINE.match(text):
        return list(_read_job_lines(text))
    if len(_LABEL.findall(text)) > 0 and (jobs := [_make_job(block) for block in _labelled_blocks(text)]):
        return jobs
    lines = [make_flow_line(line, number) for number, line in enumerate(text.split("\n"))]
    dated = read_free_experience([line for line in lines if line.words])
    if dated:
        return list(dated)
    blocks = (block.strip() for block in _BLOCK_END.split(text))
    return [Experience(description=block) for block in blocks if block]


def _read_job_lines(text: str) -> Iterator[Experience]:
    """Jobs that begin with their dates; what follows, until the next, is a title and what was done."""
    found = list(_JOB_LINE.finditer(text))
    for job, following in zip(found, [*found[1:], None], strict=True):
        told = text[job.end() : following.start() if following else len(text)].strip()
        title, *lines = filter(None, _LINE_END.split(told)) if told else ("",)
        fields = {
            "position": title[:_TITLE_MAX] or None,
            "start": job["start"][:7],
            "end": job["end"][:7] if job["end"] else None,
            "current": job["end"] is None,
            "description": "\n".join(lines) or None,
        }
        yield fit_fields(Experience, fields)


def _drop_repeats(text: str) -> str:
    """The unit of a text that is the same unit again and again; the last may be cut off.

    The shortest period comes from the failure function of Knuth, Morris and Pratt.
    """
    pieces = re.findall(r"\S+\s*", text)
    words = [piece.strip() for piece in pieces[:-1]]  # the last may be half a word
    reached = [0] * len(words)
    length = 0
    for place in range(1, len(words)):
        while length and words[place] != words[length]:
            length = reached[length - 1]
        length += words[place] == words[length]
        reached[place] = length
    period = len(words) - (reached[-1] if reached else 0)
    is_end_repeated = bool(words) and words[len(words) % period].startswith(pieces[-1].strip())
    is_repeated = period * 2 <= len(pieces) and is_end_repeated
    return "".join(pieces[:period]).strip() if is_repeated else text


def _labelled_blocks(text: str) -> Iterator[dict[str, str]]:
    """Labels with their values; a block ends at a separator and where a label of its head comes again."""
    block: dict[str, str] = {}
    found = list(_LABEL.finditer(text))
    before = text[: found[0].start()].strip(" \n;.|-")
    if before:
        block["description"] = before
    for label, following in zip(found, [*found[1:], None], strict=True):
        name = label.lastgroup or "description"
        value = text[label.end() : following.start() if following else len(text)].strip(" \n\t;|-*=_#~")
        if name in block and name != "description":
            yield block
            block = {}
        block[name] = f"{block[name]}\n{value}" if name in block else value
    yield block


def _make_job(labelled: Mapping[str, str]) -> Experience:
    dates = find_range(labelled.get("period") or f"{labelled.get('start', '')} - {labelled.get('end', '')}")
    found = {
        "company": _tidy(labelled.get("company")),
        "position": _tidy(labelled.get("position")),
        "start": dates.start if dates else _read_date(labelled.get("start")),
        "end": dates.end if dates else _read_date(labelled.get("end")),
        "current": bool(dates and dates.current),
        "city": _tidy(labelled.get("city")),
        "description": (labelled.get("description") or "").strip() or None,
    }
    return fit_fields(Experience, found)


def _read_date(text: str | None) -> str | None:
    found = find_range(text) if text else None
    return found.start if found else None


def _tidy(text: str | None) -> str | None:
    first = (text or "").strip().split("\n")[0].strip(" ,.;")
    return first[:_TITLE_MAX] or None


def _fold_job(job: Experience) -> Hashable:
    return (*_fold_head(job), _fold_words(job))


def _fold_head(job: Experience) -> tuple[str | None, ...]:
    return fold(job.company or ""), job.start, job.end


def _fold_words(job: Experience) -> str:
    return fold(f"{job.position or ''} {job.description or ''}")
