"""Logs: one JSON object a line, each with the run and the attempt."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any


def now() -> str:
    """The present as `2026-01-31T12:00:00.000Z`."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Log:
    """Writes to the standard output, which Glue takes to CloudWatch."""

    def __init__(self, **context: Any) -> None:
        self._context = context

    def info(self, message: str, **facts: Any) -> None:
        self._write("INFO", message, facts)

    def error(self, message: str, **facts: Any) -> None:
        self._write("ERROR", message, facts)

    def _write(self, level: str, message: str, facts: dict[str, Any]) -> None:
        line = {"timestamp": now(), "level": level, "message": message, **self._context, **facts}
        print(json.dumps(line, ensure_ascii=False), file=sys.stdout, flush=True)
