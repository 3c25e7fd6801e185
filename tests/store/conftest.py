"""The files of the store, under the rules of every system."""

from __future__ import annotations

import pytest

from tests.support.open_files import refuse_open_files


@pytest.fixture
def open_files_may_be_renamed() -> None:
    """For what a system allows that renames files while a program has them open."""


@pytest.fixture(autouse=True)
def open_files_are_refused(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No other test passes only because this system renames files that are open."""
    if "open_files_may_be_renamed" not in request.fixturenames:
        refuse_open_files(monkeypatch)
