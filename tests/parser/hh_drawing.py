"""Draws a resume the way hh.ru exports it, for samples and tests: same places, sizes, weights and colours."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl  # its package data has free fonts with Cyrillic letters
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from shared.contracts.resume import Course, Education, Experience, Resume
from tests.parser.hh_words import RU, HhWords, print_length

_HEIGHT = A4[1]
_LEFT, _RIGHT_COLUMN, _LIMIT, _BOTTOM = 42.5, 127.6, 552.7, 799.0
_BODY, _PALE, _LABEL, _FOOTER = 0.0, 0.678, 0.439, 0.737
_REGULAR, _BOLD = "DejaVuSans", "DejaVuSans-Bold"


@dataclass(frozen=True, slots=True)
class HhLook:
    """What changed over the years and from person to person."""

    has_photo: bool = False
    skills_title: str = "Навыки"
    is_pay_on_one_line: bool = True
    pay_suffix: str = "₽ на руки"
    industry: str | None = "Информационные технологии, системная интеграция, интернет"
    site: str | None = None
    metro: str | None = None
    phone_comment: str | None = None
    level: str = "Высшее"
    is_level_repeated: bool = False


def draw_hh_pdf(resume: Resume, look: HhLook | None = None, words: HhWords = RU) -> bytes:
    """The PDF of a resume; the file is the same each time."""
    for name in (_REGULAR, _BOLD):
        path = Path(mpl.get_data_path()) / "fonts" / "ttf" / f"{name}.ttf"
        pdfmetrics.registerFont(TTFont(name, str(path)))
    stream = io.BytesIO()
    drawing = _Drawing(Canvas(stream, pagesize=A4, invariant=1), resume, look or HhLook(), words)
    drawing.draw()
    return stream.getvalue()


def wrap_text(text: str, font: str, size: float, width: float) -> Iterator[str]:
    """Lines of a paragraph that fit a width."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and pdfmetrics.stringWidth(longer, font, size) > width:
            yield line
            longer = word
        line = longer
    yield line


