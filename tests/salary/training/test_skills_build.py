"""Building the vocabulary: what is read, which spellings may merge, what is written."""

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pydantic import HttpUrl

from services.salary.training.llm.settings import LlmSettings
from services.salary.training.skills.build import Helpers, build_vocabulary, write_vocabulary
from services.salary.training.skills.card import CardFacts, write_card
from services.salary.training.skills.clusters import cluster_names, embed_company, embed_meaning
from services.salary.training.skills.it_model import fit_weights
from services.salary.training.skills.judge import open_judge
from services.salary.training.skills.merges import Candidate, is_same_skill, is_spelled_alike, propose_merges
from services.salary.training.skills.raw_skills import read_raw_skills
from services.salary.training.skills.read_names import Example, Names, read_examples, read_names
from shared.errors import InvalidInput
from shared.reference.skill_names.find import SkillFinder
from shared.reference.skill_names.vocabulary import VOCABULARY_FILE, index_vocabulary, read_vocabulary
from tests.salary.training.llm_server import complete_with, serve

FILES = ["gold_pairs_dev.csv", "gold_kinds_dev.csv"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data of the shape of the real one: 300 vacancies, a mapping, checked rows."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "vacancies").mkdir()
    (folder / "skills").mkdir()
    lists = [
        ["Python", "PostgreSQL", "Docker", "Quuxbarium"],
        ["Java", "Spring", "Kafka", "Grabblewidget"],
        ["Java", "Kafka", "Grabblewidgett", "Grabblewidget"],
    ]
    rows = [
        {"vac_id": f"v{number}", "employer": f"e{number % 30}", "skills": lists[number % 3]}
        for number in range(300)
    ]
    table = pd.concat(
        [pd.DataFrame(rows), pd.DataFrame({"vac_id": ["empty"], "employer": [None], "skills": [[]]})]
    )
    table.to_parquet(folder / "vacancies" / "it_vacancies.parquet")
    names = [
        f"{one} {two}" for one in ("Закупка", "Настройка", "Учет") for two in ("труб", "дорог", "серверов")
    ]
    mapping = pd.DataFrame(
        {
            "position": "Аналитик",
            "raw": names,
            "canon": ["Linux" if "сервер" in name else "Other" for name in names],
        }
    )
    mapping.to_csv(folder / "skills" / "llm_mapping_24_roles.csv.gz", index=False)
    pairs = pd.DataFrame({"a": ["Git", "Git"], "b": ["гит", "SVN"], "same": [1, 0], "why": ["", ""]})
    pairs.to_csv(folder / "skills" / FILES[0], index=False)
    pd.DataFrame({"raw": ["Git", "Продажи"], "is_it": [1, 0]}).to_csv(
        folder / "skills" / FILES[1], index=False
    )
    return folder


@pytest.fixture(scope="module")
def built(data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CardFacts]:
    file = tmp_path_factory.mktemp("built") / "vocabulary.json"
    return file, build_vocabulary(data, file)


def test_the_data_adds_names_and_merges_spellings(built: tuple[Path, CardFacts]) -> None:
    file, facts = built
    finder = SkillFinder(read_vocabulary(file))
    assert finder.name_skill("QUUXBARIUM 3") == ("Quuxbarium", "technology", True)
    assert finder.name_skill("Grabblewidgett")[0] == finder.name_skill("Grabblewidget")[0]
    assert facts.added >= 2
    assert facts.known_mentions == 1.0
    assert [(one.pairs, one.kinds) for one in facts.agreements] == [(1.0, 1.0), (1.0, 1.0)]


def test_the_same_data_gives_the_same_file(data: Path, built: tuple[Path, CardFacts], tmp_path: Path) -> None:
    build_vocabulary(data, tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == built[0].read_bytes()


def test_the_card_tells_the_figures(built: tuple[Path, CardFacts]) -> None:
    file, facts = built
    card = write_card(facts)
    assert f"{facts.skills.total():,} canonical skills in {facts.spellings:,} spellings" in card
    assert f"{file.stat().st_size:,} bytes" in card
    assert "| even rows | 100.0% | 100.0% |" in card


def test_vacancies_without_skills_or_employer_are_read(data: Path) -> None:
    raw = read_raw_skills(data)
    assert len(raw.lists) == len(raw.employers) == 300
    assert raw.mapped["Учет серверов"] == ("Linux",)


def test_curated_names_are_in_the_committed_vocabulary() -> None:
    committed = {(skill.kind, skill.name) for skill in read_vocabulary(VOCABULARY_FILE).skills}
    curated = {(kind, name) for kind, of_kind in read_names().items() for name in of_kind}
    assert curated <= committed


def test_a_spelling_of_two_skills_is_refused() -> None:
    with pytest.raises(ValueError, match="'go-lang' is given to 'Go' and to 'Gopher'"):
        index_vocabulary({"language": {"Go": ["golang"]}, "tool": {"Gopher": ["go-lang"]}}, {})


def test_names_are_checked_as_they_are_read(tmp_path: Path) -> None:
    (tmp_path / "language.txt").write_text("Go = golang\nGo\n")
    with pytest.raises(ValueError, match="'Go' stands twice"):
        read_names(tmp_path)
    (tmp_path / "language.txt").rename(tmp_path / "lingo.txt")
    with pytest.raises(ValueError, match="names no kind"):
        read_names(tmp_path)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("трансформер", "трансформеры", True),
        ("разработка отчетности", "разработка отчётности", True),
        ("uml диаграмма классов", "uml диаграммы классов", True),
        ("linux server 2016", "linux server 2019", False),
        ("внутренний аудит", "внешний аудит", False),
        ("api интеграция ozon", "api интеграция oms", False),
        ("тестирование api", "тестирование ui", False),
        ("junit", "nunit", False),
    ],
)
def test_guards_of_merges(one: str, other: str, alike: bool) -> None:
    assert is_spelled_alike(one, other) is alike


