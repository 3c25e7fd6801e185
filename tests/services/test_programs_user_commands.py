"""The arguments and input of a command of the user's settings."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from papers_tui.model.paper import Paper
from papers_tui.model.settings import UserCommand
from papers_tui.services.programs.user_commands import fetch_missing

if TYPE_CHECKING:
    from papers_tui.services.session import Session


async def test_kept_full_texts_are_read_in_a_thread_and_the_others_fetched() -> None:
    read_by: list[threading.Thread] = []
    fetched: list[str] = []

    def full_text(paper_id: str) -> str | None:
        read_by.append(threading.current_thread())
        return "# Text" if paper_id == "2507.00001" else None

    async def fetch_full_text(paper_id: str) -> None:
        fetched.append(paper_id)

    details = SimpleNamespace(full_text=full_text, fetch_full_text=fetch_full_text)
    session = cast("Session", SimpleNamespace(details=details))
    command = UserCommand("count", ("wc",), input="full-text")
    papers = [Paper(id=f"2507.0000{number}", title="") for number in (1, 2)]
    await fetch_missing(command, papers, session)
    assert fetched == ["2507.00002"]
    assert threading.main_thread() not in read_by