class _Drawing:
    """One document; `y` is the baseline of the last line drawn, from the top of the page."""

    def __init__(self, canvas: Canvas, resume: Resume, look: HhLook, words: HhWords) -> None:
        self.canvas, self.resume, self.look, self.words = canvas, resume, look, words
        self.y = 0.0
        self.page = 1

    def draw(self) -> None:
        self._draw_header()
        self._draw_wanted()
        self._draw_jobs()
        self._draw_studies()
        self._draw_skills()
        self._draw_about()
        self._draw_footer()
        self.canvas.save()

    def text(
        self, x: float, y: float, text: str, size: float, *, grey: float = _BODY, bold: bool = False
    ) -> float:
        """Draw a text and return its right end."""
        font = _BOLD if bold else _REGULAR
        self.canvas.setFillGray(grey)
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, _HEIGHT - y, text)
        return x + float(pdfmetrics.stringWidth(text, font, size))

    def step(self, points: float) -> None:
        """Go down, on the next page where this one is full."""
        self.y += points
        if self.y > _BOTTOM:
            self._draw_footer()
            self.canvas.showPage()
            self.page += 1
            self.y = 57.0

    def lines(
        self, x: float, text: str, first: float, size: float = 9, *, bold: bool = False, lead: float = 13
    ) -> None:
        """Draw a text in wrapped lines; an empty line of the text is an empty line of the page."""
        font = _BOLD if bold else _REGULAR
        down = first
        for paragraph in text.split("\n"):
            if not paragraph:
                down += lead
                continue
            for line in wrap_text(paragraph, font, size, _LIMIT - x):
                self.step(down)
                self.text(x, self.y, line, size, bold=bold)
                down = lead

    def heading(self, text: str) -> None:
        self.step(39)
        self.text(_LEFT, self.y, text, 11, grey=_PALE)
        self.canvas.setStrokeGray(0.847)
        self.canvas.line(_LEFT, _HEIGHT - self.y - 2.8, _LIMIT, _HEIGHT - self.y - 2.8)

    def _draw_footer(self) -> None:
        if not self.resume.updated_at:
            return
        text = self.words.updated(self.resume.updated_at)
        if self.page > 1:
            text = f"{' '.join((self.resume.full_name or '').split()[:2])}  •  {text}"
        self.text(_LEFT, 818.9, text, 8, grey=_FOOTER)

    def _draw_header(self) -> None:
        resume, x = self.resume, _RIGHT_COLUMN if self.look.has_photo else _LEFT
        self.canvas.setFillGray(0.914)
        self.canvas.rect(0, _HEIGHT - 39.7, 595.3, 39.7, stroke=0, fill=1)
        self.y = 53.9
        self.lines(x, resume.full_name or "", 25, 25, bold=True, lead=25)
        self.step(15.8)
        self.text(x, self.y, self.words.person(resume), 9)
        self.step(13)
        for number, phone in enumerate(resume.contacts.phones):
            self.step(13)
            end = self.text(x, self.y, f"+7 ({phone[2:5]}) {phone[5:]}", 9)
            if number == 0 and self.look.phone_comment:
                self.text(end, self.y, f" — {self.look.phone_comment}", 9, grey=_PALE)
        for mail in resume.contacts.emails:
            self.step(13)
            end = self.text(x, self.y, mail, 9)
            self.text(end, self.y, f" — {self.words.preferred}", 9, grey=_PALE)
        for link in resume.contacts.links:
            self.step(13)
            self.text(x, self.y, f"{self.words.other_site}: {link}", 9)
        self.step(13)
        if resume.city:
            metro = f", м. {self.look.metro}" if self.look.metro else ""
            self.lines(x, f"{self.words.lives_in}: {resume.city}{metro}", 13)
        self.lines(x, self.words.citizenship, 13)
        self.lines(x, self.words.relocation, 13)

    def _draw_wanted(self) -> None:
        self.heading(self.words.wanted)
        self.lines(_LEFT, self.resume.position or "", 20.7, 12, bold=True, lead=15)
        if pay := self.resume.salary_expectation:
            self._draw_pay(f"{pay.amount:,}".replace(",", "\u00a0"))
        if self.resume.specializations:
            self.lines(_LEFT, f"{self.words.specializations}:", 15.8)
            for item in self.resume.specializations:
                self.lines(56.7, f"—\u00a0\u00a0{item}", 13)
        self.lines(_LEFT, f"{self.words.employment}: {self.words.full_time}", 13)
        self.lines(_LEFT, f"{self.words.schedule}: {self.words.full_day}", 13)

    def _draw_pay(self, amount: str) -> None:
        suffix = self.look.pay_suffix
        small = float(pdfmetrics.stringWidth(suffix, _REGULAR, 9))
        large = float(pdfmetrics.stringWidth(amount, _BOLD, 16))
        y = self.y + 2
        if self.look.is_pay_on_one_line:
            self.text(_LIMIT - small - 4 - large, y, amount, 16, bold=True)
            self.text(_LIMIT - small, y, suffix, 9)
        else:
            self.text(_LIMIT - large, y, amount, 16, bold=True)
            self.text(_LIMIT - small, y + 12, suffix, 9)

    def _draw_jobs(self) -> None:
        if not self.resume.experience:
            return
        months = self.resume.total_experience_months
        total = "" if months is None else f" — {print_length(months, self.words)}"
        self.heading(self.words.experience + total)
        for number, job in enumerate(self.resume.experience):
            self.step(18.7 if number == 0 else 24)
            self._draw_job(job)

    def _draw_job(self, job: Experience) -> None:
        for number, line in enumerate(self.words.job_dates(job)):
            self.text(_LEFT, self.y + 11 * number, line, 8, grey=_LABEL)
        self.lines(_RIGHT_COLUMN, job.company or "", 2, 12, bold=True, lead=14)
        place = ", ".join(part for part in (job.city, self.look.site) if part)
        if place:
            self.step(13)
            self.text(_RIGHT_COLUMN, self.y, place, 9, grey=_PALE)
        if self.look.industry:
            self.lines(_RIGHT_COLUMN, self.look.industry, 13)
            self.lines(141.7, f"• {self.words.sub_industry}", 13)
        self.lines(_RIGHT_COLUMN, job.position or "", 20, 12, lead=15)
        if job.description:
            self.lines(_RIGHT_COLUMN, job.description, 19)

    def _draw_studies(self) -> None:
        if self.resume.education:
            self.heading(self.words.education)
            self.step(19.7)
            self.text(_LEFT, self.y, self.look.level, 11)
        for study in self.resume.education:
            self.step(24)
            self._draw_item(study.year, study.institution or "", self._below(study))
        if self.resume.courses:
            self.heading(self.words.courses)
            self.y -= 6.3
        for course in self.resume.courses:
            self.step(24)
            self._draw_item(course.year, course.name or "", self._below(course))

    def _below(self, item: Education | Course) -> str:
        parts: Sequence[str | None] = (
            (self.words.faculty, item.speciality)
            if isinstance(item, Education)
            else (item.organization, "IT")
        )
        return ", ".join(part for part in parts if part) if parts[1] and parts[0] else ""

    def _draw_item(self, year: int | None, title: str, below: str) -> None:
        if year:
            self.text(_LEFT, self.y, str(year), 8, grey=_LABEL)
        if self.look.is_level_repeated:
            self.text(_LEFT, self.y + 11, self.look.level, 8, grey=_LABEL)
        self.lines(_RIGHT_COLUMN, title, 3, 12, bold=True, lead=14)
        if below:
            self.lines(_RIGHT_COLUMN, below, 13)

    def _draw_skills(self) -> None:
        if not (self.resume.skills or self.resume.languages):
            return
        title = self.look.skills_title if self.words is RU else self.words.skills
        self.heading(title)
        self.step(17.7)
        for number, language in enumerate(self.resume.languages):
            if number == 0:
                self.text(_LEFT, self.y, self.words.languages, 8, grey=_LABEL)
            self.step(2 if number == 0 else 13)
            end = self.text(_RIGHT_COLUMN, self.y, language.name, 9)
            if language.level:
                self.text(end, self.y, f" — {language.level}", 9, grey=_PALE)
        for number, row in enumerate(self._tag_rows()):
            self.step(18 if number else 31 if self.resume.languages else 0)
            if number == 0:
                self.text(_LEFT, self.y, title if title == self.words.skills else "Навыки", 8, grey=_LABEL)
            self.text(_RIGHT_COLUMN, self.y, "".join(f" {tag} {' ' * 4}" for tag in row), 10)

    def _tag_rows(self) -> Iterator[list[str]]:
        row: list[str] = []
        for tag in self.resume.skills:
            text = "".join(f" {part} {' ' * 4}" for part in (*row, tag))
            if row and pdfmetrics.stringWidth(text, _REGULAR, 10) > _LIMIT - _RIGHT_COLUMN:
                yield row
                row = []
            row.append(tag)
        if row:
            yield row

    def _draw_about(self) -> None:
        if not self.resume.about:
            return
        self.heading(self.words.more)
        self.step(17.7)
        self.text(_LEFT, self.y, self.words.recommendations, 8, grey=_LABEL)
        self.text(_RIGHT_COLUMN, self.y, "ООО «Прежнее место»", 9)
        self.step(13)
        self.text(_RIGHT_COLUMN, self.y, "Имя Рекомендателя (директор)", 9, grey=_PALE)
        self.step(31)
        self.text(_LEFT, self.y, self.words.about, 8, grey=_LABEL)
        self.lines(_RIGHT_COLUMN, self.resume.about, 0)


def one_line(text: str | None) -> str | None:
    """A text without its line ends, for comparing what wrapping may change."""
    return re.sub(r"\s+", " ", text).strip() if text else text
