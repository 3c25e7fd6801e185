"""Following in the reader: `6` lists what the watches found, `W` follows something of a paper."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from textual.widgets import Input

from papers_tui.model.paper import Entry, Paper
from papers_tui.store.errors import StateError
from papers_tui.store.settings.load import load
from papers_tui.store.state import State
from papers_tui.tui.dialogs.follow import Follow
from papers_tui.tui.reader.lists import following as following_list
from papers_tui.tui.reader.lists.following import Following
from papers_tui.tui.widgets.line_list import LineList
from papers_tui.tui.widgets.line_view import LineView
from tests.support.home import put
from tests.support.reader import NOON

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.support.reader import Run, Running

CONFIG = """# mine
[watches]
votes = "upvotes:>=30"   # many
robots = "robots"
nothing = "zyxnowhere"
"""


def title(reader: Running) -> str:
    return reader.title


async def following(reader: Running) -> None:
    await reader.press("6")
    await reader.until(lambda: "Following" in title(reader) and "Looking" not in reader.text)
    await reader.until(lambda: reader.screen.lazy.following._looked)
    await reader.settle()


async def test_six_lists_a_group_for_each_watch_with_what_is_unseen(run: Run, home: Path) -> None:
    put(home, CONFIG)
    async with run() as reader:
        await following(reader)
        found = reader.screen.session.watches()
        wanted = [found.found(watch) for watch in found.all]
        assert reader.list_ids == wanted[0]
        assert f"Following  unseen:  [votes {len(wanted[0])}]" in title(reader)
        assert f"robots {len(wanted[1])}" in title(reader)
        for key, unseen in (("A", 0), ("m", 1), ("u", 0), ("u", len(wanted[0])), ("A", 0)):
            await reader.press(key)
            assert f"[votes {unseen}]" in title(reader)
        await reader.press("]")
        assert reader.list_ids == wanted[1]
        await reader.press("A")
        await reader.press("]")
        assert reader.list_ids == ()
        assert "found nothing" in reader.text
        assert "robots 0" in title(reader)
        await reader.press("1")
        assert "Following" not in title(reader)


async def test_six_shows_at_once_what_was_looked_up_ahead(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unanswered(*_: object) -> None:
        """A question to the watches that has no answer yet."""

    put(home, CONFIG)
    async with run() as reader:
        ahead = reader.screen.lazy.following
        await reader.until(lambda: any(group.recent for group in ahead._groups))
        monkeypatch.setattr(Following, "_look", unanswered)
        monkeypatch.setattr(Following, "_extend", unanswered)
        await reader.press("6")
        assert "[votes " in title(reader)
        assert reader.list_ids


async def test_without_watches_it_says_how_to_follow(run: Run) -> None:
    async with run() as reader:
        await following(reader)
        assert "You follow nothing yet." in reader.text
        assert "W on a paper" in reader.text


async def test_a_card_names_the_watches_that_find_its_paper(run: Run, home: Path) -> None:
    put(home, CONFIG)
    async with run() as reader:
        watches = reader.screen.session.watches()
        for paper in reader.list_ids:
            names = watches.names([paper]).get(paper, ())
            await reader.until(lambda: bool(reader.screen.cards.watches))
            known = reader.screen.cards.watches.get(paper, ())
            assert tuple(watch.name for watch in known) == names
        assert "◆votes" in reader.screen.cards.plain
        await following(reader)
        assert "[votes " in title(reader)
        assert "◆votes" not in reader.screen.cards.plain, "there it says nothing"


async def test_w_follows_what_is_filled_in_and_u_takes_it_back(run: Run, home: Path) -> None:
    put(home, "# mine\r\n\r\norder = 'stars'   # so\r\n")
    before = (home / "config.toml").read_bytes()
    async with run() as reader:
        paper = reader.screen.paper
        assert paper is not None
        await reader.press("W")
        dialog = reader.app.screen
        assert isinstance(dialog, Follow)
        assert dialog.query_one(Input).value == f'author:"{paper.authors[0]}"'
        await reader.press("enter")
        await reader.until(lambda: bool(load(home / "config.toml").watches))
        assert load(home / "config.toml").watches == (
            (paper.authors[0], f'author:"{paper.authors[0]}"'),
        )
        assert (home / "config.toml").read_bytes().startswith(before)
        await reader.until(lambda: "Following" in reader.status)
        await reader.press("u")
        assert (home / "config.toml").read_bytes() == before
        assert reader.screen.session.settings.watches == ()
        await reader.press("ctrl+y")
        assert len(load(home / "config.toml").watches) == 1


async def test_cards_name_a_watch_for_as_long_as_it_is_there(run: Run) -> None:
    async with run() as reader:
        await reader.press("W", "enter")
        await reader.until(lambda: bool(reader.screen.cards.watches))
        await reader.press("u")
        await reader.until(lambda: not reader.screen.cards.watches)
        await reader.press("ctrl+y")
        await reader.until(lambda: bool(reader.screen.cards.watches))


async def test_something_else_of_the_paper_is_offered_and_a_mistake_is_named(
    run: Run, home: Path
) -> None:
    author = {"name": "Ann Lee", "user": {"user": "annlee"}}
    paper = Paper(
        id="2608.00001", title="A paper", authors=("Ann Lee",), organization="Open Lab",
        submitted_by="bo", ai_keywords=("reward model",),
    )  # fmt: skip
    async with run() as reader:
        raw = json.dumps({"authors": [author]}).encode()
        reader.screen.session.archive.add([Entry(paper, raw)], NOON)
        reader.screen.show_ids((paper.id,), None)
        await reader.press("W")
        field = reader.app.screen.query_one(Input)
        offers = [field.value]
        for _ in range(4):
            await reader.press("down")
            offers.append(field.value)
        assert offers == [
            "author:@annlee", 'org:"Open Lab"', "by:bo", 'keyword:"reward model"', '"A paper"',
        ]  # fmt: skip
        rows = reader.app.screen.query_one(LineList)
        assert [row.split() for row in rows.plain.split("\n")][1:4] == [
            ["Open", "Lab", "organization"], ["by", "bo", "submitter"],
            ["reward", "model", "keyword"],
        ]  # fmt: skip
        await reader.pilot.click(rows, offset=(4, 1))
        assert field.value == 'org:"Open Lab"'
        field.value = "upvotes:many"
        await reader.press("enter")
        assert isinstance(reader.app.screen, Follow)
        field.value = "upvotes:>9"
        await reader.press("enter")
        await reader.until(lambda: bool(load(home / "config.toml").watches))
        assert load(home / "config.toml").watches == (("upvotes:>9", "upvotes:>9"),)


async def test_the_menu_of_a_click_follows_an_author_by_the_account(run: Run, home: Path) -> None:
    put(home, "# mine\r\n[watches]\r\nvotes = 'upvotes:>=30' # many\r\n\r\n[keys]\r\n")
    before = (home / "config.toml").read_bytes()
    names = [f"Author {number}" for number in range(20)]
    paper = Paper(id="2608.00001", title="A paper", authors=tuple(names))
    raw = json.dumps({"authors": [{"name": names[19], "user": {"user": "last"}}]}).encode()
    async with run() as reader:
        reader.screen.session.archive.add([Entry(paper, raw)], NOON)
        reader.screen.show_ids((paper.id,), None)
        await reader.settle()
        reader.screen.abstract.post_message(LineView.SearchClicked(f'author:"{names[19]}"'))
        await reader.settle()
        await reader.press("down", "enter")
        assert reader.app.screen.query_one(Input).value == "author:@last"
        await reader.press("enter")
        await reader.until(lambda: "Following Author 19" in reader.status)
        line = b'"Author 19" = "author:@last"\r\n'
        assert (home / "config.toml").read_bytes() == before.replace(
            b" many\r\n", b" many\r\n" + line
        )
        await reader.press("u")
        assert (home / "config.toml").read_bytes() == before


async def test_a_watch_of_the_same_name_stays_and_the_same_query_is_not_followed_twice(
    run: Run, home: Path
) -> None:
    async with run() as reader:
        paper = reader.screen.paper
        assert paper is not None
        name = paper.authors[0]
        put(home, f"[watches]\n'{name}' = 'stars:>5'\n")
        await reader.press("W", "enter")
        await reader.until(lambda: f"Following {name} 2;" in reader.status)
        watches = ((name, "stars:>5"), (f"{name} 2", f'author:"{name}"'))
        assert load(home / "config.toml").watches == watches
        await reader.press("W", "enter")
        await reader.until(lambda: f"{name} 2 finds that already" in reader.status)
        assert load(home / "config.toml").watches == watches
        await reader.press("u")
        assert load(home / "config.toml").watches == watches[:1]


async def test_while_the_file_is_no_toml_nothing_is_written(run: Run, home: Path) -> None:
    put(home, "[watches\n")
    async with run() as reader:
        await reader.press("W", "enter")
        await reader.until(lambda: "Nothing new is followed" in reader.status)
        assert "line 1" in reader.status
    assert (home / "config.toml").read_text("utf-8") == "[watches\n"


async def test_a_start_can_open_what_is_followed(run: Run, home: Path) -> None:
    put(home, f'start = "following"\n{CONFIG}')
    async with run() as reader:
        await reader.until(lambda: "[votes" in title(reader))
        watches = reader.screen.session.watches()
        assert reader.list_ids == watches.found(watches.all[0])


async def test_a_watch_is_known_from_the_day_on_which_the_reader_first_sees_it(
    run: Run, home: Path
) -> None:
    put(home, CONFIG)
    async with run() as reader:
        await following(reader)
        state = reader.screen.session.state
        marks = state.follow_marks()
        assert set(marks) == {"watch votes", "watch robots", "watch nothing"}
        assert state.reported("watch votes") == frozenset()
        assert reader.screen.session.watches().new(reader.screen.session.watches().all) == {
            "votes": (), "robots": (), "nothing": (),
        }  # fmt: skip


async def test_the_place_among_older_papers_and_their_marks_stay(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following_list, "RECENT", timedelta(0))
    put(home, "[watches]\nall = 'upvotes:>=0'\n")
    async with run() as reader:
        await following(reader)
        await reader.until(lambda: len(reader.list_ids) > 8)
        await reader.press("G", "v")
        place = reader.current, reader.screen.cards.line, reader.screen.selection.ids
        assert place[2] == {reader.list_ids[-1]}
        await reader.press("R")
        await reader.until(lambda: bool(reader.screen.lazy.following._complete))
        assert (reader.current, reader.screen.cards.line, reader.screen.selection.ids) == place
        await reader.press("1", "6")
        assert (reader.current, reader.screen.cards.line) == place[:2]
        await reader.until(lambda: bool(reader.screen.lazy.following._complete))
        assert (reader.current, reader.screen.cards.line) == place[:2]


async def test_a_watch_that_is_taken_back_is_gone_from_the_list_on_screen(
    run: Run, home: Path
) -> None:
    put(home, CONFIG)
    async with run() as reader:
        paper = reader.screen.paper
        assert paper is not None
        await reader.press("W", "enter", "6")
        await reader.until(lambda: paper.authors[0] in reader.title)
        await reader.press("u")
        await reader.until(lambda: paper.authors[0] not in reader.title)
        assert "[votes" in reader.title


async def test_a_watch_that_the_state_cannot_note_is_followed_and_taken_back(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unwritable(*_: object) -> None:
        raise StateError("The state cannot be written.")

    monkeypatch.setattr(State, "follow", unwritable)
    async with run() as reader:
        await reader.press("W", "enter")
        await reader.until(lambda: bool(load(home / "config.toml").watches))
        await reader.until(lambda: "Following" in reader.status)
        await reader.press("u")
        assert load(home / "config.toml").watches == ()


async def test_past_the_last_unseen_paper_n_goes_on_to_the_next_watch_and_then_stays(
    run: Run, home: Path
) -> None:
    put(home, "[watches]\nfew = 'upvotes:>=60'\nnothing = 'zyxnowhere'\nvotes = 'upvotes:>=30'\n")
    async with run() as reader:
        await following(reader)
        votes = [group for group in reader.screen.lazy.following._groups if group.recent][-1]
        few = reader.list_ids
        unseen = [paper for paper in votes.recent if paper not in few]
        assert few
        assert unseen
        await reader.press(*"n" * len(few))
        assert "[votes " in reader.title
        assert reader.current == unseen[0]
        await reader.press(*"n" * len(unseen))
        assert "[votes 0]" in reader.title
        assert reader.current == unseen[-1]
        assert "No unseen paper after this one in what the watches found." in reader.status
        await reader.press("m", "]", "n")
        assert "[votes " in reader.title
        assert reader.current == unseen[-1]


async def test_a_broken_watch_is_reported_once_and_again_when_it_changes(
    run: Run, home: Path
) -> None:
    put(home, "[watches]\nodd = 'upvotes:many'\n")
    async with run() as reader:
        await following(reader)
        assert "odd" in reader.status
        reader.screen.hush()
        for keys in ("16", "R"):
            await reader.press(*keys)
            assert "odd" not in reader.status
        put(home, "[watches]\nodd = 'upvotes:few'\n")
        await reader.press("R")
        assert "odd" in reader.status
        reader.screen.hush()
        put(home, "[watches]\nodd = 'upvotes:>1'\n")
        await reader.press("R")
        assert "odd" not in reader.status
        put(home, "[watches]\nodd = 'upvotes:few'\n")
        await reader.press("R")
        assert "The watch odd" in reader.status
