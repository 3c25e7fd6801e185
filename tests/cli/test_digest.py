"""`digest`: which papers it has, what is sent once, and what is written where."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from papers_tui.cli import streams
from papers_tui.cli.errors import CommandError
from papers_tui.model.order import title_key
from papers_tui.model.period import FIRST_DAY, days_of_span
from papers_tui.services.exchange.digest import Digests
from papers_tui.store.archive import lists
from tests.support.data import fake_days
from tests.support.home import put

if TYPE_CHECKING:
    from tests.support.command_line import Shell

DAYS = fake_days.days(date(2026, 8, 3), date(2026, 8, 21), 12)
MORNINGS = sorted(DAYS)


@pytest.fixture
def mornings(shell: Shell) -> Shell:
    """A hub that has the first day alone, and watches."""
    shell.hub.days.clear()
    text = '[watches]\n"robots" = "robots"\n"votes" = "upvotes:>=50"\n'
    put(shell.home, text)
    morning(shell, 0)
    return shell


def morning(shell: Shell, number: int) -> None:
    shell.hub.days[MORNINGS[number]] = DAYS[MORNINGS[number]]


def ids_in(text: str) -> list[str]:
    """The papers of a digest in Markdown."""
    return re.findall(r"^### .*papers/([\d.]+)>\)$", text, re.MULTILINE)


def listed(number: int) -> set[str]:
    return {entry["paper"]["id"] for entry in DAYS[MORNINGS[number]]}


def test_a_digest_has_the_newest_day_most_upvotes_first(mornings: Shell) -> None:
    done = mornings("digest")
    assert done.status == 0
    assert ids_in(done.out) == [entry["paper"]["id"] for entry in DAYS[MORNINGS[0]]]
    assert mornings("digest", "--date", MORNINGS[0]).out == done.out
    assert mornings("digest", "--where", "upvotes:>99999").out == ""


def test_a_digest_of_an_archive_that_cannot_be_written_has_what_is_there(
    mornings: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    there = mornings("digest").out
    monkeypatch.setattr(lists, "save", full)
    for day in ((), ("--date", MORNINGS[0])):
        done = mornings("digest", *day)
        assert (done.status, done.out) == (0, there)
        assert "warning: The archive could not be written: the disk is full" in done.err


def test_a_daily_digest_sends_each_paper_once(mornings: Shell) -> None:
    sent: list[str] = []
    for number in range(8):
        morning(mornings, number)
        mornings.hub.days[MORNINGS[number]] = DAYS[MORNINGS[number]][:7]
        sent += ids_in(mornings("digest", "--new").out)
        morning(mornings, number)  # it grows in the afternoon
        sent += ids_in(mornings("digest", "--new").out)
        done = mornings("digest", "--new")
        assert (done.status, done.out) == (0, "")
        assert "nothing new" in done.err
    assert len(sent) == len(set(sent))
    assert set(sent) == set().union(*map(listed, range(8)))


def test_what_the_watches_found_is_sent_once_and_says_which(mornings: Shell) -> None:
    sent: list[str] = []
    for number in range(6):
        morning(mornings, number)
        done = mornings("digest", "--watches", "--new", "--name", "mine")
        sent += ids_in(done.out)
        assert done.out.count("found by") == len(ids_in(done.out))
    wanted = mornings("search", "--format", "ids", "--limit", "999", "in:robots OR in:votes")
    assert len(sent) == len(set(sent))
    assert set(sent) == set(wanted.out.split())


def test_since_sends_what_a_new_watch_took_as_known(mornings: Shell) -> None:
    mornings("list")
    text = '[watches]\nall = "upvotes:>=0"\n'
    put(mornings.home, text)
    issue = ("digest", "--watches", "--new")
    assert mornings(*issue).out == ""
    assert set(ids_in(mornings(*issue, "--since", MORNINGS[0]).out)) == listed(0)
    assert mornings(*issue, "--since", MORNINGS[0]).out == ""


def test_series_know_nothing_of_each_other_and_watch_reports_on_its_own(mornings: Shell) -> None:
    first = mornings("digest", "--new", "--name", "one")
    assert ids_in(mornings("digest", "--new", "--name", "two").out) == ids_in(first.out)
    assert mornings("watch", "--new", "--format", "ids").out != ""


def test_a_week_has_three_parts(mornings: Shell) -> None:
    for number in range(5):
        morning(mornings, number)
    kept = DAYS[MORNINGS[2]][5]["paper"]["id"]
    assert mornings("star", kept).status == 0
    done = mornings("digest", "--week", "2026-W32")
    headings = re.findall(r"^## (.*)$", done.out, re.MULTILINE)
    assert headings == ["The most upvoted", "Found by your watches", "Kept and still unread"]
    top, found, unread = (ids_in(part) for part in done.out.split("\n## ")[1:])
    every = [entry["paper"] for number in range(5) for entry in DAYS[MORNINGS[number]]]
    votes = sorted((paper["upvotes"] for paper in every), reverse=True)[:10]
    by_id = {paper["id"]: paper["upvotes"] for paper in every}
    assert [by_id[paper] for paper in top] == votes
    assert found
    assert unread == [kept]


def test_what_is_unread_begins_with_what_was_added_last_in_whatever_time_zone(
    mornings: Shell,
) -> None:
    morning(mornings, 0)
    papers = [entry["paper"] for entry in DAYS[MORNINGS[0]]]
    first, *_, last = sorted(papers, key=lambda paper: title_key(paper["title"]))
    added = {first["id"]: "2026-08-03T01:00:00+02:00", last["id"]: "2026-08-03T00:30:00Z"}
    blocks = (
        f'[[paper]]\nid = "{one}"\nstarred = true\nadded = {at}\n' for one, at in added.items()
    )
    (mornings.home / "library.toml").write_text("".join(blocks))
    done = mornings("digest", "--week", "2026-W32")
    assert ids_in(done.out.partition("## Kept and still unread")[2]) == [last["id"], first["id"]]


def test_a_file_is_written_completely_and_left_alone_without_news(mornings: Shell) -> None:
    path = mornings.home / "new.html"
    assert mornings("digest", "--new", "--format", "html", "-o", str(path)).out == ""
    text = path.read_text("utf-8")
    assert text.endswith("</html>\n")
    assert mornings("digest", "--new", "--format", "html", "-o", str(path)).status == 0
    assert path.read_text("utf-8") == text


def test_a_feed_grows_day_by_day(mornings: Shell) -> None:
    path = mornings.home / "papers.xml"
    for number in range(3):
        morning(mornings, number)
        assert mornings("digest", "--new", "--format", "atom", "-o", str(path)).status == 0
    assert path.read_text("utf-8").count("<entry>") == 3 * 12
    path.write_text("mine", encoding="utf-8")
    morning(mornings, 3)
    done = mornings("digest", "--new", "--format", "atom", "-o", str(path))
    assert done.status == 1
    assert "name another file" in done.err
    assert path.read_text("utf-8") == "mine"
    path.unlink()
    assert mornings("digest", "--new", "--format", "atom", "-o", str(path)).status == 0
    assert path.read_text("utf-8").count("<entry>") == 12


def test_what_could_not_be_written_is_sent_by_the_next_run(
    mornings: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: str) -> None:
        raise CommandError("the output could not be written: disk full")

    with monkeypatch.context() as patched:
        patched.setattr(streams, "write", full)
        assert mornings("digest", "--new").status == 1
    assert mornings("digest", "--new", "-o", str(mornings.home / "no" / "file")).status == 1
    with monkeypatch.context() as patched:
        patched.setattr(Digests, "record", killed)
        with pytest.raises(KeyError):
            mornings("digest", "--new")
    assert set(ids_in(mornings("digest", "--new").out)) == listed(0)


def killed(*_: object) -> None:
    raise KeyError


def test_again_repeats_the_last_issue(mornings: Shell) -> None:
    done = mornings("digest", "--again")
    assert done.status == 1
    assert "nothing was sent yet" in done.err
    first = mornings("digest", "--new").out
    morning(mornings, 1)
    second = mornings("digest", "--new").out
    assert ids_in(first) != ids_in(second)
    for _ in range(2):
        assert mornings("digest", "--again").out == second
    email = mornings("digest", "--again", "--format", "email", "--to", "me@example.org").out
    assert email.startswith("From: me@example.org\nTo: me@example.org\n")


def test_a_body_for_a_chat_is_json_on_each_line(mornings: Shell) -> None:
    for form in ("slack", "discord"):
        for line in mornings("digest", "--format", form).out.splitlines():
            assert isinstance(json.loads(line), dict)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "email"], "--to ADDRESS"),
        (["--format", "email", "--to", "a@b\nBcc: c@d"], "--to must be one line"),
        (["--from", "a\r\nb"], "--from must be one line"),
        (["--name", "a\nb"], "--name must be one line"),
        (["--to", "a@b c@d"], "'a@b c@d': that is no address (write name@host)"),
        (["--schedule", "daily", "--again"], "leave out --schedule or --again"),
        (["--date", "2026-08-21", "--since", "2026-08-01"], "not allowed with"),
        (["--format", "pdf"], "invalid choice"),
        (["--where", "upvotes:many"], "upvotes:"),
    ],
)
def test_what_makes_no_sense_is_refused(
    mornings: Shell, arguments: list[str], message: str
) -> None:
    done = mornings("digest", *arguments)
    assert (done.status, done.out) == (2, "")
    assert message in done.err


def test_without_watches_or_network_it_says_so(shell: Shell) -> None:
    done = shell("digest", "--watches")
    assert done.status == 1
    assert "\"agents\" = 'title:agent*' under [watches]" in done.err
    assert shell("digest", "--offline").status == 1


@pytest.mark.parametrize("watches", [[], ["--watches"]], ids=["all", "watches"])
def test_days_that_were_never_fetched_are_no_empty_digest(
    watches: list[str], mornings: Shell
) -> None:
    for number in (1, 2):
        morning(mornings, number)
    mornings("list", "--date", MORNINGS[2])
    day = ["digest", "--date", MORNINGS[1], *watches]
    offline = mornings("--offline", *day)
    assert (offline.status, offline.out) == (1, "")
    assert "nothing of 4 August 2026 is archived (leave out --offline to fetch it)" in offline.err
    mornings.hub.down()
    gone = mornings(*day)
    assert (gone.status, gone.out) == (1, "")
    assert "nothing of 4 August 2026 is archived (try again later)" in gone.err
    week = mornings("--offline", "digest", "--week", "2026-W32", *watches)
    assert (week.status, set(ids_in(week.out)) <= listed(2)) == (0, True)
    assert "warning: of 5 days 2 are not archived; leave out --offline to fetch them" in week.err
    long = mornings("--offline", "digest", "--since", "2020-01-01", *watches)
    count = len(days_of_span(FIRST_DAY, date.fromisoformat(MORNINGS[2])))
    assert f"warning: of {count} days {count - 1} are not archived" in long.err
    before = mornings("--offline", "digest", "--date", "2020-01-03", *watches)
    assert "nothing of 3 January 2020 is archived" in before.err


def test_a_schedule_is_shown_with_complete_paths_and_installs_nothing(
    mornings: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    done = mornings("digest", "--schedule", "weekly", "--at", "21:05", "--new", "-o", "x.md")
    assert done.status == 0
    assert "5 21 * * 1 " in done.out
    assert "--week=-1 --name=weekly" in done.out
    assert f"-o {Path.cwd() / 'x.md'}" in done.out
    assert done.err == ""
    mail = mornings("digest", "--schedule", "daily", "--format", "email", "--to", "a@example.org")
    assert "sends nothing" in mail.err
    assert "and sendmail -t" in mail.err
    assert "-o FILE writes a file" in mornings("digest", "--schedule", "daily").err
    done = mornings("digest", "--schedule", "daily", "--install")
    assert done.status == 1
    assert "install cron" in done.err


def test_a_schedule_leaves_out_a_proxy_with_a_password_and_says_so(
    mornings: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://me:word@proxy.example")
    done = mornings("digest", "--schedule", "daily", "-o", "x.md")
    assert "without https_proxy: no password is written" in done.err
    assert "word@" not in done.out + done.err


def test_a_weekly_schedule_is_of_last_week_unless_days_are_named(mornings: Shell) -> None:
    weekly = ("digest", "--schedule", "weekly")
    assert "--week=-1" in mornings(*weekly).out
    for days in (["--since", "2026-08-03"], ["--date", "yesterday"], ["--watches"]):
        assert "--week=-1" not in mornings(*weekly, *days).out
    assert "--no-hooks" in mornings(*weekly, "--no-hooks").out
    assert "--no-hooks" not in mornings(*weekly).out


@pytest.mark.parametrize(
    "arguments",
    [
        ["--schedule", "daily", "--at", "25:00"],
        ["--install"],
        ["--at", "07:30"],
        ["--schedule", "x"],
    ],
)
def test_a_schedule_that_makes_no_sense_is_refused(mornings: Shell, arguments: list[str]) -> None:
    assert mornings("digest", *arguments).status == 2
