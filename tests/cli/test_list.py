"""`list`: from the archive, from the hub where that is needed, in the order of the reader."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from papers_tui.model.date_style import DATES
from papers_tui.model.period import Day, Week
from papers_tui.store.archive.archive import Archive
from papers_tui.store.errors import ArchiveError
from papers_tui.store.state import State
from tests.support.fake_hub import FakeHub, Fault
from tests.support.home import damage
from tests.support.oracles.paper_json import check
from tests.support.recorded import DAYS, FOLDER, needs_recorded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.command_line import Shell

DAILY = "/api/daily_papers"


def test_the_newest_day_comes_without_a_choice(shell: Shell) -> None:
    done = shell("list")
    assert (done.status, done.err) == (0, "")
    assert done.ids == shell.listed(shell.day())
    for paper in done.json:
        check(paper)


def test_a_list_that_is_fresh_is_not_fetched_again(shell: Shell) -> None:
    shell("list")
    asked = len(shell.hub.requests)
    assert shell("list").ids == shell.listed(shell.day())
    assert shell("list", "--date", shell.day()).ids == shell.listed(shell.day())
    assert len(shell.hub.requests) == asked


def test_a_settled_list_does_not_report_which_day_is_the_newest(shell: Shell) -> None:
    old = shell.day(25)
    assert shell("list", "--date", old).ids == shell.listed(old)
    assert shell("list").ids == shell.listed(shell.day())


def test_options_may_stand_before_the_command(shell: Shell) -> None:
    day = shell.day(3)
    after = shell("list", "--date", day, "--format", "ids")
    before = shell("--format", "ids", "--date", day, "list")
    assert after == before
    assert after.out.split() == shell.listed(day)


def test_a_week_a_month_and_what_is_trending(shell: Shell) -> None:
    day = date.fromisoformat(shell.day(10))
    week = Week.of(day)
    days = [key for key in shell.hub.days if Week.of(date.fromisoformat(key)) == week]
    assert len(shell("list", "--week", week.name).ids) == 6 * len(days)
    in_month = [key for key in shell.hub.days if key.startswith(f"{day:%Y-%m}")]
    assert len(shell("list", "--month", f"{day:%Y-%m}").ids) == 6 * len(in_month)
    assert len(shell("list", "--trending").ids) == 100


def test_more_of_what_is_trending_is_fetched_when_it_is_wanted(shell: Shell) -> None:
    assert len(shell("list", "--trending", "--limit", "150").ids) == 150
    asked = len(shell.hub.requests)
    assert len(shell("list", "--trending", "--limit", "120").ids) == 120
    assert len(shell.hub.requests) == asked


def test_where_keeps_the_order(shell: Shell) -> None:
    everything = shell("list").json
    kept = shell("list", "--where", "-has:code").ids
    assert kept == [paper["id"] for paper in everything if paper["github_repo"] is None]
    assert 0 < len(kept) < len(everything)


def test_a_filter_that_leaves_nothing_says_so_and_is_no_error(shell: Shell) -> None:
    done = shell("list", "--where", "nosuchword")
    assert (done.status, done.json) == (0, [])
    assert "none of the 6 papers" in done.err


def test_a_limit_and_the_other_formats(shell: Shell) -> None:
    ids = shell.listed(shell.day())[:2]
    assert shell("list", "--limit", "2").ids == ids
    assert shell("list", "--limit", "2", "--format", "ids").out == "".join(f"{i}\n" for i in ids)
    lines = shell("list", "--limit", "2", "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids
    assert all(i in shell("list", "--limit", "2", "--format", "table").out for i in ids)
    assert all(f"/papers/{i}" in shell("list", "--format", "markdown").out for i in ids)


def test_offline_asks_nobody_and_shows_what_there_is(shell: Shell) -> None:
    done = shell("list", "--offline")
    assert done.status == 1
    assert "is not archived (leave out --offline to fetch it)" in done.err
    assert shell.hub.requests == []
    shell("list")
    asked = len(shell.hub.requests)
    assert shell("--offline", "list").ids == shell.listed(shell.day())
    assert len(shell.hub.requests) == asked


def test_an_old_copy_is_shown_when_the_hub_is_gone(shell: Shell) -> None:
    assert len(shell("list", "--trending").ids) == 100
    shell.hub.down()
    done = shell("list", "--trending", "--limit", "150")
    assert done.status == 0
    assert len(done.ids) == 100
    assert "warning: The hub could not be reached" in done.err
    assert "Shown is the list as it was fetched on" in done.err


def test_without_a_copy_the_reason_is_one_line(shell: Shell) -> None:
    shell.hub.down()
    done = shell("list")
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "papers-tui: error: The hub could not be reached (check the network and try again later)\n"
    )


def test_a_day_without_papers_is_an_empty_list(shell: Shell) -> None:
    day = shell.day(2)
    shell.hub.days[day] = []
    done = shell("list", "--date", day)
    assert (done.status, done.json) == (0, [])
    assert "there are no papers for" in done.err


def test_a_day_to_come_is_an_error(shell: Shell) -> None:
    day = shell.day(-3)
    done = shell("list", "--date", day)
    assert (done.status, done.out) == (1, "")
    asked, newest = (date.fromisoformat(text) for text in (day, shell.day()))
    assert done.err == (
        f"papers-tui: error: The hub has no list for {DATES.title(Day(asked))}"
        f" (its newest is that of {DATES.day(newest)})\n"
    )


def test_a_hub_in_trouble_is_reported(shell: Shell) -> None:
    shell.hub.fault(DAILY, Fault(status=503, times=None))
    done = shell("list")
    assert done.status == 1
    assert done.err == "papers-tui: error: The hub has trouble (503) (try again later)\n"


def test_an_archive_that_cannot_be_kept_is_lived_without(shell: Shell) -> None:
    shell.home.mkdir()
    (shell.home / "archive.db").mkdir()
    done = shell("list")
    assert done.ids == shell.listed(shell.day())
    assert "warning: The archive" in done.err


def test_damaged_papers_are_named_and_fetched_again(shell: Shell) -> None:
    day = shell.day(20)
    listed = shell.listed(day)
    shell("list", "--date", day)
    assert shell("list", "--date", day).ids == listed
    asked = len(shell.hub.requests)
    for command in (["sync", "--since", day, "--until", day], ["list", "--date", day]):
        damage(shell.home, listed[:1])
        offline = shell("--offline", "list", "--date", day)
        assert offline.ids == listed[1:]
        assert offline.err == (
            "papers-tui: warning: 1 damaged paper in the archive;"
            " papers-tui sync --since all fetches it again\n"
        )
        assert len(shell.hub.requests) == asked
        assert shell(*command).status == 0
        assert shell("--offline", "list", "--date", day).ids == listed
        asked += 1


def test_a_list_that_cannot_be_written_into_the_archive_is_printed(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Archive.store
    full: list[Archive] = []

    def filled(archive: Archive, *given: Any) -> Any:
        full.append(archive)
        if archive is full[0]:
            raise ArchiveError("The archive could not be written: the disk is full.")
        return store(archive, *given)

    monkeypatch.setattr(Archive, "store", filled)
    done = shell("list")
    assert (done.status, done.ids) == (0, shell.listed(shell.day()))


@pytest.fixture(scope="module")
def recorded_hub() -> Iterator[FakeHub]:
    with FakeHub(FOLDER) as hub:
        yield hub


@needs_recorded
@pytest.mark.parametrize("file", DAYS, ids=lambda file: file.stem)
def test_a_recorded_day_comes_out_as_it_was_sent(
    file: Path, recorded_hub: FakeHub, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", recorded_hub.url)
    done = shell("list", "--date", file.stem)
    assert (done.status, done.err) == (0, "")
    sent, found = json.loads(file.read_bytes()), done.json
    assert len(found) == len(sent)
    for paper, item in zip(found, sent, strict=True):
        check(paper)
        compare(paper, item, file.stem)


def compare(paper: dict[str, Any], item: dict[str, Any], day: str) -> None:
    """Each field against the hub's JSON; white space may be another one."""
    inner = item["paper"]
    assert paper["id"] == inner["id"]
    assert paper["title"] == " ".join(inner["title"].split())
    assert same(paper["abstract"], inner["summary"])
    shown = [author for author in inner["authors"] if not author.get("hidden")]
    assert paper["authors"] == [" ".join(author["name"].split()) for author in shown]
    assert paper["published"] == inner["publishedAt"][:10]
    assert day in paper["listed"]
    assert paper["upvotes"] == inner["upvotes"]
    assert paper["comments"] == item["numComments"]
    assert same(paper["ai_summary"], inner.get("ai_summary"))
    assert {key.casefold() for key in paper["ai_keywords"]} == {
        key.strip().casefold() for key in inner.get("ai_keywords", []) if key.strip()
    }
    assert paper["github_repo"] == inner.get("githubRepo")
    assert paper["github_stars"] == inner.get("githubStars")
    assert paper["project_page"] == ((inner.get("projectPage") or "").strip() or None)
    submitter = item.get("submittedBy") or inner.get("submittedOnDailyBy") or {}
    assert paper["submitted_by"] == (submitter.get("name") or submitter.get("user"))
    maker = item.get("organization") or item.get("submitterOrganization") or {}
    maker = inner.get("organization") or maker
    assert same(paper["organization"], maker.get("fullname") or maker.get("name"))
    media = [*inner.get("mediaUrls", []), *item.get("mediaUrls", []), item.get("mediaUrl")]
    assert paper["media"] == list(dict.fromkeys(filter(None, media)))


