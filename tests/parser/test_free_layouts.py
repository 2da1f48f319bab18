"""The same made-up people in many layouts: what was put in comes out, whatever the layout.

`python tests/parser/layouts/report.py` prints the same figures per layout.
"""

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.parser.parse import parse_document
from shared.contracts.document import Document, DocumentKind
from tests.parser.accuracy import LISTS, score_fields
from tests.parser.layouts.content import Manner, write_parts
from tests.parser.layouts.forms import HEADS, STUDIES
from tests.parser.layouts.grid import LAYOUTS, PEOPLE, make_cases, make_truth
from tests.parser.layouts.pdf_pages import PdfLook, draw_pdf
from tests.parser.layouts.plain_text import write_text
from tests.parser.layouts.report import score_case
from tests.parser.layouts.wording import DATE_FORMS

# A little below what the whole grid reaches.
AT_LEAST = {
    "full_name": 0.99,
    "phones": 0.99,
    "emails": 0.99,
    "links": 0.98,
    "position": 0.98,
    "city": 0.97,
    "experience": 0.97,
    "job positions": 0.97,
    "education": 0.97,
    "speciality": 0.96,
    "courses": 0.95,
    "skills": 0.97,
    "languages": 0.97,
}
PEOPLE_PER_LAYOUT = 2
LAYOUT_AT_LEAST = 0.6  # no layout falls out, even where a person of it does


@cache
def grid_scores() -> dict[str, list[dict[str, float]]]:
    """Scores of each document by its layout."""
    scores: dict[str, list[dict[str, float]]] = {}
    for case in make_cases(PEOPLE_PER_LAYOUT):
        scores.setdefault(case.name.split(":")[0], []).append(score_case(case))
    return scores


@pytest.mark.xdist_group("layouts")
@pytest.mark.parametrize("field", AT_LEAST)
def test_the_grid_is_read(field: str) -> None:
    found = [score[field] for scores in grid_scores().values() for score in scores]
    assert sum(found) / len(found) >= AT_LEAST[field]


@pytest.mark.xdist_group("layouts")
@pytest.mark.parametrize("field", ["experience", "skills", "education"])
def test_no_layout_falls_out(field: str) -> None:
    means = {
        layout: sum(score[field] for score in scores) / len(scores)
        for layout, scores in grid_scores().items()
    }
    assert len(means) == len(LAYOUTS)
    assert {layout: mean for layout, mean in means.items() if mean < LAYOUT_AT_LEAST} == {}


MANNERS = st.builds(
    Manner,
    heads=st.sampled_from([*HEADS, "grouped"]),
    dates=st.sampled_from(list(DATE_FORMS)),
    skills=st.sampled_from(["commas", "dots", "bars", "semicolons", "lines", "dashes", "groups", "brackets"]),
    languages=st.sampled_from(["lines", "colons", "blanks", "commas"]),
    studies=st.sampled_from(list(STUDIES)),
    contacts=st.sampled_from(["lines", "labels", "dots", "bars", "icons"]),
    titles=st.integers(0, 3),
    has_dates=st.booleans(),
    has_duties=st.booleans(),
    bullet=st.sampled_from(["•", "-", "–", "▪", "*", ""]),
    order=st.permutations(Manner().order).map(tuple),
)
LOOKS = st.builds(
    PdfLook,
    side=st.sampled_from(["", "left", "right"]),
    contacts_in_side=st.booleans(),
    title=st.sampled_from(["bold", "upper", "spaced", "colour", "small caps", "icon"]),
    is_head_bold=st.booleans(),
    size=st.sampled_from([8.0, 10.0, 11.5]),
    top=st.sampled_from([50.0, 400.0, 600.0]),
    has_furniture=st.booleans(),
    is_hyphenated=st.booleans(),
)


def read(kind: DocumentKind, content: bytes) -> dict[str, Any]:
    return parse_document(Document(kind=kind, content=content)).resume.model_dump(mode="json")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PEOPLE), MANNERS, LOOKS)
def test_any_page_is_read_without_an_error(person: Any, manner: Manner, look: PdfLook) -> None:
    found = read(DocumentKind.PDF, draw_pdf(write_parts(person, manner), look))
    scores = score_fields(found, make_truth(person, manner))
    if not look.side:  # in a narrow column anything may be cut in two
        assert scores["full_name"] == 1
        assert scores["phones"] == 1
        assert scores["emails"] == 1


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PEOPLE), MANNERS)
def test_plain_text_gives_back_what_was_put_in(person: Any, manner: Manner) -> None:
    found = read(DocumentKind.TEXT, write_text(write_parts(person, manner)))
    scores = score_fields(found, make_truth(person, manner))
    for field in ("full_name", "position", "phones", "emails", "links"):
        assert scores[field] == 1, field
    assert scores["skills"] >= 0.6


def test_every_field_has_a_floor() -> None:
    assert set(LISTS) <= set(AT_LEAST)
