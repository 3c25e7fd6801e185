"""Status line and footer: what they offer can be done, and goes when it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from textual.geometry import Size

from papers_tui.export.formats import FORMATS
from papers_tui.tui.commands import Place
from papers_tui.tui.reader import status
from papers_tui.tui.widgets.bars import Bar, Footer, StatusBar, with_current
from tests.support.fake_hub import Fault
from tests.support.reader import FRIDAY, Run, Running, sample

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.fake_hub import FakeHub


def part(reader: Running) -> str:
    assert reader.screen.part is not None
    return reader.screen.part.pane.plain


def footer(reader: Running) -> list[str]:
    return [command_id for command_id, _, _ in reader.screen.query_one(Footer).hints]


async def test_what_is_said_of_a_list_that_opens_goes_with_the_next_key(run: Run) -> None:
    async with run() as reader:
        await reader.press("d", *"2026-08-17", "enter", "[")
        assert "Skipped the weekend." in reader.status
        await reader.press("J")
        assert "Skipped" not in reader.status
        await reader.press("A", "n")
        assert "unseen in" in reader.status
        await reader.press("R")
        assert "unseen in" not in reader.status


async def test_a_message_goes_with_the_next_key(run: Run) -> None:
    async with run() as reader:
        await reader.press("y")
        assert "Copied" in reader.status
        await reader.press("j")
        assert "Copied" not in reader.status


async def test_what_went_wrong_is_not_gone_before_it_can_be_read(run: Run) -> None:
    async with run() as reader:
        reader.screen.complain("Something went wrong.")
        await reader.press("j")
        assert "Something went wrong." in reader.status
        await reader.press("y")
        assert "Copied" in reader.status


async def test_of_two_things_that_went_wrong_at_once_each_is_reported(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "_READ_BEFORE", 0.0)
    async with run() as reader:
        for text in ("One.", "Two.", "One.", "Three."):
            reader.screen.complain(text)
        for text in ("Three.", "One.", "Two."):
            assert text in reader.status
            await reader.press("j")
        assert "One." not in reader.status


async def test_what_went_wrong_is_shown_again_without_a_key(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run() as reader:
        reader.screen.complain("One.")
        monkeypatch.setattr(status, "_MESSAGE_STAYS", 0.01)
        monkeypatch.setattr(status.Status, "_age", 0.0)
        reader.screen.complain("Two.")
        assert "Two." in reader.status
        await reader.until(lambda: "One." in reader.status)


async def test_marked_papers_have_a_footer_of_their_own(run: Run) -> None:
    async with run(size=(160, 40)) as reader:
        await reader.press("v")
        assert {"paper.tags", "paper.export", "app.back"} <= set(footer(reader))
        await reader.press("escape")
        assert "paper.export" not in footer(reader)


async def test_the_newest_list_offers_none_after_it(run: Run) -> None:
    async with run(size=(160, 40)) as reader:
        assert "list.after" not in footer(reader)
        await reader.press("[")
        assert "list.after" in footer(reader)


async def test_results_offer_no_list_beside_them(run: Run) -> None:
    async with run(size=(160, 40)) as reader:
        await reader.press("M")
        assert {"paper.read", "paper.star"} <= set(footer(reader))
        assert not {"list.before", "list.after"} & set(footer(reader))


def titles(reader: Running) -> dict[str, tuple[str, str]]:
    """The key and the title of each command in the footer."""
    hints = reader.screen.query_one(Footer).hints
    return {command_id: (key, title) for command_id, key, title in hints}


@pytest.mark.parametrize("size", [(160, 40), (60, 20)])
async def test_results_say_how_to_go_back_and_q_still_leaves(
    run: Run, size: tuple[int, int]
) -> None:
    async with run(size=size) as reader:
        assert "app.back" not in titles(reader)
        for keys in ("M", ["slash", *"the", "enter"], ["slash", *"zzqq", "enter"]):
            await reader.press(*keys)
            assert titles(reader)["app.back"] == ("Esc", "Back")
            assert titles(reader)["app.quit"] == ("q", "Quit")
        assert titles(reader)["list.refresh"] == ("R", "Ask the hub")
        await reader.press("escape", "escape")
        assert "app.back" not in titles(reader)


async def test_what_esc_takes_away_is_named(run: Run) -> None:
    async with run(size=(160, 40)) as reader:
        await reader.press("f", *"the", "enter")
        assert titles(reader)["app.back"] == ("Esc", "No filter")
        await reader.press("v")
        assert titles(reader)["app.back"] == ("Esc", "Unmark")
        await reader.press("escape", "escape")
        assert "app.back" not in titles(reader)


async def test_the_sample_offers_no_hub_for_a_search_without_hits(tmp_path: Path) -> None:
    async with sample(tmp_path) as reader:
        await reader.press("slash", *"zzqq", "enter")
        assert "Nothing in" in reader.status
        assert "hub" not in reader.status
        assert "sync" not in reader.text


async def test_the_sample_promises_no_full_text_of_the_hub_and_no_pdf(tmp_path: Path) -> None:
    async with sample(tmp_path) as reader:
        await reader.press("F")
        assert "paper.pdf" not in footer(reader)
        await reader.press("]")
        shown = part(reader)
        assert "F shows the one that the sample has." in shown
        assert not {"hub.", "PDF,"} & set(shown.split())
        await reader.press("F")
        assert "This sample carries no full texts." in " ".join(part(reader).split())


async def test_trending_offers_no_list_beside_it(run: Run) -> None:
    async with run(size=(160, 40)) as reader:
        await reader.press("4")
        assert not {"list.before", "list.after"} & set(footer(reader))


async def test_a_list_without_papers_offers_nothing_for_a_paper(run: Run) -> None:
    async with run(size=(160, 40)) as reader:
        await reader.press("/", *"zzqq", "enter")
        assert reader.list_ids == ()
        assert not {"paper.read", "paper.star", "seen.next"} & set(footer(reader))
        assert {"list.refresh", "list.search", "list.goto"} <= set(footer(reader))


async def test_one_group_of_the_reading_list_offers_no_other(run: Run) -> None:
    async with run(size=(160, 40)) as reader:
        await reader.press("5")
        assert not {"list.before", "list.after"} & set(footer(reader))
        await reader.press("1", "s", "5")
        assert {"list.before", "list.after"} <= set(footer(reader))


async def test_an_empty_reading_list_names_no_order_and_no_groups(run: Run) -> None:
    async with run(size=(160, 40)) as reader:
        await reader.press("5")
        reader.screen.hush()
        assert not {"first", "groups"} & set(reader.status.split())
        await reader.press("1", "s", "5")
        reader.screen.hush()
        assert {"first", "groups"} <= set(reader.status.split())


async def test_marked_papers_are_counted_for_as_long_as_they_are_marked(run: Run) -> None:
    async with run() as reader:
        await reader.press("v", "v", "j", "k")
        assert reader.status.startswith(" 3 of 8  2 marked  ")
        await reader.press("escape", "j")
        assert "marked" not in reader.status


async def test_a_footer_names_a_short_key_where_a_longer_one_has_no_room(run: Run) -> None:
    async with run(size=(200, 30)) as reader:
        bar = reader.screen.query_one(Footer)
        complete = bar.hints
        for width in (44, 60, 66, 80, 95):
            await reader.pilot.resize_terminal(width, 30)
            left = width - sum(len(key) + len(title) + 3 for _, key, title in bar.hints) - 1
            absent = [hint for hint in complete if hint not in bar.hints]
            assert left >= 0
            assert all(len(key) + len(title) + 3 > left for _, key, title in absent)


async def test_the_last_paper_that_is_read_offers_none_after_it(run: Run) -> None:
    async with run(size=(160, 40)) as reader:
        await reader.press("enter")
        assert "paper.after" in footer(reader)
        await reader.press("escape", "G", "enter")
        assert "paper.after" not in footer(reader)


async def test_a_paper_that_is_read_names_no_keys_of_its_list(run: Run) -> None:
    async with run(size=(160, 40)) as reader:
        await reader.press("s", "5")
        reader.screen.hush()
        assert "go through the groups" in reader.status
        await reader.press("enter")
        assert "go through" not in reader.status


async def test_a_list_without_papers_names_no_keys_for_a_paper(run: Run) -> None:
    async with run(size=(160, 40)) as reader:
        await reader.press("6")
        reader.screen.hush()
        assert reader.list_ids == ()
        assert "W follows" not in reader.status
        assert "Space reads on" not in reader.status


async def test_without_a_text_nothing_searches_it(run: Run, hub: FakeHub) -> None:
    async with run(size=(160, 40)) as reader:
        hub.hold("/")
        await reader.pilot.press("F")
        await reader.until(lambda: reader.screen.part is not None)
        assert not {"text.search", "text.outline", "text.next"} & set(footer(reader))
        await reader.pilot.press("slash")
        await reader.until(lambda: "no text to search" in reader.status)
        await reader.pilot.press("O")
        await reader.until(lambda: "no text here yet" in reader.status)
        hub.release()
        await reader.settle()


async def test_what_is_linked_is_opened_once_there_is_something(run: Run, hub: FakeHub) -> None:
    of_one = {"part.open", "move.down"}
    async with run(size=(160, 40)) as reader:
        hub.hold("/")
        await reader.pilot.press("L")
        await reader.until(lambda: reader.screen.part is not None)
        assert not of_one & set(footer(reader))
        hub.release()
        await reader.settle()
        assert "linked" in reader.status
        assert of_one < set(footer(reader))


@pytest.mark.parametrize("key", ["/", "f"])
async def test_what_is_wrong_with_a_query_is_not_what_was_wrong_a_letter_ago(
    run: Run, key: str
) -> None:
    async with run() as reader:
        await reader.press(key, *"is:zz")
        assert "knows no zz" in reader.status
        await reader.press("escape")
        assert "knows no" not in reader.status


@pytest.mark.parametrize("key", ["/", "f"])
async def test_what_was_wrong_with_a_query_goes_with_its_line(run: Run, key: str) -> None:
    async with run() as reader:
        await reader.press(key, *"upvotes:many", "enter")
        assert "whole number" in reader.status
        await reader.press("escape")
        assert "whole number" not in reader.status


async def test_a_full_text_names_its_section_but_not_the_paper_once_more(
    run: Run, hub: FakeHub
) -> None:
    for entry in hub.days["2026-08-21"]:
        paper = entry["paper"]
        text = f"# {paper['title'].upper()}\n\nA word.\n\n## 1 Steps\n\n" + "A word.\n\n" * 99
        hub.library.texts[paper["id"]] = text
    async with run(size=(160, 40)) as reader:
        await reader.press("F")
        assert reader.status.split("  ")[1].strip() == "0 % read"
        await reader.press("}")
        assert "1 Steps · " in reader.status


async def test_a_search_of_a_text_has_its_own_keys_in_the_footer(run: Run, hub: FakeHub) -> None:
    text = "# A Title\n\nA word.\n\nAnother word.\n"
    hub.library.texts.update({entry["paper"]["id"]: text for entry in hub.days["2026-08-21"]})
    async with run(size=(160, 40)) as reader:
        await reader.press("F")
        assert "text.next" not in footer(reader)
        for words, result in (("word", "match 1 of 2"), ("nowhere", "no match")):
            await reader.press("/", *words, "enter", "j")
            assert f"read · {result}" in reader.status
            assert "match no match" not in reader.status
            titles = {one: title for one, _, title in reader.screen.query_one(Footer).hints}
            assert titles["app.back"] == "End search"
            assert titles["text.next"] == "Next match"
            await reader.press("escape")
            assert "match" not in reader.status
            assert "text.next" not in footer(reader)
            assert reader.screen.place is Place.TEXT


async def test_a_first_start_offers_a_month_until_the_next_key(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        assert footer(reader)[0] == "sync.month"
        assert "F2: fetch the last 30 days" in reader.status
        await reader.press("j")
        assert footer(reader)[0] != "sync.month"
        assert "30 days" not in reader.status
    async with run() as reader:
        assert footer(reader)[0] != "sync.month"


async def test_the_box_of_an_export_names_every_ending(run: Run) -> None:
    async with run(size=(80, 24)) as reader:
        await reader.press("x")
        hint = reader.app.screen.query_one("#ask-hint", Bar)
        box = reader.app.screen.query_one("#dialog")
        assert str(box.border_subtitle) == "Enter writes it · Esc closes"
        assert {form.suffix for form in FORMATS.values()} <= set(hint.text.split())
        await reader.press(*"papers.doc", "enter")
        assert "must end" in hint.text
        assert {form.suffix for form in FORMATS.values()} <= set(hint.text.split())


async def test_the_offer_fits_into_a_small_window(run: Run) -> None:
    async with run(size=(60, 20)) as reader:
        assert footer(reader)[0] == "sync.month"
        assert "30 days" in reader.status
        assert "not now" in reader.status
        assert "…" not in reader.status


async def test_the_header_leaves_short_parts_out_and_cuts_none(run: Run) -> None:
    async with run(size=(60, 20)) as reader:
        reader.screen.title_bar.show(
            [("Friday 21 August 2026", ""), ("17 papers", ""), ("fetched just now", "")],
            [("offline since 18:00, R tries again", "")],
        )
        assert reader.title.split("  ")[0] == " Friday 21 August 2026"
        assert reader.title.endswith(" offline since 18:00, R tries again")
        assert "papers" not in reader.title
        parts = ["Friday 21 August 2026", "17 papers", "17 unseen"]
        reader.screen.title_bar.show([(one, "") for one in (*parts, "fetched just now")])
        assert reader.title.strip() == "  ".join(parts)
        reader.screen.title_bar.show([("Friday 21 August 2026", ""), ("x" * 60, "")])
        assert reader.title.startswith(" Friday 21 August 2026  xxx")
        assert "…" in reader.title


async def test_what_is_not_saved_stays_beside_a_long_message(run: Run) -> None:
    async with run(size=(60, 20)) as reader:
        bar = reader.screen.status_bar
        bar.say([("1 of 17", "")], ("a " * 40, ""), [("not saved", "bold $text-warning")])
        assert reader.status.endswith("not saved")
        bar.say([("1 of 17", "")], ("a " * 40, ""), [("by upvotes", "")])
        assert "by upvotes" not in reader.status


async def test_the_offered_month_is_fetched_by_its_key(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        await reader.press("f2")
        days = reader.screen.session.archive.days()
        assert {day.isoformat() for day, count in days.items() if count} == set(hub.days)


async def test_an_offline_start_offers_nothing(run: Run) -> None:
    async with run(offline=True) as reader:
        assert footer(reader)[0] != "sync.month"


@pytest.mark.parametrize("key", ["p", "i", "R", "f2"])
async def test_the_sample_says_that_it_has_no_network(tmp_path: Path, key: str) -> None:
    async with sample(tmp_path) as reader:
        assert footer(reader)[0] != "sync.month"
        await reader.press(key)
        assert "The sample has no network" in reader.status
        assert "without --demo" in reader.status


@pytest.mark.parametrize(
    ("width", "left", "right"),
    [
        (80, "August 2026", "Thursday 13 August is here  asking the hub"),
        (60, "August 2026", "Thursday 13 August is here  asking the hub"),
        (50, "August 2026", "Thursday 13 August is here"),
        (40, "August 20…", "Thursday 13 August is here"),
        (34, "", "Thursday 13 August is here"),
    ],
)
def test_the_name_of_the_list_stays_longer_than_what_the_network_does(
    width: int, left: str, right: str
) -> None:
    bar = Bar()
    bar.show([("August 2026", "")], [("Thursday 13 August is here", ""), ("asking the hub", "")])
    with patch.object(Bar, "size", Size(width, 1)):
        assert " ".join(bar.text.split()) == " ".join(f"{left} {right}".split())


def test_where_one_is_stays_longer_than_the_order_of_the_list() -> None:
    bar = StatusBar()
    long, where, right = "w" * 40, [("6 of 17", "")], [("nearest first", "")]
    for width, shown in (
        (80, f"6 of 17  {long}{' ' * 16}nearest first"),
        (60, f"6 of 17  {long}"),
        (45, long),
        (30, f"{'w' * 18}…{'w' * 9}"),
    ):
        with patch.object(StatusBar, "size", Size(width, 1)):
            bar.say(where, (long, ""), right)
            assert bar.text.strip() == shown


@pytest.mark.parametrize(
    ("at", "room", "shown"),
    [
        (0, 9, "[a 1] b 2 c 3 d 4"),
        (3, 99, "a 1 b 2 c 3 [d 4]"),
        (2, 20, "a 1 b 2 [c 3] d 4"),
        (2, 19, "… b 2 [c 3] d 4"),
        (3, 9, "… [d 4]"),
        (3, -5, "… [d 4]"),
    ],
)
def test_the_group_on_screen_is_named_in_the_title(at: int, room: int, shown: str) -> None:
    parts = with_current(["a 1", "b 2", "c 3", "d 4"], at, room)
    assert " ".join(text for text, _ in parts) == shown
    assert [text for text, style in parts if "bold" in style] == [f"[{'abcd'[at]} {at + 1}]"]


async def test_offline_no_footer_offers_to_ask_the_hub(run: Run) -> None:
    async with run(size=(160, 40)) as reader:
        await reader.press("D")
        assert "part.refresh" in titles(reader)
    async with run(size=(160, 40), offline=True) as reader:
        for keys in ("D", ["escape", "slash", *"zzqq", "enter"]):
            await reader.press(*keys)
            assert not {"list.refresh", "part.refresh"} & set(titles(reader))


async def test_a_key_for_a_paper_says_where_there_is_none(run: Run) -> None:
    async with run() as reader:
        await reader.press("6")
        for key in ("s", "w", "t", "e", "W", "m", "A", "o", "a", "p", "c", "D", "F", "M", "y", "v"):
            await reader.press(key)
            assert "There is no paper here." in reader.status, key
            assert not reader.screen.reading
        for key in ("n", "N"):
            await reader.press(key)
            assert "o unseen paper" in reader.status
            assert "this one" not in reader.status
        await reader.press("i", "escape", "1", "s")
        assert "Starred" in reader.status


async def test_a_key_that_nothing_has_says_so_and_names_the_help(run: Run) -> None:
    async with run() as reader:
        for key, name in (("exclamation_mark", "!"), ("8", "8"), ("é", "é")):
            await reader.press(key)
            assert f"{name} does nothing here; ? lists the keys." in reader.status
        await reader.press("j")
        assert "does nothing" not in reader.status
        await reader.press("enter", "z")
        assert "z does nothing here; ? lists the keys." in reader.status
        await reader.press("escape", "/", "!")
        assert "does nothing" not in reader.status


async def test_refreshing_what_the_hub_does_not_have_says_what_it_did(run: Run) -> None:
    async with run() as reader:
        for key, text in (("5", "Your reading list is up to date."), ("6", "the watches found")):
            await reader.press(key, "R")
            assert text in reader.status


async def test_the_header_names_the_key_that_tries_again_only_where_it_does(
    run: Run, hub: FakeHub
) -> None:
    async with run() as reader:
        hub.stop()
        await reader.press("R")
        assert "R tries again" in reader.title
        await reader.press("D")
        assert "R tries again" in reader.title
        await reader.press("escape", "5")
        assert "offline since" in reader.title
        assert "tries again" not in reader.title
        await reader.press("1")
        assert "R tries again" in reader.title
        hub.start()


async def test_a_hub_that_is_there_again_is_asked_for_the_newest_day(
    run: Run, hub: FakeHub
) -> None:
    today = hub.days.pop(FRIDAY.isoformat())
    async with run():
        pass
    hub.days[FRIDAY.isoformat()] = today
    hub.stop()
    async with run() as reader:
        assert "offline since" in reader.title
        await reader.press("j", "R")
        hub.start()
        await reader.press("R")
        assert "Thursday 20 August" in reader.title
        assert "Friday 21 August is here" in reader.title
        asked = len(hub.asked(f"/api/daily_papers?date={FRIDAY}"))
        await reader.press("R")
        assert len(hub.asked(f"/api/daily_papers?date={FRIDAY}")) == asked, "it is known now"


async def test_why_a_list_was_not_refreshed_goes_with_a_key_once_it_was_read(
    run: Run, hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run() as reader:
        hub.fault("/api/daily_papers", Fault(status=500, times=None))
        await reader.press("R", "j")
        assert "The hub has trouble (500)" in reader.status, "it may not be read yet"
        hub.repair()
        await reader.press("R")
        assert "trouble" not in reader.status, "it is not so any more"
        hub.fault("/api/daily_papers", Fault(status=500, times=None))
        await reader.press("R", "j")
        monkeypatch.setattr(status, "_READ_BEFORE", 0.0)
        await reader.press("j")
        assert "trouble" not in reader.status
        assert "not refreshed, R tries again" in reader.title
        await reader.press("R")
        assert "The hub has trouble (500)" in reader.status
        hub.repair()
        await reader.press("R")
        assert "trouble" not in reader.status
        assert "not refreshed" not in reader.title
