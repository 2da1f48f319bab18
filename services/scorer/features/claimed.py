"""Sentences of a resume, and which of them deny a skill or claim little of it."""

import re

# A line that goes on in lower case belongs to the sentence before it: PDFs break lines anywhere.
_BREAK = re.compile(r"(?<=[.!?;])\s+|[•●▪·◦]|\n(?![ \t]*[a-zа-яё])|\n[ \t]*(?=[-–—*])")
_DENIED = re.compile(
    r"\bне (?:работал|имею|имел|использовал|применял|знаю|умею|владею|знаком|приходилось|сталкивал)"
    r"|\b(?:нет|без|отсутствует) (?:\w+ )?(?:опыт|знани)|\bникогда не"
    r"|\b(?:no|without|lack of) (?:\w+ )?experience|\bnever (?:used|worked)|\bnot (?:familiar|experienced)",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"базов|начальн\w+ уров|элементарн|\bизуча[юле]|\bосваива|\bучусь|\bобучаюсь|\bзнаком\w* с\b|поверхностн"
    r"|\bнемного\b|\bплан(?:ирую|ах)|\bхочу\b|\bхотел|\bне\b|\bнет\b|\bбез\b"
    r"|\bbasic|\bbeginner|\b(?:am|currently|still) learning\b|\bfamiliar|\bstudying|\bnot\b|\bno\b|\bnever\b"
    r"|n't\b|\bwithout\b",
    re.IGNORECASE,
)


def split_sentences(text: str) -> list[str]:
    """The sentences and list items of a text, on one line each.

    Example:
        >>> split_sentences("Проведение\\nтестов на Node.js. Отчёты")
        ['Проведение тестов на Node.js.', 'Отчёты']
    """
    return [joined for part in _BREAK.split(text) if (joined := " ".join(part.split()).strip(" -–—*"))]


def is_weak(sentence: str) -> bool:
    """Whether a sentence denies something or claims little of it: nothing to rest a grade on."""
    return bool(_WEAK.search(sentence))


def drop_denied(text: str) -> str:
    """The text without the sentences that deny a skill: "с Kafka не работал" is no Kafka."""
    return "\n".join(sentence for sentence in split_sentences(text) if not _DENIED.search(sentence))
