"""Links in a pane of text: what they stand for, and what the mouse does to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Click

from papers_tui.model.paper import Entry, Paper
from papers_tui.model.query.parser import parse
from papers_tui.model.query.tokens import tokenize
from papers_tui.text.urls import safe_url
from papers_tui.tui.dialogs.menu import Menu
from papers_tui.tui.reader.screen import ReaderScreen
from papers_tui.tui.render.highlight import marked_line
from papers_tui.tui.render.lines import SEARCH, Span, plain, search_link
from papers_tui.tui.render.rows import styled_rows, text_rows
from papers_tui.tui.widgets.line_list import LineList
from tests.support.reader import NOON

if TYPE_CHECKING:
    from papers_tui.tui.widgets.line_view import LineView
    from tests.support.reader import Run

NAMES = st.text(st.sampled_from("ab é漢字\u0301-\"'"), min_size=1, max_size=30)


@given(st.sampled_from(["author", "org", "tag"]), NAMES)
def test_a_link_that_searches_is_a_query_for_exactly_that(field: str, value: str) -> None:
    link = search_link(field, value)
    assert safe_url(link) is None
    (term,) = tokenize(link.removeprefix(SEARCH))
    assert (term.field, term.value, term.quoted) == (field, value, True)


@given(st.lists(NAMES, min_size=1, max_size=6), st.integers(4, 60))
def test_joined_pieces_look_as_one_text_and_keep_their_links(names: list[str], width: int) -> None:
    spans = [span for name in names for span in (Span(name, "tag", f"@{name}"), Span(", "))][:-1]
    rows = styled_rows(spans, width)
    complete = text_rows("".join(span.text for span in spans), width)
    assert [plain(row) for row in rows] == [plain(row) for row in complete]
    linked = "".join(span.text for row in rows for span in row if span.link)
    assert "".join(linked.split()) == "".join("".join(names).split())


def test_what_was_searched_stands_out_in_a_link_that_searches() -> None:
    link = search_link("author", "Ada Lovelace")
    line = (Span("Ada Lovelace", "", link), Span("example.org/ada", "link", "https://example.org"))
    found = marked_line(line, parse("ada"))
    assert [(span.text, span.style) for span in found] == [
        ("Ada", "match"), (" Lovelace", ""), ("example.org/ada", "link"),
    ]  # fmt: skip
    assert {span.link for span in found[:2]} == {link}


def place(pane: LineView, link: str) -> tuple[int, int]:
    """The place at which a link that begins so is in sight."""
    return next(
        (x, y)
        for y in range(pane.page)
        for x in range(pane.text_width)
        if pane.link_at(x, y).startswith(link)
    )


def pointed(pane: LineView) -> str:
    """The text that stands out because the mouse is over it."""
    strips = [pane.render_line(y) for y in range(pane.page)]
    return "".join(
        part.text
        for strip in strips
        for part in strip
        if part.style and part.style.underline and part.style.bold
    )


async def test_a_link_stands_out_while_the_mouse_is_over_it(run: Run) -> None:
    async with run() as reader:
        pane = reader.screen.abstract
        paper = reader.screen.paper
        assert paper is not None
        assert pointed(pane) == ""
        await reader.pilot.hover("#text", offset=place(pane, search_link("author", "")[:-1]))
        assert pointed(pane) == paper.authors[0]
        await reader.pilot.hover("#text", offset=place(pane, "https://arxiv.org"))
        assert pointed(pane).startswith("arxiv.org/abs/")
        await reader.pilot.hover("#cards")
        assert pointed(pane) == ""


@pytest.mark.parametrize("pane", ["#text", "#cards"])
async def test_a_click_on_a_tag_searches_for_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, pane: str
) -> None:
    asked: list[str] = []

    def clicked(_screen: ReaderScreen, message: LineView.SearchClicked) -> None:
        asked.append(message.query)

    monkeypatch.setattr(ReaderScreen, "on_line_view_search_clicked", clicked, raising=False)
    async with run() as reader:
        await reader.press("t", *'a "b"', "enter", "escape", "j")
        view: LineView = reader.screen.abstract if pane == "#text" else reader.screen.cards
        if pane == "#text":
            await reader.press("k")
        await reader.pilot.click(pane, offset=place(view, f"{SEARCH}tag:"))
        await reader.settle()
        assert asked == ['tag:"a ""b"""']
        assert reader.cursor == 0


@pytest.mark.parametrize(
    ("field", "value"), [("author", "Ann Lee"), ("org", "Open Lab"), ("keyword", "reward model")]
)
async def test_a_click_on_what_can_be_followed_asks_whether_to_search(
    run: Run, field: str, value: str
) -> None:
    paper = Paper(id="2608.00001", title="A paper", authors=("Ann Lee",), organization="Open Lab",
                  ai_keywords=("reward model",))  # fmt: skip
    async with run() as reader:
        reader.screen.session.archive.add([Entry(paper, b"{}")], NOON)
        reader.screen.show_ids((paper.id,), None)
        await reader.settle()
        there = place(reader.screen.abstract, search_link(field, value))
        await reader.pilot.click("#text", offset=there)
        menu = reader.app.screen
        assert isinstance(menu, Menu)
        for chain, is_open in ((2, True), (1, False)):
            menu.post_message(
                Click(menu, 0, 0, 0, 0, 1, shift=False, meta=False, ctrl=False, chain=chain)
            )
            await reader.settle()
            assert (reader.app.screen is menu) is is_open
        await reader.pilot.click("#text", offset=there)
        menu = reader.app.screen
        assert f'Search for {field}:"{value}"' in menu.query_one(LineList).plain
        await reader.press("enter")
        await reader.until(lambda: reader.screen.source is reader.screen.lazy.search_results)
        assert f'{field}:"{value}"' in reader.title
