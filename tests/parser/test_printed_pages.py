"""Resumes that a browser prints, as those of online editors are: grids, floats and wide capitals of CSS."""

import html
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from services.parser.parse import parse_document
from shared.contracts.resume import Resume
from shared.reference.document_kinds import identify_document
from tests.parser.layouts.grid import PEOPLE
from tests.parser.layouts.person import Job, Person

CHROMIUM = shutil.which("chromium") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="Chromium is missing: apt-get install chromium")

STYLES = {
    "one column": "",
    "sidebar left": "main {display: grid; grid-template-columns: 30% 65%; gap: 5%}"
    " aside {order: -1; background: #eef; padding: 8px}",
    "sidebar right": "main {display: grid; grid-template-columns: 62% 33%; gap: 5%} aside {padding: 8px}",
    "capitals set apart": "h2 {text-transform: uppercase; letter-spacing: 2px; color: #357}",
    "dates at the right": ".dates {float: right; color: #666}",
}
WORDS = {
    "ru": ("Опыт работы", "Навыки", "Контакты", "настоящее время"),
    "en": ("Work experience", "Skills", "Contacts", "present"),
}
# One whose jobs all have dates, of each language.
PRINTED = {
    person.language: person for person in PEOPLE if all(job.start for job in person.jobs) and person.skills
}


def write_page(person: Person, style: str) -> str:
    experience, skills, contacts, _ = WORDS[person.language]
    listed = "".join(f"<p>{html.escape(skill)}</p>" for group in person.skills for skill in group.skills)
    return f"""<!DOCTYPE html><html><head><meta charset=utf-8><style>
        body {{font: 11pt sans-serif}} h1 {{font-size: 22pt; margin: 0}} h2 {{font-size: 14pt}}
        h3 {{font-size: 11pt; margin: 10px 0 0}} p {{margin: 4px 0}} {style}</style></head><body>
        <h1>{html.escape(person.name)}</h1><p>{html.escape(person.position)}</p><main>
        <section><h2>{experience}</h2>{"".join(write_job(job, person) for job in person.jobs)}</section>
        <aside><h2>{contacts}</h2><p>{person.phone}</p><p>{person.email}</p>
        <h2>{skills}</h2>{listed}</aside></main></body></html>"""


def write_job(job: Job, person: Person) -> str:
    start, end = (f"{date[5:]}.{date[:4]}" if date else "" for date in (job.start, job.end))
    dates = f"{start} – {WORDS[person.language][3] if job.current else end}"
    items = "".join(f"<li>{html.escape(line)}</li>" for line in job.lines)
    return (
        f"<h3>{html.escape(job.company)} <span class=dates>{dates}</span></h3>"
        f"<p>{html.escape(job.position)}</p><ul>{items}</ul>"
    )


def print_page(page: str, folder: Path) -> Resume:
    (folder / "page.html").write_text(page, encoding="utf-8")
    rights = ["--no-sandbox"] if os.getuid() == 0 else []
    command = [CHROMIUM, "--headless", "--disable-gpu", *rights, f"--user-data-dir={folder / 'profile'}"]
    command += ["--no-pdf-header-footer", f"--print-to-pdf={folder / 'page.pdf'}", str(folder / "page.html")]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return parse_document(identify_document((folder / "page.pdf").read_bytes())).resume


@pytest.mark.parametrize("language", list(PRINTED))
@pytest.mark.parametrize("style", list(STYLES))
def test_what_a_browser_prints_is_read(style: str, language: str, tmp_path: Path) -> None:
    person = PRINTED[language]
    resume = print_page(write_page(person, STYLES[style]), tmp_path)
    assert resume.full_name == person.name
    assert resume.contacts.emails == (person.email,)
    found = [(job.company, job.position, job.start, job.end, job.current) for job in resume.experience]
    printed = [(job.company, job.position, job.start, job.end, job.current) for job in person.jobs]
    assert found == printed
    assert set(resume.skills) == {skill for group in person.skills for skill in group.skills}
