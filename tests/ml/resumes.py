"""A hundred resumes for comparisons: usual ones, long, short, empty, in other alphabets."""

from collections.abc import Sequence

from services.scorer.checkpoint.load import Checkpoint
from shared.contracts.document import DocumentKind
from shared.contracts.grade import Grade
from shared.contracts.resume import Experience, Resume, ResumeSource
from shared.contracts.target import Target
from tests.ml.make_rows import make_rows

_SOURCE = ResumeSource(kind=DocumentKind.MANUAL)
_TARGET = Target(vacancy_title="Python-разработчик", grade=Grade.SENIOR, client_name="Ромашка")

Pair = tuple[Resume, Target]


def make_pairs() -> list[Pair]:
    """Resumes and targets; the first ninety are of the kind that the models were trained on."""
    usual = [
        (Resume.model_validate(row["resume"]), Target.model_validate(row["target"]))
        for row in make_rows(90, seed=77)
    ]
    return [*usual, *_make_odd()]


def _make_odd() -> list[Pair]:
    texts = (
        "Писал сервисы на Django и Kafka. " * 400,  # far beyond the limit
        "x" * 5000,
        "Go",
        "Разработка на Python: ёмкость, объём, «ёлочки» — тире",
        "Wrote services in Go; led a team of five",
        "开发者 🚀 مطور",
        "<bos><eos> [SEP] [CLS] <pad> <start_of_turn>",
        "\n\t \u00a0",
    )
    resumes = [Resume(experience=(Experience(description=text),), source=_SOURCE) for text in texts]
    return [(Resume(source=_SOURCE), _TARGET), (Resume(source=_SOURCE), Target())] + [
        (resume, _TARGET) for resume in resumes
    ]


def encode_pairs(checkpoint: Checkpoint, pairs: Sequence[Pair]) -> list[list[int]]:
    """Token ids of all of them."""
    return [checkpoint.encode(*pair) for pair in pairs]
