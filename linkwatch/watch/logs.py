"""The daemon's log: lines for people on a terminal, else one JSON object a line.

The modules write to the standard library's loggers; what is logged may hold the words of strangers, so every text is
made fit to be shown: passwords and tokens in URLs hidden, for logs are gathered and read by others; line breaks and
what steers a terminal taken out.
"""

import json
import logging
from typing import TYPE_CHECKING, TextIO

from linkwatch.report.safety import safe

if TYPE_CHECKING:
    from structlog.typing import EventDict, Processor, WrappedLogger

_TALKATIVE = ("aiohttp", "apprise", "asyncio", "urllib3")
_LONGEST_TEXT = 10_000  # characters


def set_up_logging(stream: TextIO, *, json: bool) -> None:
    """Write everything from INFO on to `stream`; of the libraries, what is at least a warning.

    json: one object a line with timestamp, level, logger, event, the facts, and exception where there is one.
    """
    from structlog.dev import ConsoleRenderer, plain_traceback
    from structlog.processors import TimeStamper, format_exc_info
    from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name

    renderer: Processor = _render_json
    if not json:
        renderer = ConsoleRenderer(colors=stream.isatty(), exception_formatter=plain_traceback)
    stamp = TimeStamper(fmt="iso", utc=True)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[stamp, add_log_level, add_logger_name, ExtraAdder(), format_exc_info],
            processors=[ProcessorFormatter.remove_processors_meta, _make_safe, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it warns whenever a wake outlasts its interval
    logging.captureWarnings(capture=True)


def _make_safe(_: "WrappedLogger", __: str, event: "EventDict") -> "EventDict":
    for name, value in event.items():
        if name == "exception":  # each line by itself; indented, so that none can pass for a line of the log
            lines = str(value)[-_LONGEST_TEXT:].splitlines()
            event[name] = "\n".join(f"    {_shown(line)}" for line in lines)
        elif not isinstance(value, int | float | None):
            text = value if type(value) is str else str(value)
            event[name] = _shown(text[:_LONGEST_TEXT])
    return event


def _shown(text: str) -> str:
    shown: str = safe(text, for_people=True, is_public=True)
    return shown


def _render_json(_: "WrappedLogger", __: str, event: "EventDict") -> str:
    first = ("timestamp", "level", "logger", "event")
    return json.dumps({**{name: event.get(name) for name in first}, **event})
