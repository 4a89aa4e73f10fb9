"""What the program writes about itself: one line an event, on the error output."""

from __future__ import annotations

import logging
import sys

import structlog


def configure_log(*, is_quiet: bool = False) -> None:
    """Write events to the error output: readable on a terminal, JSON elsewhere; only warnings when quiet."""
    level = logging.WARNING if is_quiet else logging.INFO
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        # Looked up at each event: what was the error output at the start may be closed by now.
        logger_factory=lambda *_arguments: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
