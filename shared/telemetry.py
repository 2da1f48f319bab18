"""Logs: one JSON object a line, ids and codes only, never personal data."""

import json
import logging
import sys
import threading
from datetime import UTC, datetime

from pydantic import ValidationError

from shared.errors import ChildFailed

FIELDS = frozenset(
    {
        "assessment_id",
        "attempt",
        "duty",
        "error",
        "job",
        "lane",
        "method",
        "ms",
        "outcome",
        "problem",
        "reason",
        "request_id",
        "route",
        "status",
        "step",
        "steps",
        "tenant_id",
        "waits_for",
        "work_ms",
    }
)
"""What a log line may hold besides its event. Libraries attach what they like: arguments, parameters."""


class JsonLines(logging.Formatter):
    """Formats a record, with the `FIELDS` that were given in `extra`, as one line of JSON."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """Give the record as JSON: time in UTC, level, process, event, its fields."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "process": self._process,
            "event": record.getMessage().strip(),
        }
        line |= {key: value for key, value in record.__dict__.items() if key in FIELDS}
        if record.exc_info:
            line["traceback"] = traceback_without_values(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def traceback_without_values(error: BaseException | None) -> str:
    """Where an error arose and of what type, without its message: a message may quote a resume."""
    frames = []
    while error is not None:
        trace = error.__traceback__
        places = []
        while trace is not None:
            code = trace.tb_frame.f_code
            places.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        frames.append(f"{_name_error(error)} at " + " < ".join(reversed(places)))
        error = error.__cause__ or error.__context__
    return " | caused by ".join(frames)


def _name_error(error: BaseException) -> str:
    """The type of an error; of an invalid setting or contract also which field, of a child's also where."""
    if isinstance(error, ChildFailed):
        return f"ChildFailed({error.origin})"
    if not isinstance(error, ValidationError):
        return type(error).__name__
    fields = (f"{'.'.join(map(str, one['loc']))}: {one['type']}" for one in error.errors(include_input=False))
    return f"{type(error).__name__}({', '.join(fields)})"


def start_logging(process: str) -> None:
    """Send all that this process has to say to stderr as JSON lines: logs, warnings, uncaught exceptions."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(process))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for chatty in ("celery", "kombu", "httpx", "uvicorn.access"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # Celery's tracer prints the message of any exception that a task lets through, and its arguments.
    logging.getLogger("celery.app.trace").setLevel(logging.CRITICAL)
    log = logging.getLogger(process)
    sys.excepthook = lambda _, error, __: log.critical(
        "ended", extra={"reason": traceback_without_values(error)}
    )
    threading.excepthook = lambda failed: log.error(
        "thread ended", extra={"reason": traceback_without_values(failed.exc_value)}
    )
