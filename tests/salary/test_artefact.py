"""The committed artefact is whole, small, and refused once a file of it differs."""

import shutil
from pathlib import Path

import pytest

from services.salary.artefact import (
    HASHED_FILES,
    MANIFEST_FILE,
    MODEL_FOLDER,
    DamagedArtefactError,
    Manifest,
    hash_file,
    load_artefact,
)
from services.salary.profile import BUCKET_RUSSIAN


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODEL_FOLDER, tmp_path / "model"))


@pytest.mark.parametrize("name", HASHED_FILES)
def test_changed_file_is_refused(copied: Path, name: str) -> None:
    content = bytearray((copied / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copied / name).write_bytes(content)
    with pytest.raises(DamagedArtefactError, match=name):
        load_artefact(copied)


def test_model_with_other_columns_is_refused(copied: Path) -> None:
    manifest = Manifest.model_validate_json((copied / MANIFEST_FILE).read_bytes())
    swapped = (*manifest.columns[1:], manifest.columns[0])
    (copied / MANIFEST_FILE).write_text(manifest.model_copy(update={"columns": swapped}).model_dump_json())
    with pytest.raises(DamagedArtefactError, match="columns"):
        load_artefact(copied)


def test_artefact_is_small_and_has_a_card() -> None:
    assert sum(path.stat().st_size for path in MODEL_FOLDER.iterdir()) < 15_000_000
    card = (MODEL_FOLDER / "MODEL_CARD.md").read_text(encoding="utf-8")
    for title in ("## Data", "## Figures", "## Limits"):
        assert title in card


def test_manifest_names_every_file() -> None:
    manifest = load_artefact(MODEL_FOLDER).manifest
    assert {name: hash_file(MODEL_FOLDER / name) for name in manifest.sha256} == manifest.sha256


def test_advice_names_no_traits_and_only_known_columns() -> None:
    artefact = load_artefact(MODEL_FOLDER)
    columns = set(artefact.manifest.columns)
    advised = [skill for skills in artefact.market.family_skills.values() for skill in skills]
    assert advised
    assert all(f"skill:{skill.name}" in columns and skill.count >= 10 for skill in advised)
    assert all(0 <= share <= 1 for skill in advised for share in skill.bucket_shares)
    assert all(len(skill.bucket_shares) == len(BUCKET_RUSSIAN) for skill in advised)
    assert "skill:Коммуникабельность" not in columns
