"""A package imports what it declares, and the locks hold what is declared."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.source_files import ROOT, imported_modules, source_files

OWN = {"attesta", "deploy", "services", "shared", "tests"}
# Pinned by a requirements.txt of its own: torch's builds for CPU and CUDA have other hashes.
UNLOCKED = {"transformer": ROOT / "services/scorer/training/transformer"}
PROJECTS = {
    "shared": ROOT / "shared",
    **{path.parent.name: path.parent for path in ROOT.glob("services/*/pyproject.toml")},
    **{
        f"{path.parent.parent.name}-training": path.parent for path in ROOT.glob("services/*/training/*.toml")
    },
    **UNLOCKED,
}
LOCKED = {"root": ROOT, **{name: folder for name, folder in PROJECTS.items() if name not in UNLOCKED}}
LOCK_OF = {"root": "all.txt", "shared": "all.txt"}
LOCK_OF |= {name: "training.txt" for name in PROJECTS if name.endswith("-training")}
LOCKS = sorted((ROOT / "locks").glob("*.txt"))
# What only the training environments install, so that its name can't be looked up here.
TRAINING_PROVIDERS = {"sklearn": ["scikit-learn"], "pyarrow": ["pyarrow"]}
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+)", re.MULTILINE)


def declared_options(folder: Path) -> list[Requirement]:
    project = tomllib.loads((folder / "pyproject.toml").read_text())["project"]
    return [Requirement(line) for line in chain(*project.get("optional-dependencies", {}).values())]


def declared(folder: Path) -> list[Requirement]:
    project = tomllib.loads((folder / "pyproject.toml").read_text())
    lines = [*project["project"]["dependencies"], *chain(*project.get("dependency-groups", {}).values())]
    return [Requirement(line) for line in lines if isinstance(line, str)]  # a group may include another one


def third_party_imports(folder: Path) -> set[str]:
    names = {
        module.split(".")[0]
        for path in source_files(str(folder.relative_to(ROOT)))
        if nearest_project(ROOT / path) in (folder, ROOT)  # the root's for `attesta` and its like
        for module in imported_modules(path)
    }
    return names - OWN - set(sys.stdlib_module_names)


def nearest_project(path: Path) -> Path:
    return next(folder for folder in path.parents if (folder / "pyproject.toml").exists())


@pytest.mark.parametrize("name", PROJECTS)
def test_a_package_declares_what_it_imports(name: str) -> None:
    providers = {**TRAINING_PROVIDERS, **packages_distributions()}
    requirements = [*declared(PROJECTS[name]), *declared_options(PROJECTS[name])]
    allowed = {canonicalize_name(requirement.name) for requirement in requirements}
    for module in third_party_imports(PROJECTS[name]):
        distributions = {canonicalize_name(one) for one in providers.get(module, [module])}
        assert distributions & allowed, f"{name} imports {module} and does not declare it"


@pytest.mark.parametrize("folder", ["attesta", "deploy", "tests"])
def test_the_root_declares_what_it_imports(folder: str) -> None:
    providers = packages_distributions()
    packages = [ROOT, *PROJECTS.values()] if folder == "tests" else [ROOT]
    allowed = {canonicalize_name(one.name) for package in packages for one in declared(package)}
    for module in third_party_imports(ROOT / folder):
        distributions = {canonicalize_name(one) for one in providers.get(module, [module])}
        assert distributions & allowed, f"{folder} imports {module}; the root pyproject does not declare it"


@pytest.mark.parametrize("name", LOCKED)
def test_a_lock_holds_what_is_declared(name: str) -> None:
    lock = ROOT / "locks" / LOCK_OF.get(name, f"{name}.txt")
    pins = dict(PINNED.findall(lock.read_text()))
    for requirement in declared(LOCKED[name]):
        if requirement.name.startswith("attesta-"):
            continue
        pinned = pins.get(canonicalize_name(requirement.name))
        assert pinned, f"{requirement.name} is not in {lock.name}: run `make lock`"
        assert requirement.specifier.contains(pinned), f"{requirement} is not met: run `make lock`"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_agrees_with_the_common_one_and_holds_no_address(lock: Path) -> None:
    text = lock.read_text()
    common = set(PINNED.findall((ROOT / "locks" / "all.txt").read_text()))
    shared_names = {name for name, _ in common}
    assert {pin for pin in PINNED.findall(text) if pin[0] in shared_names} <= common
    assert "://" not in text
    assert text.count("--hash=sha256:") >= len(PINNED.findall(text))
