"""`watch`: each watch reports a paper once, whenever it comes to match."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from papers_tui.cli import streams
from papers_tui.cli.errors import CommandError
from papers_tui.services.lists import PaperLists
from papers_tui.services.watches import Watches
from tests.support.data import fake_days
from tests.support.data.watches import WATCHES
from tests.support.fake_hub import Fault
from tests.support.home import put
from tests.support.oracles.paper_json import check

if TYPE_CHECKING:
    from tests.support.command_line import Done, Shell

DAYS = fake_days.days(date(2026, 8, 3), date(2026, 8, 21), 12)
MORNINGS = sorted(DAYS)[1:]


class Fortnight:
    """A hub that goes on a day each morning, and a home with watches."""

    def __init__(self, shell: Shell, watches: dict[str, str]) -> None:
        self.shell = shell
        self.shell.hub.days.clear()
        self.shell.hub.days[sorted(DAYS)[0]] = DAYS[sorted(DAYS)[0]]
        self.reported: dict[str, list[str]] = {name: [] for name in watches}
        self.configure(watches)
        self.take(self.watch())

    def configure(self, watches: dict[str, str]) -> None:
        lines = [f"{json.dumps(name)} = {json.dumps(query)}\n" for name, query in watches.items()]
        self.shell.home.mkdir(exist_ok=True)
        put(self.shell.home, "[watches]\n" + "".join(lines))

    def morning(self, day: str, entries: list[Any] | None = None) -> None:
        self.shell.hub.days[day] = DAYS[day] if entries is None else entries

    def watch(self, *arguments: str) -> Done:
        done = self.shell("watch", "--new", "--format", "jsonl", *arguments)
        assert done.status == 0, done.err
        return done

    def take(self, done: Done) -> None:
        for line in done.out.splitlines():
            paper = json.loads(line)
            check(paper)
            for name in paper["watches"]:
                self.reported[name].append(paper["id"])

    def wanted(self, name: str) -> set[str]:
        """The papers that the watch finds now in all that was listed, by a search."""
        done = self.shell("search", "--limit", "9999", "--format", "ids", f'in:"{name}"')
        return set(done.out.split())

    def is_right(self) -> bool:
        for name, ids in self.reported.items():
            assert len(ids) == len(set(ids)), name
            assert set(ids) == self.wanted(name), name
        return True


@pytest.fixture
def fortnight(shell: Shell) -> Fortnight:
    return Fortnight(shell, WATCHES)


def test_every_paper_is_reported_once_in_a_fortnight(fortnight: Fortnight) -> None:
    for day in MORNINGS:
        fortnight.morning(day, DAYS[day][:5])
        fortnight.take(fortnight.watch())
        assert fortnight.watch().out == ""
        fortnight.morning(day)  # it grows in the afternoon
        fortnight.take(fortnight.watch())
    assert fortnight.is_right()
    assert all(fortnight.reported.values())


def test_a_paper_is_reported_on_the_day_on_which_it_comes_to_match(fortnight: Fortnight) -> None:
    first, second = MORNINGS[:2]
    entries = json.loads(json.dumps(DAYS[first]))
    entry = min(entries, key=lambda entry: entry["paper"]["upvotes"])
    entry["paper"]["upvotes"] = 49
    fortnight.morning(first, entries)
    fortnight.take(fortnight.watch())
    assert entry["paper"]["id"] not in fortnight.reported["votes"]
    entry["paper"]["upvotes"] = 50
    fortnight.morning(second)
    done = fortnight.watch("votes")
    assert entry["paper"]["id"] in [json.loads(line)["id"] for line in done.out.splitlines()]


def test_a_deleted_archive_makes_nothing_new(fortnight: Fortnight) -> None:
    for day in MORNINGS[:4]:
        fortnight.morning(day)
        fortnight.take(fortnight.watch())
    for file in fortnight.shell.home.glob("archive.db*"):
        file.unlink()
    assert fortnight.watch().out == ""
    fortnight.morning(MORNINGS[4])
    fortnight.take(fortnight.watch())
    assert fortnight.is_right()


def test_what_was_archived_before_a_watch_is_known_to_it(fortnight: Fortnight) -> None:
    for day in MORNINGS[:3]:
        fortnight.morning(day)
        fortnight.watch()
    fortnight.configure({"all": "upvotes:>=0"})
    assert fortnight.watch().out == ""
    assert fortnight.shell("watch", "--format", "ids").out != ""
    fortnight.morning(MORNINGS[3])
    ids = [json.loads(line)["id"] for line in fortnight.watch().out.splitlines()]
    assert sorted(ids) == sorted(entry["paper"]["id"] for entry in DAYS[MORNINGS[3]])


def test_a_new_watch_that_has_nothing_new_says_why(
    fortnight: Fortnight, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "is_terminal", lambda stream: True)
    fortnight.configure({"all": "upvotes:>=0"})
    why = "for a new watch, what is listed so far counts as known"
    assert fortnight.watch().err.splitlines()[-1] == f"papers-tui: nothing is new; {why}"
    assert fortnight.watch().err.splitlines()[-1] == "papers-tui: nothing is new"
    fortnight.configure({"other": "upvotes:>=1"})
    assert why in fortnight.shell("digest", "--watches", "--new").err


def test_since_reports_what_a_new_watch_took_as_known(fortnight: Fortnight) -> None:
    fortnight.morning(MORNINGS[0])
    fortnight.watch()
    fortnight.configure({"all": "upvotes:>=0"})
    done = fortnight.watch("--since", MORNINGS[0])
    assert len(done.out.splitlines()) == len(DAYS[MORNINGS[0]])
    assert fortnight.watch("--since", MORNINGS[0]).out == ""


def test_a_changed_query_reports_only_what_was_listed_since(fortnight: Fortnight) -> None:
    fortnight.configure({"one": "has:code"})
    fortnight.morning(MORNINGS[0])
    before = fortnight.watch().out
    assert before
    fortnight.configure({"one": "upvotes:>=0"})
    assert fortnight.watch().out == ""
    fortnight.morning(MORNINGS[1])
    assert len(fortnight.watch().out.splitlines()) == len(DAYS[MORNINGS[1]])
    fortnight.configure({"one": "upvotes:>=0   sort:stars"})
    fortnight.morning(MORNINGS[2])
    assert len(fortnight.watch().out.splitlines()) == len(DAYS[MORNINGS[2]])


def test_what_is_behind_a_limit_is_reported_by_the_next_run(fortnight: Fortnight) -> None:
    fortnight.configure({"all": "upvotes:>=0"})
    fortnight.watch()
    fortnight.morning(MORNINGS[0])
    ids = []
    for _ in range(4):
        ids += fortnight.watch("--limit", "4").out.splitlines()
    assert len(ids) == len(set(ids)) == len(DAYS[MORNINGS[0]])


def test_what_could_not_be_written_is_reported_again(
    fortnight: Fortnight, monkeypatch: pytest.MonkeyPatch
) -> None:
    fortnight.morning(MORNINGS[0])

    def full(_: str) -> None:
        raise CommandError("the output could not be written: disk full")

    with monkeypatch.context() as patched:
        patched.setattr(streams, "write", full)
        assert fortnight.shell("watch", "--new").status == 1
    fortnight.take(fortnight.watch())
    assert fortnight.is_right()


def test_a_run_that_is_killed_before_its_record_reports_again(
    fortnight: Fortnight, monkeypatch: pytest.MonkeyPatch
) -> None:
    fortnight.morning(MORNINGS[0])
    for step in ("begin", "fetch", "settle", "new", "record"):
        with monkeypatch.context() as patched:
            patched.setattr(Watches, step, killed)
            with pytest.raises(Killed):
                fortnight.shell("watch", "--new")
    fortnight.take(fortnight.watch())
    assert fortnight.is_right()


def test_what_a_run_that_is_killed_has_not_fetched_is_fetched_by_the_next(
    fortnight: Fortnight, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = MORNINGS[:2]
    entries = json.loads(json.dumps(DAYS[first]))
    entry = min(entries, key=lambda entry: entry["paper"]["upvotes"])
    fortnight.morning(first, entries)
    fortnight.take(fortnight.watch())
    entry["paper"]["upvotes"] = 50
    fortnight.morning(second)
    with monkeypatch.context() as patched:
        patched.setattr(PaperLists, "refresh", killed)
        with pytest.raises(Killed):
            fortnight.shell("watch", "--new")
    done = fortnight.watch("votes")
    assert entry["paper"]["id"] in [json.loads(line)["id"] for line in done.out.splitlines()]


class Killed(BaseException):
    """The end of a run."""


def killed(*_: object) -> None:
    raise Killed


def test_quiet_says_by_its_exit_whether_there_is_anything_new(fortnight: Fortnight) -> None:
    assert fortnight.shell("watch", "--quiet").status == 1
    fortnight.morning(MORNINGS[0])
    for _ in range(2):
        done = fortnight.shell("watch", "--quiet")
        assert (done.status, done.out, done.err) == (0, "", "")
    fortnight.watch()
    assert fortnight.shell("watch", "--quiet").status == 1


def test_quiet_warns_of_nothing_and_names_what_makes_it_fail(fortnight: Fortnight) -> None:
    fortnight.configure({"all": "upvotes:>=0", "bad": "upvotes:many", "other": "in:none"})
    fortnight.shell.hub.down()
    done = fortnight.shell("watch", "--quiet")
    assert (done.status, done.out, done.err) == (1, "", "")
    done = fortnight.shell("watch", "--quiet", "--since", sorted(DAYS)[0])
    assert (done.status, done.out, done.err) == (0, "", "")
    done = fortnight.shell("watch", "--quiet", "--offline", "al")
    assert (done.status, done.out) == (2, "")
    assert done.err == "papers-tui: error: there is no watch 'al' (did you mean all?)\n"


def test_since_an_earlier_day_fetches_the_days_from_there_on(shell: Shell) -> None:
    put(shell.home, '[watches]\nall = "upvotes:>=0"\n')
    shell("watch", "--new")
    first, second = shell.day(6), shell.day(5)
    found = shell("watch", "--since", first, "--limit", "1000").ids
    assert {*shell.listed(first), *shell.listed(second)} <= set(found)


def test_a_hub_that_fails_costs_no_report(fortnight: Fortnight) -> None:
    fortnight.morning(MORNINGS[0])
    fortnight.shell.hub.fault("/api/daily_papers", Fault(status=500))
    done = fortnight.shell("watch", "--new", "--format", "jsonl")
    assert (done.status, done.out) == (0, "")
    assert "warning" in done.err
    fortnight.shell.hub.repair()
    fortnight.take(fortnight.watch())
    assert fortnight.is_right()


def test_json_of_every_list_names_the_watches(fortnight: Fortnight) -> None:
    day = sorted(DAYS)[0]
    papers = fortnight.shell("list", "--date", day, "--format", "json").json
    for paper in papers:
        names = [name for name in WATCHES if paper["id"] in fortnight.wanted(name)]
        assert paper["watches"] == names
        assert paper["dismissed"] is False


def test_a_mistake_is_named_with_a_way_out(shell: Shell) -> None:
    shell.home.mkdir()
    config = shell.home / "config.toml"
    done = shell("watch")
    assert done.status == 1
    assert f"under [watches] in {config}" in done.err
    assert tomllib.loads("[watches]\n" + done.err.split(" such as ")[1].split(" under ")[0])
    assert shell("digest", "--watches").err == done.err
    config.write_text('[watches]\n"robots" = "robots"\nbad = "upvotes:many"\n', encoding="utf-8")
    done = shell("watch", "robot")
    assert done.status == 2
    assert "did you mean robots?" in done.err
    done = shell("watch", "--new")
    assert done.status == 1
    assert "config.toml, line 3: the watch bad makes no sense" in done.err
    end = "papers-tui: error: a watch makes no sense (correct what the warning above names)\n"
    assert done.err.endswith(end)
    digest = shell("digest", "--offline")
    assert (digest.status, digest.out[:1], digest.err.endswith(end)) == (1, "#", True)
    assert shell("watch", "--new", "robots").status == 0
    assert shell("watch", "--offline", "robots").status == 0


def test_without_network_and_archive_it_fails(shell: Shell) -> None:
    put(shell.home, '[watches]\na = "robots"\n')
    assert shell("watch", "--offline").status == 1
    shell.hub.down()
    done = shell("watch")
    assert done.status == 1
    assert done.err == (
        "papers-tui: error: nothing could be fetched, and nothing is archived: The hub could not be"
        " reached (check the network and try again later)\n"
    )


def test_a_search_with_the_name_of_a_watch_is_reported(shell: Shell) -> None:
    text = '[searches]\nx = "robots"\n[watches]\nx = "diffusion"\n'
    put(shell.home, text)
    done = shell("search", "in:x")
    assert "config.toml, line 2: x is also a watch" in done.err


def test_followed_is_what_any_watch_finds_and_no_watch_leads_to_itself(
    fortnight: Fortnight,
) -> None:
    fortnight.configure(
        {"words": "robots", "votes": "upvotes:>=50", "both": "is:followed has:code"}
    )
    ids = set(fortnight.shell("search", "--format", "ids", "is:followed").out.split())
    assert ids == fortnight.wanted("words") | fortnight.wanted("votes")
    assert fortnight.wanted("both") <= ids


def test_a_terminal_reports_papers_that_the_limit_leaves_out(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell("sync", "--since", sorted(shell.hub.days)[0])
    put(shell.home, "[watches]\nall = 'upvotes:>=0'\n")
    count = len(shell("watch", "--format", "ids", "--limit", "9999").out.split())
    assert "--limit" not in shell("watch", "--limit", "2").err
    monkeypatch.setattr(streams, "is_terminal", lambda stream: True)
    done = shell("watch", "--limit", "2", "--format", "ids")
    assert len(done.out.split()) == 2
    assert f"papers-tui: 2 of {count} papers; --limit N shows more\n" in done.err
    for limit in (count, count + 1):
        assert "--limit" not in shell("watch", "--limit", str(limit), "--format", "ids").err
    put(shell.home, "[watches]\nnone = 'zyxnowhere'\n")
    assert "papers-tui: the watches found nothing\n" in shell("watch", "--format", "ids").err
