"""Structured logs: one JSON object a line, ready for any collector."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

# What every record carries; anything else was passed by `extra=` and is worth keeping.
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request", "server_time"}


class JsonFormatter(logging.Formatter):
    """`{"time", "level", "logger", "message", …extra, "error"}`; the error is the traceback, in one string."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: value for name, value in vars(record).items() if name not in STANDARD}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
