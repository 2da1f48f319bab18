"""Answers of the language model in a file, so that a second run asks nothing."""

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from services.salary.training.llm.forms import Form


class AnswerCache:
    """Question -> answer, in SQLite. Questions are kept as hashes alone."""

    def __init__(self, file: Path) -> None:
        """Open or make the file, and the folders above it."""
        file.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(file)
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS answers (question TEXT PRIMARY KEY, answer TEXT NOT NULL)"
        )

    def find(self, question: str) -> str | None:
        """The answer to a question that was asked before."""
        row = self._database.execute("SELECT answer FROM answers WHERE question = ?", (question,)).fetchone()
        return row[0] if row else None

    def keep(self, question: str, answer: str) -> None:
        """Keep an answer; it is in the file when this returns."""
        with self._database:
            self._database.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (question, answer))

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def key_question(model: str, form: Form, question: Mapping[str, object]) -> str:
    """What tells a question apart: the model, the form and what is asked about."""
    asked = json.dumps([form.name, form.version, form.task, model, question], ensure_ascii=False)
    return hashlib.sha256(asked.encode()).hexdigest()
