"""Logs, configured once: one JSON object a line, and only fields from a list of harmless ones.

What a customer says, is called, lives at or types as a code never gets into a log line: a message is a
constant, and an extra field that is not on the list is dropped (a test pushes canaries through every intent).
"""

import logging
import logging.config
import traceback
from collections.abc import MutableMapping
from typing import Any, Literal

import structlog

HARMLESS = frozenset(
    {"event", "level", "logger", "timestamp", "exception", "intent", "acts", "locale", "milliseconds", "status", "url"}
)


def configure(level: str = "INFO", style: Literal["json", "text"] = "json") -> None:
    """Send every log line to standard error, in one form."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(),
        _only_harmless,
    ]
    last: Any = structlog.processors.JSONRenderer() if style == "json" else structlog.dev.ConsoleRenderer(colors=False)
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "structured": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        last,
                    ],
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
            "loggers": {"alembic": {"level": "WARNING"}},  # it tells each step; the shop says once that it is open
            "root": {"level": level, "handlers": ["stderr"]},
        }
    )


def whereabouts(error: BaseException) -> str:
    """The types of `error` and of its causes and the lines they passed, as a traceback without any message:
    the message of an exception may quote an utterance, a name or a token."""
    told, seen = [], set[int]()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        frames = "".join(traceback.format_tb(cause.__traceback__))
        told.append(f"{frames}{type(cause).__module__}.{type(cause).__qualname__}")
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\nwhile handling or because of\n".join(told)


def _only_harmless(_logger: object, _method: str, fields: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    kept = {name: value for name, value in fields.items() if name in HARMLESS or name.startswith("_")}
    failure = fields.get("exc_info")
    error = failure[1] if isinstance(failure, tuple) else failure
    return {**kept, "exception": whereabouts(error)} if isinstance(error, BaseException) else kept
