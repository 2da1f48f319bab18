"""Compiles `locks/`: first all.txt, then those for each service, training and building, constrained by it.

Locks hold hashes and no addresses, so that they work with any package index. Run it with `make lock`.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCKS = ROOT / "locks"
OWN_PACKAGES = ("shared", *sorted(path.parent.name for path in ROOT.glob("services/*/pyproject.toml")))


def compile_lock(name: str, *arguments: str) -> None:
    """Compile one lock file."""
    uv = Path(sys.executable).parent / "uv"
    options = ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet"]
    own = [option for package in OWN_PACKAGES for option in ("--no-emit-package", f"attesta-{package}")]
    command: Sequence[str] = [
        str(uv), "pip", "compile", *options, *own, *arguments, "--output-file", f"locks/{name}.txt",
    ]  # fmt: skip
    print(f"locks/{name}.txt")
    subprocess.run(command, cwd=ROOT, check=True)


def main() -> None:
    """Compile all of them."""
    compile_lock("all", "--group", "dev", "pyproject.toml")
    constrained = ("--constraints", "locks/all.txt")
    compile_lock("build", *constrained, "--group", "build")
    for service in OWN_PACKAGES[1:]:
        compile_lock(service, *constrained, f"services/{service}/pyproject.toml")
    training = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("services/*/training/pyproject.toml"))
    compile_lock("training", *constrained, *training)


if __name__ == "__main__":
    main()
