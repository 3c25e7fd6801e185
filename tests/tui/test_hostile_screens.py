"""Every hostile day in the running reader: all of it is looked at, and nothing of it acts."""

from __future__ import annotations

import copy
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from papers_tui.model.period import Day
from papers_tui.services.programs import desktop
from papers_tui.tui.render import card as view
from papers_tui.tui.render.lines import SEARCH
from tests.hostile import corpus
from tests.support.fake_hub import FakeHub
from tests.support.reader import FRIDAY, Run, Running

if TYPE_CHECKING:
    from collections.abc import Iterator

_ID = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})(v\d{1,3})?", re.ASCII)
_PUBLIC = re.compile(r"https://([a-z0-9-]+\.)+[a-z][a-z0-9-]+/[!-~]*", re.ASCII)
_FEW, _MANY = 30, 3
"""The number of papers that are looked at from near in a list, and in one that is large."""

_LARGE = "size_"
_OWN = re.compile(r"https://(huggingface\.co/papers|arxiv\.org/abs)/")


@cache
def payloads() -> dict[str, Any]:
    """All lists, and one with the first paper of each that has one."""
    lists = corpus.payloads()
    firsts = (next(filter(is_readable, papers), None) for papers in lists.values())
    first = [copy.deepcopy(entry) for entry in firsts if entry is not None]
    for number, entry in enumerate(first):
        entry["paper"]["id"] = f"2402.{number:05}"
    return {**lists, "one of each": first}


@pytest.fixture
def hub(request: pytest.FixtureRequest) -> Iterator[FakeHub]:
    with FakeHub({FRIDAY.isoformat(): payloads()[request.param]}) as hub:
        yield hub


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that the browser was asked to open."""
    addresses: list[str] = []
    monkeypatch.setattr(desktop, "open_url", lambda url, _browser: addresses.append(url))
    monkeypatch.setattr(desktop, "copy", lambda _text: None)
    return addresses


def entries(hub: FakeHub) -> list[Any]:
    return hub.days[FRIDAY.isoformat()]


def is_readable(entry: Any) -> bool:
    """Whether an entry has what no paper can lack: an id."""
    paper = entry.get("paper") if isinstance(entry, dict) else None
    paper_id = paper.get("id") if isinstance(paper, dict) else None
    return isinstance(paper_id, str) and _ID.fullmatch(paper_id) is not None


async def press(reader: Running, *keys: str) -> None:
    """Press keys one upon the other, without waiting for what runs in the background."""
    for key in keys:
        reader.app.simulate_key(key)
    await reader.pilot.pause()


def _kind(link: str) -> str:
    """Links that are alike as one: the paper's own pages, and searches of one field."""
    if link.startswith(SEARCH):
        return ":".join(link.split(":", 2)[:2])
    return link.rpartition("/")[0] if _OWN.match(link) else link


async def click_links(reader: Running, clicked: set[str]) -> None:
    """Click whatever in the text on screen is a link, but no address a second time.

    The links to the paper's own pages are made of its id alone: those of one paper will do.
    """
    text = reader.screen.abstract
    for row in range(text.size.height):
        column = 0
        for segment in text.render_line(row):
            link = segment.style.meta.get("link", "") if segment.style else ""
            kind = _kind(link)
            in_sight = column < text.size.width and row < text.size.height
            if kind and kind not in clicked and in_sight:
                clicked.add(kind)
                await reader.pilot.click("#text", offset=(column, row))
                if reader.app.screen is not reader.screen:  # a menu: look at following, then search
                    await press(reader, "down", "enter", "escape")
                    await reader.pilot.click("#text", offset=(column, row))
                    await press(reader, "enter")
            column += segment.cell_length


async def click_rows(reader: Running) -> None:
    """Click into every row that has words, as if one of them were a link."""
    for row in range(reader.screen.abstract.size.height):
        if reader.screen.abstract.render_line(row).text.strip():
            await reader.pilot.click("#text", offset=(5, row))
            if reader.app.screen is not reader.screen:
                await press(reader, "escape")


