"""The wheels that images are made of hold everything that a service needs, and nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from shared.pipeline.flow import FLOW
from tests.deploy.manifests import ROOT

PACKAGES = ("shared", "services/gateway", *(f"services/{step.name}" for step in FLOW), "services/scraper")
APART = {"training", "__pycache__"}


def own_files(package: str) -> set[str]:
    """The files of a package that belong into its wheel: code, models, templates."""
    return {
        str(file.relative_to(ROOT))
        for file in (ROOT / package).rglob("*")
        if file.is_file()
        and not APART & set(file.relative_to(ROOT / package).parts)
        and file.name != "pyproject.toml"
    }


@pytest.mark.parametrize("package", PACKAGES)
def test_a_wheel_holds_its_package_at_its_import_path(package: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT / package, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        packed = {name for name in opened.namelist() if ".dist-info/" not in name}
    assert packed == own_files(package)
    assert f"{package}/__init__.py" in packed
