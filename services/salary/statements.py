"""Statements: what a text says of somebody, less what it says they lack or only plan to learn."""

import re
from functools import cache

from ahocorasick_rs import AhoCorasick

from shared.reference.text import fold

_FAMILIAR = (
    r"знаю|знаком\w*|умею|владею|имею|понимаю|(?:по)?работал[аи]?|использовал[аи]?|применял[аи]?|изучал[аи]?"
)
_STUDY = (
    r"изуч\w+|учить\w*|выуч\w+|науч\w+|осво\w+|осваива\w+|узна\w+"
    r"|попробов\w+|перейти|разви\w+|работать|подтян\w+"
)
_LACKS = (
    # Unknown, unused.
    rf"не (?:(?!только)\w+ )?(?:{_FAMILIAR}|писал[аи]?|сталкивал\w+|пробовал[аи]?)(?: опыта)?"
    r"|(?:нет|без) (?:\w+ )?(?:опыта|знани[йя]|навыков)|опыта? [^,.;]*\bнет"
    r"|(?:do|does|did|have|has|am|is)(?: not|n['’]?t) (?:\w+ )?"
    r"(?:know|knew|used?|work(?:ed)?|have|had|experienced)"
    r"|(?:no|without|lack of) (?:\w+ ){0,2}(?:experience|knowledge)|never (?:used|worked|tried)",
    # Planned, being learnt.
    rf"(?:хочу|хотел[аи]? бы|хотелось бы|планирую|собираюсь|мечтаю|начал[аи]?|начинаю) "
    rf"(?:\w+ ){{0,2}}?(?:{_STUDY})"
    r"|изучаю|осваиваю|учусь|прохожу (?:курс|обучение)\w*|в (?:процессе|планах) (?:изучени\w+|освоени\w+)?"
    r"|учу(?! (?:студент|джун|коллег|детей|школьник|людей|новичк|команд|сотрудник))"
    r"|(?:want|wish|plan|planning|going|would like|started) (?:to )?(?:learn\w*|study\w*|try)"
    r"|(?:currently|now|still|i am|i['’]m) (?:learning|studying)|^learning(?= ?:)",
)
# One of these stands in whatever `_LACKING` finds. They cost a hundredth of it to look for.
_LACKING_SIGNS = (
    *("не ", "нет", "без ", "хочу", "хотел", "планирую", "собираюсь", "мечтаю", "начал", "начинаю", "изучаю"),
    *("осваиваю", "учусь", "учу", "прохожу", "в процессе", "в планах"),
    *(
        "not ",
        "n't",
        "n’t",
        "no ",
        "without",
        "lack of",
        "never",
        "want ",
        "wish ",
        "plan",
        "going ",
        "like ",
    ),
    *("started ", "learning", "studying"),
)
_SIGN_REACH = 60  # characters
_LACKING = re.compile(rf"(?<!\w)(?:{'|'.join(_LACKS)})(?!\w)")
# A sentence, and what turns one round: "не знаю Java, но знаю Go".
_SENTENCE = re.compile(r"(?:[.!?](?=\s|$)|[;\n]|,? (?:но|зато|but)(?= )|, а(?= ))")
_HAS_WORD = re.compile(r"^\W*\w")


def read_statements(text: str) -> str:
    """The text in lower case without the clauses that deny a skill or plan to learn one.

    What follows such words goes to the end of the sentence; where nothing follows, the clause before them
    goes.

    Example:
        >>> read_statements("Знаю Go, не работал с Kafka. Английский не знаю.")
        'знаю go'
    """
    lowered = text.casefold()
    if not _lacks_anything(lowered):
        return lowered
    pieces = (_drop_lacks(fold(piece)) for piece in _SENTENCE.split(lowered))
    return "\n".join(piece for piece in pieces if piece)


def _lacks_anything(lowered: str) -> bool:
    """Whether a text denies or plans anything: looked for around the signs of it alone."""
    return any(
        _LACKING.search(lowered, max(0, start - _SIGN_REACH), end + _SIGN_REACH)
        for _, start, end in _find_signs().find_matches_as_indexes(lowered)
    )


@cache
def _find_signs() -> AhoCorasick:
    return AhoCorasick(_LACKING_SIGNS)


def _drop_lacks(sentence: str) -> str:
    """One folded sentence without what it denies."""
    found = _LACKING.search(sentence)
    if found is None:
        return sentence
    before, after = sentence[: found.start()], sentence[found.end() :]
    is_told_before = after.startswith(",") or not _HAS_WORD.match(after)
    if not is_told_before:
        return _strip_clause(before)
    kept = before.rpartition(",")[0]
    rest = _drop_lacks(after.strip(" ,"))
    return _strip_clause(", ".join(part for part in (kept, rest) if part))


def _strip_clause(clause: str) -> str:
    return clause.strip(" ,:-–—")
