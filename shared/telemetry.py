"""Logs: one JSON object a line, ids only, never personal data."""

import json
import logging
import sys
from datetime import UTC, datetime

_PLAIN_ATTRIBUTES = frozenset(logging.makeLogRecord({}).__dict__) | {
    "message",
    "asctime",
    "taskName",
    "color_message",  # uvicorn's
}


class JsonLines(logging.Formatter):
    """Formats a record, with what was given in `extra`, as one line of JSON."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """Give the record as JSON: time in UTC, level, process, event, the extra fields."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "process": self._process,
            "event": record.getMessage(),
        }
        line |= {key: value for key, value in record.__dict__.items() if key not in _PLAIN_ATTRIBUTES}
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
        frames.append(f"{type(error).__name__} at " + " < ".join(reversed(places)))
        error = error.__cause__ or error.__context__
    return " | caused by ".join(frames)


def start_logging(process: str) -> None:
    """Send all logs of this process to stderr as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(process))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # Celery prints every task's arguments and results at INFO; the worker writes its own line per step.
    for chatty in ("celery", "kombu", "httpx", "uvicorn.access"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