async def look_closely(reader: Running, clicked: set[str], *, rows: bool) -> None:
    """Read the paper under the cursor to its end, and try all that it offers."""
    await press(reader, "+", "o", "a", "c", "y")
    await click_links(reader, clicked)
    if rows:
        await click_rows(reader)
    await press(reader, "enter", "G")
    await click_links(reader, clicked)
    await press(reader, "space", "escape")


async def look_around(reader: Running) -> None:
    """Everything that may show a list: orders, densities, sizes, dialogs."""
    await press(reader, "O", "O", "O", "O", "O", "z", "z", "G", "g", "A", "m")
    for size in ((40, 12), (80, 24), (200, 50)):
        await reader.pilot.resize_terminal(*size)
        await press(reader, "G", "k", "enter", "space", "escape")
    for keys in ("?read", "d", ("ctrl+p", "r", "e")):
        for key in (*keys, "escape"):
            await press(reader, key)
    await reader.settle()


@pytest.mark.parametrize("hub", ["one of each"], indirect=True)
async def test_a_day_of_all_hazards_is_only_shown(
    run: Run, hub: FakeHub, opened: list[str]
) -> None:
    clicked: set[str] = set()
    async with run(period=Day(FRIDAY)) as reader:
        assert len(reader.list_ids) == len(entries(hub))
        for _ in entries(hub):
            await look_closely(reader, clicked, rows=False)
            reader.screen.cards.move(1)
        await look_around(reader)
        assert reader.app.is_running
        assert reader.screen.is_active
    assert [url for url in opened if not _PUBLIC.fullmatch(url)] == []
    assert opened


@pytest.mark.slow
@pytest.mark.parametrize("hub", sorted(corpus.payloads()), indirect=True)
async def test_a_hostile_day_is_only_shown(
    run: Run, hub: FakeHub, opened: list[str], request: pytest.FixtureRequest
) -> None:
    name = request.node.callspec.params["hub"]
    unreadable = sum(not is_readable(entry) for entry in entries(hub))
    readable = {entry["paper"]["id"] for entry in entries(hub) if is_readable(entry)}
    clicked: set[str] = set()
    async with run(period=Day(FRIDAY)) as reader:
        assert len(reader.list_ids) == len({re.sub(r"v\d+$", "", key) for key in readable})
        if unreadable:
            noun = "entry" if unreadable == 1 else "entries"
            assert f"{unreadable} {noun} could not be read" in reader.title
        else:
            assert "could not be read" not in reader.title
        for _ in range(_MANY if name.startswith(_LARGE) else _FEW):
            await look_closely(reader, clicked, rows=name.startswith("markup_"))
            if not reader.screen.cards.move(1):
                break
        await look_around(reader)
        assert reader.app.is_running
        assert reader.app.return_value is None
        assert reader.screen.is_active
    assert [url for url in opened if not _PUBLIC.fullmatch(url)] == []
    assert len(opened) >= 2 * bool(readable)


@pytest.mark.parametrize("hub", ["markup_click_action"], indirect=True)
async def test_cards_are_only_shown_too(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        for row in range(view.ROOMY.height * len(entries(hub))):
            for column in range(3, 40, 9):
                await reader.pilot.click("#cards", offset=(column, row))
        for bar in ("#title", "#status"):
            await reader.pilot.click(bar, offset=(10, 0))
        assert reader.app.is_running
        assert reader.app.return_value is None


@pytest.mark.parametrize("hub", ["valid_control_sample"], indirect=True)
async def test_what_is_not_hostile_is_not_touched(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        for entry in entries(hub):
            paper = entry["paper"]
            shown = reader.screen.cards.paper(paper["id"])
            assert shown.title == paper["title"]
            assert list(shown.authors) == [author["name"] for author in paper["authors"]]
            assert shown.abstract == paper["summary"].strip()
            reader.screen.cards.move_to(reader.list_ids.index(paper["id"]))
            await reader.settle()
            assert paper["title"] in reader.text
            assert ", ".join(author["name"] for author in paper["authors"]) in reader.text
