"""What holds for every test."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _libraries_are_heard_again(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """
    Take back what a test silences: the bot takes over Python's logging for good (S42).

    Without this, a test that starts the bot in this process would make every later test deaf.
    """
    monkeypatch.setattr(logging.Logger, "handle", logging.Logger.handle)
    monkeypatch.setattr(logging, "raiseExceptions", logging.raiseExceptions)
    handlers = list(logging.root.handlers)
    yield
    logging.captureWarnings(capture=False)
    logging.root.handlers[:] = handlers