def test_a_merge_needs_evidence_and_never_touches_1c() -> None:
    one, other = (
        Candidate(name, "technology", known, 5, frozenset())
        for name, known in (("трансформер", False), ("трансформеры", True))
    )
    assert is_same_skill(one, other, company=0.9)
    assert not is_same_skill(one, other, company=0.0)
    product = Candidate("трансформеры", "product", True, 5, frozenset())
    assert not is_same_skill(one, product, company=0.9)


def test_a_rarer_name_goes_into_the_better_known_one() -> None:
    rare = Candidate("трансформер", "technology", False, 2, frozenset({"x"}))
    frequent = Candidate("трансформеры", "technology", False, 9, frozenset({"x"}))
    company = np.zeros((2, 4))
    assert list(propose_merges([[0, 1]], [rare, frequent], company)) == [(rare, frequent)]


def test_names_of_the_same_company_are_near() -> None:
    names = [f"{side}{number}" for side in ("a", "b") for number in range(40)]
    lists = [names[start : start + 10] for start in range(0, 80, 10) for _ in range(5)]
    company = embed_company(names, lists, seed=7)
    assert float(company[0] @ company[1]) > 0.9 > float(company[0] @ company[50])
    assert all(len(cluster) > 1 for cluster in cluster_names(company, company))


def test_the_it_model_learns_words() -> None:
    texts = Counter(
        {"закупка труб": 0, "закупка бетона": 0, "закупка досок": 0, "отладка кода": 1, "отладка ядра": 1}
    )
    examples = [Example(text, bool(is_it), 1.0) for text, is_it in texts.items() for _ in range(3)]
    weights = fit_weights(examples, {}, seed=7)
    assert weights["start:заку"] < 0 < weights["start:отла"]


def test_examples_have_both_labels() -> None:
    labels = Counter(example.is_it for example in read_examples(1.0))
    assert min(labels[True], labels[False]) > 300


def test_written_names_are_read_back(tmp_path: Path) -> None:
    names: Names = {"tool": {'The "Tool"': ["tl"]}, "soft": {"Эмпатия": []}}
    write_vocabulary(names, {"bias": -0.5}, tmp_path / "vocabulary.json")
    vocabulary = read_vocabulary(tmp_path / "vocabulary.json")
    assert [(skill.kind, skill.name) for skill in vocabulary.skills] == [
        ("soft", "Эмпатия"),
        ("tool", 'The "Tool"'),
    ]
    assert vocabulary.it_weights == {"bias": -0.5}


def test_a_language_model_has_the_last_word(data: Path, tmp_path: Path) -> None:
    def refuse(question: dict[str, Any]) -> tuple[int, bytes]:
        is_pair = question["response_format"]["json_schema"]["name"] == "same_skill"
        return 200, complete_with({"same": False} if is_pair else {"is_it": False})

    with serve(refuse) as server:
        settings = LlmSettings(url=HttpUrl(server.url), model="small")
        with open_judge(settings, tmp_path / "cache.sqlite") as judge:
            facts = build_vocabulary(data, tmp_path / "vocabulary.json", Helpers(judge))
    finder = SkillFinder(read_vocabulary(tmp_path / "vocabulary.json"))
    assert facts.merged == 0
    assert finder.name_skill("Quuxbarium") == ("Quuxbarium", "trade", True)
    assert "small" in write_card(facts)


def test_an_encoder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as raised:
        embed_meaning(["Git"], tmp_path / "no-model")
    assert raised.value.problem.code == "encoder_not_usable"
