"""Queries about marks that are asked before the reading list was read: their papers still come."""

from __future__ import annotations

from threading import Event, current_thread, main_thread
from typing import TYPE_CHECKING, Any

import pytest

from papers_tui.services.search import PaperSearch
from tests.support.home import put
from tests.support.patience import seconds
from tests.support.reader import hold_reading

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.reader import Run

SEARCH, FILTER = ("slash", *"is:starred", "enter"), ("f", *"is:starred", "enter")


async def starred(run: Run) -> str:
    """Star the second paper in a run; its id."""
    async with run() as reader:
        await reader.press("j", "s")
        await reader.until(lambda: reader.screen.marks.saving == ("", False))
        return str(reader.current)


async def test_a_start_with_a_search_lists_the_marked_papers(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = await starred(run)
    put(home, "start = 'mine'\n[searches]\nmine = 'is:starred'\n")
    may_read = hold_reading(monkeypatch)
    async with run(offline=True, settle=False) as reader:
        await reader.until(lambda: "Search" in reader.title)
        assert reader.list_ids == ()
        may_read.set()
        await reader.until(lambda: reader.list_ids == (paper,))


@pytest.mark.parametrize("keys", [SEARCH, FILTER, SEARCH[:-1], FILTER[:-1]])
async def test_what_was_searched_or_filtered_before_is_so_again(
    run: Run, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    paper = await starred(run)
    may_read = hold_reading(monkeypatch)
    async with run(settle=False) as reader:
        await reader.until(lambda: bool(reader.list_ids))
        await reader.pilot.press(*keys)
        await reader.until(lambda: not reader.list_ids)
        may_read.set()
        await reader.until(lambda: reader.list_ids == (paper,))


@pytest.mark.parametrize(("keys", "question"), [(SEARCH, "find_forgiving"), (FILTER, "filter")])
async def test_an_answer_that_was_found_without_the_marks_is_not_shown(
    run: Run, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...], question: str
) -> None:
    paper = await starred(run)
    may_read = hold_reading(monkeypatch)
    found, may_answer, ask = Event(), Event(), getattr(PaperSearch, question)

    def late(*given: object) -> object:
        answer = ask(*given)
        if current_thread() is main_thread():  # what is typed so far, filtered again
            return answer
        found.set()
        may_answer.wait(seconds(30))
        return answer

    async with run(settle=False) as reader:
        await reader.until(lambda: bool(reader.list_ids))
        await reader.pilot.press(*keys[:-1])
        monkeypatch.setattr(PaperSearch, question, late)
        await reader.pilot.press("enter")
        await reader.until(found.is_set)
        may_read.set()
        await reader.until(lambda: reader.screen.marks.is_read)
        may_answer.set()
        await reader.settle()
        assert reader.list_ids == (paper,)


async def test_a_search_under_way_is_not_given_up_for_the_one_on_screen(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = await starred(run)
    may_read, may_answer, find = hold_reading(monkeypatch), Event(), PaperSearch.find_forgiving

    def late(*given: Any) -> object:
        may_answer.wait(seconds(30))
        return find(*given)

    async with run(settle=False) as reader:
        await reader.until(lambda: bool(reader.list_ids))
        await reader.pilot.press("slash", *"the")
        await reader.until(lambda: "Search  the" in reader.title)
        monkeypatch.setattr(PaperSearch, "find_forgiving", late)
        assert reader.screen.field is not None
        reader.screen.field.value = "is:starred"
        await reader.pilot.press("enter")
        may_read.set()
        await reader.until(lambda: reader.screen.marks.is_read)
        await reader.pilot.pause()
        may_answer.set()
        await reader.until(lambda: reader.list_ids == (paper,))
