"""What parsing gives: the resume, and what the rules were not sure of."""

from pydantic import Field

from services.parser.tables.section_titles import Section
from shared.contracts.base import Contract
from shared.contracts.resume import Resume


class UnsureSection(Contract):
    """A section of a free-form document that the rules read in part or not at all."""

    section: Section
    text: str
    title: str = Field("", description="As the problem `section_unreadable` names it.")


class ParsedDocument(Contract):
    """A resume as the rules read it; the unsure sections are for a reader that knows more, if any."""

    resume: Resume
    unsure: tuple[UnsureSection, ...] = ()
