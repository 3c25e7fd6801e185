"""The program with a fault: `python -m tests.support.faulty_program CHANGES [ARGUMENT...]`.

CHANGES, separated by commas: `no-guard` lets everything through to the terminal, `no-clean` takes
texts as they come, `bug` has the key `O` raise, `stuck` has it block the event loop.
"""

from __future__ import annotations

import os
import sys
from time import sleep
from typing import TYPE_CHECKING, NoReturn

import papers_tui.text.clean as cleaning

if TYPE_CHECKING:
    from rich.segment import Segment

SECRET = "hf_" + "secretsecret"


def _let_through(_guard: object, segments: list[Segment], _background: object) -> list[Segment]:
    return segments


def no_guard() -> None:
    from papers_tui.tui.terminal.filters import TerminalGuard

    TerminalGuard.apply = _let_through  # type: ignore[assignment,method-assign]


def _as_it_is(text: object, most: int = cleaning.ABSTRACT) -> str:
    """Text that files and pipes can take, and no more than that."""
    return text[:most].encode("utf-8", "replace").decode() if isinstance(text, str) else ""


def no_clean() -> None:
    cleaning.clean = cleaning.one_line = _as_it_is


def _fail(_lists: object) -> NoReturn:
    token = SECRET  # noqa: F841 - a report that shows local variables would show it
    raise ValueError("a bug")


def bug() -> None:
    from papers_tui.tui.reader.lists.hub_list import HubList

    HubList.order = _fail  # type: ignore[assignment,method-assign]


def _block(_hub_list: object) -> None:
    os.write(2, b"stuck")
    sleep(600)


def stuck() -> None:
    from papers_tui.tui.reader.lists.hub_list import HubList

    HubList.order = _block  # type: ignore[assignment,method-assign]


CHANGES = {"no-clean": no_clean, "no-guard": no_guard, "bug": bug, "stuck": stuck}

if __name__ == "__main__":
    asked = sys.argv[1].split(",")
    for name, change in CHANGES.items():  # cleaning first: others take the function as it is then
        if name in asked:
            change()
    from papers_tui.cli.main import run

    sys.exit(run(sys.argv[2:]))
