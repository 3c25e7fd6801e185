"""One root of expected errors, which both front ends catch."""

from __future__ import annotations

import importlib
from pkgutil import walk_packages
from typing import TYPE_CHECKING

import pytest

import papers_tui
from papers_tui.cli import main
from papers_tui.model.errors import PapersError

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULES = (
    "cli.errors",
    "hub.errors",
    "model.query.errors",
    "services.programs.desktop",
    "services.exchange.export",
    "store.errors",
)


def error_classes() -> Iterator[type]:
    """The classes of errors that these modules make."""
    for name in MODULES:
        module = importlib.import_module(f"papers_tui.{name}")
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Exception):
                yield value


@pytest.mark.parametrize("error", sorted(set(error_classes()), key=str))
def test_every_expected_error_has_the_one_root(error: type) -> None:
    assert issubclass(error, PapersError)


def test_the_command_line_says_any_of_them_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in walk_packages(papers_tui.__path__, "papers_tui."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    errors = PapersError.__subclasses__()
    assert {error.__name__ for error in errors} >= {"HubError", "StoreError", "ExportError"}
    for error in errors:
        raised = error.__new__(error)
        PapersError.__init__(raised, "This failed.")

        def command(_environment: object, raised: PapersError = raised) -> int:
            raise raised

        monkeypatch.setattr(
            "papers_tui.cli.grammar.registry.parse", lambda _given, command=command: command
        )
        assert main.run_command(["list"], {}) == 1
        data, message = capsys.readouterr()
        assert data == ""
        assert message.rstrip(".\n") == "papers-tui: error: This failed", error
