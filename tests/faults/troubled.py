"""A parser that has troubles, told by the position of the resume: `python -m tests.faults.troubled`.

slow: takes two seconds. slower: takes ten the first time. poison: kills its process. bug: raises. engine:
needs a file that may be missing.
"""

import os
import signal
import time
from pathlib import Path

from services.parser.parse import parse_document
from shared.contracts.document import Document
from shared.contracts.resume import Resume
from shared.errors import Unavailable
from shared.pipeline.worker import run_worker

ENGINE_FILE = "ATTESTA_TEST_ENGINE_FILE"


def parse_with_trouble(document: Document) -> Resume:
    resume = parse_document(document).resume
    match resume.position:
        case "slow":
            time.sleep(2)
        case "slower" if not Path(os.environ[ENGINE_FILE] + ".slower").exists():
            Path(os.environ[ENGINE_FILE] + ".slower").touch()
            time.sleep(10)
        case "poison":
            os.kill(os.getpid(), signal.SIGKILL)
        case "bug":
            raise ZeroDivisionError(f"a message that quotes {resume.full_name}")
        case "engine" if not Path(os.environ[ENGINE_FILE]).exists():
            raise Unavailable("engine")
    return resume


if __name__ == "__main__":
    run_worker("parser", lambda: parse_with_trouble)
