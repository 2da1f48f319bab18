"""The sections that the rules could not read are asked of a language model, and its answers are looked up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from services.parser.llm.answers import Items, Job, KnownLanguage, Said, Study, Training
from services.parser.llm.printed import PrintedText
from services.parser.llm.reader import LanguageModel
from services.parser.llm.verify import (
    verify_job,
    verify_language,
    verify_skill,
    verify_study,
    verify_training,
)
from services.parser.parsed import ParsedDocument, UnsureSection
from services.parser.tables.section_titles import Section
from shared.contracts.resume import Experience, Resume
from shared.reference.problems import problem
from shared.reference.text import fold

_TEXT_MAX = 12_000  # characters of a section that are sent, and looked up in

_Entry = TypeVar("_Entry")


@dataclass(frozen=True)
class _Kind(Generic[Said, _Entry]):
    """What a section is read into.

    Args:
        field: of the resume.
        answer_type: what the model is asked for.
        verify: an entry out of what the model says, if the text holds it.
        keys: entries that share a key are about the same thing.
    """

    field: str
    answer_type: type[Items[Said]]
    verify: Callable[[Said, PrintedText], _Entry | None]
    keys: Callable[[_Entry], set[str]]

    def read_more(
        self, model: LanguageModel, section: Section, text: str, known: Iterable[_Entry]
    ) -> tuple[_Entry, ...]:
        """Entries that the model finds in the text, the text holds, and the rules have not read."""
        answer = model.read_section(section, text, self.answer_type)
        if answer is None:
            return ()
        printed = PrintedText(text)
        verified = [entry for said in answer.items if (entry := self.verify(said, printed)) is not None]
        taken = {key for entry in known for key in self.keys(entry)}
        return tuple(entry for entry in dict.fromkeys(verified) if not self.keys(entry) & taken)


def _keys_of_job(job: Experience) -> set[str]:
    dates = f"{job.start} {job.end} {job.current}" if job.start else ""
    return {key for key in (fold(job.company or ""), dates) if key}


_KINDS: MappingProxyType[Section, _Kind[Any, Any]] = MappingProxyType(
    {
        Section.EXPERIENCE: _Kind("experience", Items[Job], verify_job, _keys_of_job),
        Section.EDUCATION: _Kind(
            "education", Items[Study], verify_study, lambda study: {fold(study.institution or "")}
        ),
        Section.COURSES: _Kind(
            "courses", Items[Training], verify_training, lambda course: {fold(course.name or "")}
        ),
        Section.SKILLS: _Kind("skills", Items[str], verify_skill, lambda skill: {fold(skill)}),
        Section.LANGUAGES: _Kind(
            "languages", Items[KnownLanguage], verify_language, lambda language: {fold(language.name)}
        ),
    }
)


def complete_resume(parsed: ParsedDocument, model: LanguageModel) -> Resume:
    """Fill what the rules left empty in the sections that they were not sure of.

    What the rules have read stays. What the model says counts only where the section's text holds it. Where
    the model can't be asked, the rules' resume comes back as it is.
    """
    resume = parsed.resume
    found: dict[Section, tuple[object, ...]] = {}
    for section, text in _join_texts(parsed.unsure).items():
        kind = _KINDS[section]
        if entries := kind.read_more(model, section, text, getattr(resume, kind.field)):
            found[section] = entries
    if not found:
        return resume
    fields = {
        _KINDS[section].field: (*getattr(resume, _KINDS[section].field), *entries)
        for section, entries in found.items()
    }
    solved = [
        problem("section_unreadable", section=one.title) for one in parsed.unsure if one.section in found
    ]
    source = resume.source.model_copy(
        update={
            "read_by": (*resume.source.read_by, f"llm:{model.name}"),
            "problems": tuple(one for one in resume.source.problems if one not in solved),
        }
    )
    return resume.model_copy(update={**fields, "source": source})


def _join_texts(unsure: Iterable[UnsureSection]) -> dict[Section, str]:
    """One text for each kind of section: each is asked about once."""
    texts: dict[Section, list[str]] = {}
    for one in unsure:
        if one.section in _KINDS:
            texts.setdefault(one.section, []).append(one.text)
    return {section: _shorten("\n".join(parts)) for section, parts in texts.items()}


def _shorten(text: str) -> str:
    """The beginning of a text that is too long, up to the end of a line."""
    return text if len(text) <= _TEXT_MAX else text[:_TEXT_MAX].rsplit("\n", 1)[0]
