"""The committed model: whole, small, and refused where it was changed."""

import json
import shutil
import time
from pathlib import Path

import pytest

from services.scorer.artefact import FILES, ArtefactChangedError, load_artefact
from services.scorer.engines.builtin import MODEL_FOLDER, load_builtin

MEGABYTE = 1_000_000


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODEL_FOLDER, tmp_path / "model"))


def test_it_is_small_and_loads_fast() -> None:
    assert sum(path.stat().st_size for path in MODEL_FOLDER.iterdir()) < 3 * MEGABYTE
    started = time.perf_counter()
    load_builtin()
    assert time.perf_counter() - started < 1


def test_its_card_says_what_it_is_for() -> None:
    card = (MODEL_FOLDER / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "never rejection" in card
    assert "services.scorer.training.train_builtin" in card


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_refused(copy: Path, name: str) -> None:
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)
    with pytest.raises(ArtefactChangedError, match=name):
        load_artefact(copy)


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_a_missing_file_is_refused(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ArtefactChangedError, match=name):
        load_artefact(copy)


def test_a_manifest_that_leaves_a_file_out_is_refused(copy: Path) -> None:
    (copy / "manifest.json").write_text(json.dumps({"files": {}}), encoding="utf-8")
    with pytest.raises(ArtefactChangedError, match="manifest"):
        load_artefact(copy)


def test_no_word_of_it_tells_sex_age_or_family() -> None:
    vocabulary = json.loads((MODEL_FOLDER / "vocabulary.json").read_text(encoding="utf-8"))
    words = {word for term in vocabulary["grade"] for word in term.partition(":")[2].split()}
    words |= set(vocabulary["relevance"])
    assert not words & {
        "возраст",
        "замужем",
        "женат",
        "мужчин",
        "женщин",
        "мужск",
        "женск",
        "москв",
        "казан",
        "male",
        "female",
    }