def same(text: str | None, sent: str | None) -> bool:
    return (text or "").split() == (sent or "").split()


LIBRARY = """
[[paper]]
id = "{}"
title = "Kept"
starred = true
status = "to-read"
tags = ["to discuss", "mtl"]
note = "Compare."
"""


def test_the_reading_list_is_part_of_it(shell: Shell) -> None:
    shell.home.mkdir()
    key = shell.listed(shell.day())[3]
    (shell.home / "library.toml").write_text(LIBRARY.format(key), encoding="utf-8")
    marked = [paper for paper in shell("list").json if paper["starred"]]
    assert [paper["id"] for paper in marked] == [key]
    check(marked[0])
    message = {name: marked[0][name] for name in ("tags", "status", "note")}
    assert message == {"tags": ["to discuss", "mtl"], "status": "to-read", "note": "Compare."}
    for query in ("is:starred", 'tag:"to discuss"', "has:note", "is:to-read"):
        assert shell("list", "--where", query).ids == [key]
        assert shell("search", query).ids == [key]
    assert key not in shell("list", "--where", "-is:starred").ids


def test_a_broken_reading_list_is_reported_and_done_without(shell: Shell) -> None:
    shell.home.mkdir()
    (shell.home / "library.toml").write_text('[[paper]]\nid = "2507', encoding="utf-8")
    done = shell("list")
    assert done.status == 0
    assert done.ids == shell.listed(shell.day())
    assert "library.toml, line 2" in done.err
    assert done.err.count("warning") == 1


def test_what_was_seen_is_part_of_it(shell: Shell) -> None:
    key = shell.listed(shell.day())[1]
    shell("list")
    with closing(State.open(shell.home / "state.db")) as state:
        state.mark_seen([key], datetime.now(UTC))
    assert [paper["id"] for paper in shell("list").json if paper["seen"]] == [key]
    assert shell("list", "--where", "is:seen").ids == [key]
    assert shell("stats").json["seen"] == 1


def test_rows_of_a_table_are_cut_at_the_edge_unless_wide(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    papers = shell("list").json
    cut = shell("list", "--format", "table").out.splitlines()
    wide = shell("list", "--format", "table", "--wide").out.splitlines()
    assert len(cut) == len(wide) == len(papers) + 1
    assert all(len(line) <= 60 for line in cut)
    assert all(paper["authors"][0] in line for paper, line in zip(papers, wide[1:], strict=True))
