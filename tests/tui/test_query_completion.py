"""Completions of the last word, in the lines of search and of the filter."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from papers_tui.model.query.fields import FIELDS
from papers_tui.services.search import PaperSearch
from papers_tui.tui.widgets.bars import Bar
from papers_tui.tui.widgets.query_input import QueryField
from tests.support.reader import FRIDAY

if TYPE_CHECKING:
    from tests.support.fake_hub import FakeHub
    from tests.support.reader import Run, Running


def offers(reader: Running) -> str:
    """The line above, with one space for many; nothing without a line."""
    return " ".join(
        "".join(bar.text for bar in reader.screen.query("#offers").results(Bar)).split()
    )


def typed(reader: Running) -> str:
    return reader.screen.query_one(QueryField).value


def employ(hub: FakeHub, *names: str) -> None:
    """Give papers of the newest day an organization, the first name more of them."""
    entries = iter(hub.days[FRIDAY.isoformat()])
    for number, name in enumerate(names):
        for _ in range(len(names) - number):
            owner = {"_id": "0" * 24, "name": name.split()[0].lower(), "fullname": name}
            entry = next(entries)
            entry["organization"] = entry["paper"]["organization"] = owner


@pytest.mark.parametrize("key", ["/", "f"])
async def test_the_beginning_of_a_field_is_completed(run: Run, key: str) -> None:
    async with run() as reader:
        await reader.press(key, *"au")
        assert "Tab: author: authors:" in offers(reader)
        await reader.press("tab")
        assert typed(reader) == "author:"
        assert reader.screen.query_one(QueryField).has_focus
        assert reader.screen.query_one(QueryField).cursor_position == len("author:")
        await reader.press("escape")
        assert "Tab:" not in offers(reader)


async def test_a_field_with_few_values_offers_them(run: Run) -> None:
    async with run() as reader:
        await reader.press("/", *"is:")
        assert "Tab: is:starred is:seen is:unseen" in offers(reader)
        await reader.press("u", "tab")
        assert typed(reader) == "is:unseen"
        assert "Tab:" not in offers(reader)


async def test_only_the_last_word_is_replaced(run: Run) -> None:
    async with run() as reader:
        await reader.press("/", *"zebras (-has:c", "tab")
        assert typed(reader) == "zebras (-has:code"


async def test_fields_are_offered_to_an_empty_line_alone(run: Run) -> None:
    async with run() as reader:
        await reader.press("/")
        assert f"Tab: {FIELDS[0]}: {FIELDS[1]}:" in offers(reader)
        await reader.press(*"zebras ")
        assert "Tab:" not in offers(reader)
        await reader.press("tab")
        assert typed(reader) == "zebras "
        assert reader.screen.query_one(QueryField).has_focus


async def test_tags_are_completed_in_quotes_where_they_need_them(run: Run) -> None:
    async with run() as reader:
        await reader.press("t", *"to do", "enter", "escape")
        await reader.press("/", *"tag:t")
        assert 'Tab: tag:"to do"' in offers(reader)
        await reader.press("tab")
        assert typed(reader) == 'tag:"to do"'


async def test_a_tag_started_in_quotes_is_completed(run: Run) -> None:
    async with run() as reader:
        await reader.press("t", *"to do", "enter", "escape")
        await reader.press("/", *'x tag:"to d', "tab")
        assert typed(reader) == 'x tag:"to do"'


async def test_organizations_are_those_of_the_archive(run: Run, hub: FakeHub) -> None:
    employ(hub, "Zebra Works", "Zenith Lab")
    async with run() as reader:
        await reader.press("/", *"org:ze")
        assert 'Tab: org:"Zebra Works" org:"Zenith Lab"' in offers(reader)
        await reader.press("tab")
        assert typed(reader) == 'org:"Zebra Works"'


async def test_a_late_answer_is_dropped_and_no_key_waits(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, real = threading.Event(), PaperSearch.completions

    def slow(search: PaperSearch, word: str) -> tuple[str, ...]:
        if word == "org:z":
            assert go.wait(10)
            return ("org:late",)
        return real(search, word)

    monkeypatch.setattr(PaperSearch, "completions", slow)
    async with run() as reader:
        await reader.press("/", *"org:")
        await reader.pilot.press("z", "backspace", *"x au")
        await reader.until(lambda: "Tab: author:" in offers(reader))
        go.set()
        await asyncio.to_thread(lambda: None)
        await reader.until(lambda: all(worker.is_finished for worker in reader.app.workers))
        assert "late" not in offers(reader)
        assert typed(reader) == "org:x au"


@pytest.mark.parametrize("width", [44, 60, 120])
async def test_no_offer_is_cut(run: Run, width: int) -> None:
    async with run(size=(width, 24)) as reader:
        await reader.press("/")
        named = offers(reader).removeprefix("Tab: ").split()
        assert named == [f"{field}:" for field in FIELDS][: len(named)]
        assert len(named) >= 3
