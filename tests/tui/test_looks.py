"""Small things of the screen that a reader would notice: edges, columns, what is dim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.color import Color
from textual.css.stylesheet import Stylesheet
from textual.events import MouseDown, MouseUp

from papers_tui.export.formats import FORMATS
from papers_tui.model.paper import Paper
from papers_tui.text.document.outline import Section
from papers_tui.tui.commands import COMMANDS, GROUPS
from papers_tui.tui.dialogs.help import Help
from papers_tui.tui.dialogs.outline import Outline
from papers_tui.tui.dialogs.themes import ThemePicker
from papers_tui.tui.palette.palette import Palette
from papers_tui.tui.render import card as view
from papers_tui.tui.render.wrap import cells
from papers_tui.tui.widgets.bars import Bar, Footer
from papers_tui.tui.widgets.calendar import Calendar
from papers_tui.tui.widgets.line_list import LineList
from tests.support.home import put
from tests.support.screens import contrast, grounds

if TYPE_CHECKING:
    from pathlib import Path

    from textual.strip import Strip

    from tests.support.reader import Run

PAPER = Paper(id="2608.00001", title="A title", abstract="What it is about.")


def _style_of(strip: Strip, text: str) -> Color:
    """The color that a text of the row is drawn in."""
    found = [part.style for part in strip if text in part.text]
    assert found, strip.text
    assert found[0] is not None
    assert found[0].color is not None
    return Color.from_rich_color(found[0].color)


async def test_the_right_end_of_a_bar_is_as_near_as_the_left_one(run: Run) -> None:
    async with run() as reader:
        await reader.press("O")
        reader.screen.hush()
        for width in (120, 60, 44):
            await reader.pilot.resize_terminal(width, 30)
            await reader.settle()
            assert reader.status.startswith(" 1 of 8")
            assert reader.status.endswith("by upvotes")
            assert cells(reader.status) == width - 1


async def test_a_message_takes_one_row_and_the_room_of_the_rest_if_it_must(run: Run) -> None:
    async with run(size=(60, 30)) as reader:
        await reader.press("O")
        for length in range(20, 90):
            reader.screen.say(message := "begin" + "x" * length + "end")
            assert reader.screen.status_bar.size.height == 1
            if cells(message) <= 58 - 8 - 12:
                assert reader.status.endswith("  by upvotes")
                assert cells(reader.status) == 59
            assert cells(reader.status.rstrip()) <= 59
            complete = message in reader.status
            assert complete == (cells(message) <= 58)
            assert "begin" in reader.status
            assert "end" in reader.status


async def test_a_day_without_a_list_is_dimmer_than_one_that_may_have_one(run: Run) -> None:
    async with run() as reader:
        await reader.press("d", "left")
        calendar = reader.app.screen.query_one(Calendar)
        second_week, last_week = calendar.render_line(4), calendar.render_line(6)
        plain = _style_of(second_week, "12").brightness
        assert _style_of(second_week, "15").brightness < plain, "a Saturday"
        assert _style_of(last_week, "25").brightness < plain, "a day to come"


async def test_the_day_that_enter_opens_is_marked_without_its_neighbors(run: Run) -> None:
    async with run() as reader:
        await reader.press("d")
        week = reader.app.screen.query_one(Calendar).render_line(5)
        reverse = [part.text for part in week if part.style is not None and part.style.reverse]
        assert reverse == ["[21●8]"]
        columns = [week.text.index(day) for day in ("17", "18", "19", "20", "21", "22", "23")]
        assert columns == list(range(1, 50, 7))


@pytest.mark.parametrize("density", [view.ROOMY, view.COMPACT])
def test_the_card_under_the_cursor_has_no_faint_text_of_its_own(density: view.Density) -> None:
    lines = view.card(PAPER, 60, density, seen=True, current=True)
    words = [span for line in lines for span in line if "title" in span.text or "is" in span.text]
    assert words
    assert {span.style for span in words} == {""}


async def test_help_on_a_common_terminal_breaks_few_lines(run: Run) -> None:
    async with run(size=(80, 24)) as reader:
        await reader.press("?")
        assert isinstance(reader.app.screen, Help)
        rows = reader.app.screen.query_one(LineList)
        texts = [rows.row(number).text for number in range(rows.total)]
        broken = [text for text in texts if text.startswith(" " * 6) and text.strip()]
        assert len(broken) <= 4


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_what_is_quiet_can_be_read_under_the_cursor_too(run: Run, theme: str) -> None:
    async with run() as reader:
        reader.app.theme = theme
        await reader.settle()
        cards = reader.screen.cards
        facts = next(cards.row(row) for row in range(5) if "talk" in cards.row(row).text)
        style = next(part.style for part in facts if "talk" in part.text)
        assert style is not None
        assert contrast(*grounds(style)) >= 4.5


@pytest.mark.parametrize("width", [40, 48, 60, 80, 120])
@pytest.mark.parametrize("keys", [(), ("enter",)], ids=["list", "reading"])
async def test_help_and_the_way_out_stand_in_every_footer(
    run: Run, width: int, keys: tuple[str, ...]
) -> None:
    async with run(size=(width, 24)) as reader:
        await reader.press(*keys)
        footer = reader.screen.query_one(Footer)
        assert [hint[0] for hint in footer.hints][-2:] == ["app.help", "app.quit"]
        assert len(footer.hints) >= 3
        assert cells(footer.render().plain.rstrip()) <= width


async def test_two_clicks_at_once_in_the_footer_open_one_dialog(run: Run) -> None:
    async with run() as reader:
        footer = reader.screen.query_one(Footer)
        x, y = footer.region.x + footer.render().plain.index("Help"), footer.region.y
        for kind in (MouseDown, MouseUp) * 2:
            reader.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
        await reader.settle()
        assert len(reader.app.screen_stack) == 2


async def test_on_the_smallest_screen_help_shows_several_commands(run: Run) -> None:
    async with run(size=(40, 12)) as reader:
        await reader.press("?")
        rows = reader.app.screen.query_one(LineList)
        assert rows.page >= 6


async def test_on_the_smallest_screen_a_date_is_typed_and_no_calendar_cut(run: Run) -> None:
    async with run(size=(40, 12)) as reader:
        await reader.press("d")
        assert not reader.app.screen.query_one(Calendar).display
        await reader.press(*"2026-08-20", "enter")
        assert reader.title.startswith(" Thursday 20 August 2026")


async def test_from_60x20_the_calendar_is_there_in_full(run: Run) -> None:
    async with run(size=(60, 20)) as reader:
        await reader.press("d")
        calendar = reader.app.screen.query_one(Calendar)
        assert calendar.display
        place = reader.app.screen.find_widget(calendar)
        assert place.visible_region == place.region


@pytest.mark.parametrize("theme", ["textual-dark", "ansi-dark"])
async def test_the_scroll_bar_is_dragged_where_it_is_seen(run: Run, theme: str) -> None:
    async with run(size=(80, 24)) as reader:
        reader.app.theme = theme
        await reader.settle()
        text = reader.screen.abstract
        right = text.outer_size.width - 1
        bottom = text.outer_size.height - 1
        await reader.pilot.mouse_down("#text", offset=(right, bottom))
        await reader.pilot.mouse_up("#text", offset=(right, bottom))
        assert text.top == text.furthest > 0


@pytest.mark.parametrize("size", [(80, 24), (120, 30)])
async def test_without_backgrounds_a_line_parts_list_and_text(
    run: Run, size: tuple[int, int]
) -> None:
    async with run(size=size) as reader:
        reader.app.theme = "ansi-dark"
        await reader.settle()
        [line] = {part.text[:1] for part in reader.screen.divider.render_line(0)}
        assert line == ("│" if size[0] >= 100 else "─")
        assert not sum(reader.screen.abstract.gutter.totals), "no second line beside it"


async def test_without_backgrounds_the_current_card_is_bold(run: Run) -> None:
    async with run(size=(120, 30)) as reader:
        await reader.press("m")
        for theme, bold in (("papers-dark", False), ("ansi-dark", True)):
            reader.app.theme = theme
            await reader.settle()
            words = [part.style for part in reader.screen.cards.row(0) if part.text.strip("▌● ")]
            assert words
            assert {bool(style and style.bold) for style in words} == {bold}, theme


async def test_the_row_of_the_cursor_goes_to_the_edge_where_nothing_is_to_scroll(run: Run) -> None:
    async with run(size=(120, 60)) as reader:
        cards = reader.screen.cards
        assert cards.total <= cards.page
        for row, current in ((0, True), (5, False)):
            *_, edge = cards.render_line(row)
            assert edge.text == " "
            assert edge.style is not None
            ground = cards.style("", current=current).bgcolor
            assert edge.style.bgcolor == ground
        assert cards.style("").bgcolor != cards.style("", current=True).bgcolor


async def test_help_begins_with_what_is_for_the_place_at_hand(run: Run) -> None:
    async with run(size=(120, 200)) as reader:
        mark, open_it, sections = "act on several", "Open what the cursor is on", "Choose a section"
        for key, title, here, elsewhere in (
            ("j", "In the list", mark, (open_it, sections)),
            ("L", "Among what is linked", open_it, (mark, sections)),
            ("F", "While reading the full text", sections, (mark, open_it)),
        ):
            await reader.press(key, "?")
            shown = reader.app.screen.query_one(LineList).plain.split("Symbols")[0]
            rows = [row.strip() for row in shown.split("\n")]
            assert rows[1].endswith("The symbols are explained at the end.")
            assert rows[2:4] == ["", title]
            rest, other = shown.split("In other places")
            first, everywhere = rest.split("Everywhere")
            assert here in first
            assert "Star the paper" in everywhere
            assert all(one in other for one in elsewhere)
            assert len(first.split("\n")) < len(rest.split("\n")) * 0.6
            await reader.press("escape")


async def test_what_is_for_one_place_alone_stands_first_and_moving_last(run: Run) -> None:
    async with run(size=(120, 200)) as reader:
        await reader.press("?")
        rows = [row.strip() for row in reader.app.screen.query_one(LineList).plain.split("\n")]
        titles = [row for row in rows[: rows.index("Everywhere")] if row in GROUPS.values()]
        assert titles[0] == "Lists"
        assert titles.index("Moving") > titles.index("The paper")


@pytest.mark.parametrize("size", [(120, 40), (60, 18)])
async def test_the_box_of_sections_is_as_high_as_its_list_up_to_the_window(
    run: Run, size: tuple[int, int]
) -> None:
    async with run(size=size) as reader:
        for number in (3, 60):
            sections = [Section(f"Section {one} " + "long " * 20, 1, one) for one in range(number)]
            outline = Outline(sections, None)
            reader.app.push_screen(outline)
            await reader.settle()
            rows = reader.app.screen.query_one("#picker-rows", LineList)
            box = reader.app.screen.query_one("#dialog").region
            assert rows.size.height == min(number, int(size[1] * 0.7))
            assert 0 <= box.y <= box.bottom <= size[1]
            assert all(row.endswith("…") for row in outline.offered)
            await reader.press("escape")


async def test_styles_are_read_once_at_the_start_and_again_for_another_theme(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings: list[Stylesheet] = []
    again = Stylesheet.reparse

    def counted(sheet: Stylesheet) -> None:
        readings.append(sheet)
        again(sheet)

    monkeypatch.setattr(Stylesheet, "reparse", counted)
    async with run() as reader:
        assert readings == []
        before = reader.screen.cards.styles.background
        reader.app.theme = "papers-light"
        await reader.settle()
        assert readings
        assert reader.screen.cards.styles.background != before


@pytest.mark.parametrize("width", [60, 80, 120, 200])
async def test_all_parts_of_a_paper_begin_in_the_same_column(run: Run, width: int) -> None:
    async with run(size=(width, 40)) as reader:
        await reader.press("enter")
        margins = {len(row) - len(row.lstrip()) for row in reader.text.splitlines() if row.strip()}
        await reader.press("L")
        heading = reader.screen.lazy.reading_view.linked.pane.row(0).text
        assert heading.strip()
        assert {len(heading) - len(heading.lstrip())} == margins


async def test_a_narrow_help_shows_the_keys_that_fit_and_breaks_few_lines(run: Run) -> None:
    async with run(size=(60, 20)) as reader:
        await reader.press("?")
        rows = reader.app.screen.query_one(LineList)
        texts = [rows.row(number).text for number in range(rows.total)]
        [panes] = [text.split() for text in texts if "From the list to the text" in text]
        assert panes[0] == "Tab", "and not Shift+Tab, which has no room"
        assert len([text for text in texts if text.startswith(" " * 6) and text.strip()]) <= 26


async def test_the_current_card_is_quieter_while_the_keys_go_to_the_text(run: Run) -> None:
    async with run(size=(120, 30)) as reader:
        cards = reader.screen.cards

        def ground() -> float:
            [style] = {part.style for part in cards.row(0) if part.text.startswith("▌")}
            assert style is not None
            return contrast(grounds(style)[1], grounds(cards.style(""))[1])

        with_keys = ground()
        await reader.press("tab")
        assert 1 < ground() < with_keys
        await reader.press("tab")
        assert ground() == with_keys


@pytest.mark.parametrize("key", ["d", "t", "e", "x", "i", "?", "ctrl+p", "W"])
async def test_the_keys_of_a_dialog_are_named_as_far_as_they_fit(run: Run, key: str) -> None:
    async with run(size=(120, 30)) as reader:
        await reader.press(key)
        box = reader.app.screen.query_one("#dialog")
        all_keys = str(box.border_subtitle).split(" · ")
        for width in (44, 50, 60, 120):
            await reader.pilot.resize_terminal(width, 30)
            await reader.settle()
            keys = str(box.border_subtitle)
            assert cells(keys) <= width - 6
            assert "Esc" in keys
            assert set(keys.split(" · ")) <= set(all_keys)
        assert str(box.border_subtitle).split(" · ") == all_keys


async def test_in_a_narrow_window_all_parts_are_named_in_full(run: Run) -> None:
    async with run(size=(44, 20)) as reader:
        await reader.press("enter")
        for part in ("Abstract", "Discussion", "Linked", "Full text"):
            names = "Abstract  Discussion  Linked  Full text".replace(part, f"[{part}]")
            assert reader.tabs.split() == names.split()
            await reader.press("tab")
        for width, last in ((41, ["Full", "text"]), (40, ["…"])):
            await reader.pilot.resize_terminal(width, 20)
            await reader.settle()
            assert reader.tabs.split() == ["[Abstract]", "Discussion", "Linked", *last]
        await reader.pilot.resize_terminal(60, 20)
        await reader.settle()
        assert "Discussion 3" in reader.tabs


async def test_in_a_narrow_window_sentences_and_columns_that_would_be_cut_are_left_out(
    run: Run,
) -> None:
    async with run(size=(44, 20)) as reader:
        await reader.press("s", "j", "w", "5")
        assert reader.status.strip() == "2 of 2  [ and ] go through the groups"
        await reader.press("ctrl+p")
        palette = reader.app.screen
        assert isinstance(palette, Palette)
        assert any(row.split() == ["Week", "2"] for row in palette.offered)
        titles = {command.title for command in COMMANDS}
        commands = [row for row in palette.offered if row[:16].strip() in titles]
        assert len(commands) > 40
        assert [row for row in commands if "…" in row] == []
        await reader.pilot.resize_terminal(80, 24)
        await reader.settle()
        assert any(row.split()[:3] == ["Week", "2", "The"] for row in palette.offered)


async def test_all_rows_of_the_chosen_command_are_marked(run: Run) -> None:
    async with run(size=(44, 20)) as reader:
        await reader.press("?", *"star the")
        pane = reader.app.screen.query_one(LineList)
        marked = [row for row in map(pane.row, range(pane.total)) if row.text.startswith("▌")]
        assert len(marked) == 2
        assert "star away" in marked[1].text


async def test_what_a_dialog_says_below_its_field_is_never_cut(run: Run) -> None:
    async with run(size=(44, 20)) as reader:
        await reader.press("x", *"papers.doc", "enter")
        hint, box = (reader.app.screen.query_one(name) for name in ("#ask-hint", "#dialog"))
        assert isinstance(hint, Bar)
        assert {form.suffix for form in FORMATS.values()} <= set(hint.text.split())
        assert hint.size.height == hint.text.count("\n") + 1 >= 2
        assert all(cells(row) <= hint.size.width for row in hint.text.split("\n"))
        assert hint.region.bottom < box.region.bottom
        await reader.press("escape", "W", *" upvotes:>x", "enter")
        hint = reader.app.screen.query_one("#ask-hint", Bar)
        assert "…" not in hint.text
        assert hint.text.count("\n") >= 1


async def test_the_list_of_themes_begins_at_the_one_in_use(run: Run, home: Path) -> None:
    put(home, 'theme = "ansi-dark"\n')
    async with run() as reader:
        reader.screen.give("app.theme")
        await reader.settle()
        themes = reader.app.screen
        assert isinstance(themes, ThemePicker)
        assert themes.at == "ansi-dark"
        await reader.press("down", "up", "enter")
        assert reader.app.theme == "ansi-dark"
