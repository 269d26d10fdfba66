"""For every test: name what a short run leaves out, so that nothing is skipped in silence."""

import pytest

LEFT_OUT = pytest.StashKey[list[str]]()


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Remember the names of the tests that this run does not run."""
    for item in items:
        item.config.stash.setdefault(LEFT_OUT, []).append(item.nodeid)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print them, each by name."""
    names = config.stash.get(LEFT_OUT, [])
    if names:
        terminalreporter.section("only `make test-all` runs these")
        for name in sorted(names):
            terminalreporter.line(name)
