"""`search`, `similar`, `show` and `stats`, on an archive that is there or not."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from papers_tui.cli.commands import search
from tests.support.data import fake_days
from tests.support.fake_hub import Fault
from tests.support.oracles.paper_json import check

if TYPE_CHECKING:
    from tests.support.command_line import Shell


@pytest.fixture
def filled(shell: Shell) -> Shell:
    """An archive with three days."""
    for back in range(3):
        assert shell("list", "--date", shell.day(back), "--format", "ids").status == 0
    shell.hub.requests.clear()
    return shell


def archived(shell: Shell) -> list[str]:
    return [key for back in range(3) for key in shell.listed(shell.day(back))]


def test_a_search_finds_what_the_query_says_and_asks_nobody(filled: Shell) -> None:
    done = filled("search", "upvotes:>=0")
    assert (done.status, done.err) == (0, "")
    assert sorted(done.ids) == sorted(archived(filled))
    for paper in done.json:
        check(paper)
    titles = [paper["title"] for paper in done.json]
    word = titles[0].split()[0]
    found = filled("search", f"title:{word}").json
    with_word = [title for title in titles if word in title.split()]
    assert sorted(paper["title"] for paper in found) == sorted(with_word)
    assert filled.hub.requests == []


def test_a_query_may_begin_with_a_dash(filled: Shell) -> None:
    with_code = filled("search", "has:code").ids
    without = filled("search", "-has:code").ids
    assert sorted([*with_code, *without]) == sorted(archived(filled))
    assert with_code
    assert without
    assert filled("search", "--limit", "3", "-has:code").ids == without[:3]
    assert filled("search", "--", "-has:code").ids == without


def test_the_words_of_a_query_need_no_quotes(filled: Shell) -> None:
    first = filled("search", "upvotes:>=0").json[0]
    assert first["id"] in filled("search", *first["title"].split()).ids


def test_a_paper_is_found_by_its_id_in_any_form(filled: Shell) -> None:
    key = archived(filled)[4]
    for form in (key, f"arXiv:{key}v2", f"https://arxiv.org/pdf/{key}", f"hf.co/papers/{key}"):
        assert filled("search", form).ids == [key]


@pytest.mark.parametrize("command", [["search"], ["list", "--where"]])
def test_a_query_that_makes_no_sense_gets_a_caret(shell: Shell, command: list[str]) -> None:
    done = shell(*command, 'good "bad')
    assert (done.status, done.out) == (2, "")
    query, carets, message = done.err.splitlines()
    assert query.index('"bad') == carets.index("^")
    assert message.startswith("papers-tui: error: ")
    assert shell.hub.requests == []
    assert not shell.home.exists()


def test_an_archive_without_papers_says_how_to_fill_it(shell: Shell) -> None:
    done = shell("search", "anything")
    assert (done.status, done.json) == (0, [])
    assert "papers-tui sync" in done.err


def test_a_search_of_the_hub_is_kept_in_the_archive(shell: Shell) -> None:
    day = shell.day(30)
    title = shell.hub.days[day][0]["paper"]["title"]
    done = shell("search", "--remote", "--limit", "3", *title.split())
    assert done.status == 0
    assert len(done.ids) == 3
    (request,) = shell.hub.requests
    assert request.target.startswith("/api/papers/search?")
    shell.hub.down()
    assert shell("show", done.ids[0], "--format", "json").json == done.json[0]


def test_a_search_of_the_hub_needs_the_network(shell: Shell) -> None:
    done = shell("search", "--remote", "--offline", "x")
    assert done.status == 1
    assert "needs the network (leave out --offline or --remote)" in done.err
    assert shell("search", "--remote", "x" * 251).status == 2
    assert shell.hub.requests == []


def test_similar_papers_come_without_the_paper_itself(filled: Shell) -> None:
    key = archived(filled)[0]
    done = filled("similar", f"https://huggingface.co/papers/{key}", "--limit", "5")
    assert done.status == 0
    assert 0 < len(done.ids) <= 5
    assert key not in done.ids
    assert "shares " in filled("similar", key, "--format", "table").out
    assert filled.hub.requests == []


def test_a_paper_that_no_other_is_like_says_so(shell: Shell) -> None:
    key = shell.listed(shell.day(9))[2]
    done = shell("similar", key, "--format", "table")
    assert (done.status, done.out) == (0, "")
    assert done.err == f"papers-tui: no archived paper shares enough words with {key}\n"


def test_a_paper_that_is_not_archived_is_fetched_once(shell: Shell) -> None:
    key = shell.listed(shell.day(9))[2]
    done = shell("show", f"arXiv:{key}v3")
    assert done.status == 0
    check(done.json)
    assert done.json["id"] == key
    assert [request.path for request in shell.hub.requests] == [f"/api/papers/{key}"]
    assert shell("show", key).json == done.json
    assert len(shell.hub.requests) == 1


def test_a_paper_that_only_arxiv_has_is_fetched_there(shell: Shell) -> None:
    entry = fake_days.entry("2507.00001")
    shell.hub.library.only_arxiv["2507.00001"] = entry
    done = shell("show", "2507.00001")
    assert done.status == 0
    check(done.json)
    assert done.json["title"] == entry["paper"]["title"]


def test_show_in_text_and_markdown(filled: Shell) -> None:
    key = archived(filled)[0]
    paper = filled("show", key, "--format", "json").json
    text = filled("show", key, "--format", "text").out
    assert text.startswith(paper["title"])
    assert all(author in " ".join(text.split()) for author in paper["authors"])
    assert "https://arxiv.org/abs/" in text
    assert filled("show", key, "--format", "markdown").out.startswith(f"# {paper['title']}\n")


def test_ids_may_come_from_stdin(filled: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = archived(filled)[:3]
    typed = f"{ids[0]}v1\n\n  https://arxiv.org/abs/{ids[1]} {ids[2]}\n{ids[0]}\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
    text = filled("show", "-").out
    decoder, found = json.JSONDecoder(), []
    while text.strip():
        paper, end = decoder.raw_decode(text.lstrip())
        found.append(paper["id"])
        text = text.lstrip()[end:]
    assert found == ids


@pytest.mark.parametrize("typed", [b"", b"\xff\xfe nothing\n", b"\n\n"])
def test_a_stdin_without_ids_is_wrong_usage(
    typed: bytes, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed)))
    assert shell("similar", "-").status == 2


def test_what_is_no_id_is_wrong_usage(shell: Shell) -> None:
    done = shell("show", "2507\x1b[31m")
    assert (done.status, done.out) == (2, "")
    assert "is no arXiv id (paste one such as 2507.21049, or its link)" in done.err
    assert "\x1b" not in done.err


def test_a_paper_that_nobody_knows(shell: Shell) -> None:
    done = shell("show", "2507.99999")
    assert done.status == 1
    assert "neither archived nor known to the hub or arXiv (look at the id again)" in done.err
    assert "leave out --offline" in shell("show", "2507.99999", "--offline").err


def test_a_paper_of_a_hub_in_trouble(shell: Shell) -> None:
    shell.hub.fault("/api/papers/", Fault(body="<html>login</html>", status=200, kind="text/html"))
    done = shell("show", shell.listed(shell.day())[0])
    assert done.status == 1
    assert done.err.count("\n") == 1


def test_the_numbers_are_those_of_the_days(filled: Shell) -> None:
    entries = [entry for back in range(3) for entry in filled.hub.days[filled.day(back)]]
    upvotes = sorted(entry["paper"]["upvotes"] for entry in entries)
    found = filled("stats").json
    assert (found["papers"], found["days"], found["seen"]) == (18, 3, 0)
    assert (found["first_day"], found["last_day"]) == (filled.day(2), filled.day())
    middle = (upvotes[8] + upvotes[9]) / 2
    assert found["upvotes"] == {"total": sum(upvotes), "most": upvotes[-1], "median": middle}
    assert sum(month["papers"] for month in found["months"]) == 18
    assert sum(month["days"] for month in found["months"]) == 3
    named = [e["paper"]["organization"]["fullname"] for e in entries if "organization" in e]
    assert found["organizations"][0]["papers"] == max(map(named.count, named))
    assert filled("stats", "--since", filled.day(1)).json["papers"] == 12
    assert "18 on 3 days" in filled("stats", "--format", "text").out


def test_stats_of_an_empty_archive_are_zeros_and_say_how_to_fill_it(shell: Shell) -> None:
    found = shell("stats").json
    assert (found["papers"], found["days"], found["months"]) == (0, 0, [])
    assert found["first_day"] is None
    text = shell("stats", "--format", "text")
    assert "0 on 0 days" in text.out
    assert "nothing is archived yet; papers-tui sync" in text.err


def test_where_no_paper_has_all_the_words_it_is_reported_on_stderr(filled: Shell) -> None:
    word = filled("search", "upvotes:>=0").json[0]["title"].split()[0]
    done = filled("search", word, "zyxnowhere")
    assert done.ids == filled("search", word).ids
    assert "no paper has all of these words" in done.err
    assert filled("list", "--date", filled.day(0), "--where", f"{word} zyxnowhere").ids == []
    assert filled("search", "zyxnowhere").ids == []


def test_a_search_without_hits_says_where_it_looked(shell: Shell) -> None:
    assert "nothing is archived yet; papers-tui sync" in shell("search", "nosuchword").err
    shell("list")
    done = shell("search", "nosuchword")
    assert (done.status, done.json) == (0, [])
    assert done.err == (
        "papers-tui: nothing is found in 1 archived day; --remote asks the hub, "
        "papers-tui sync fetches more days\n"
    )
    assert "--remote" not in shell("search", "nosuchword", "--offline").err
    assert "hub's search" in shell("search", "--remote", "nosuchword").err


def test_a_search_that_is_cut_says_so_unless_so_many_were_asked_for(
    filled: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "default_limit", lambda: 2)
    done = filled("search", "upvotes:>=0")
    total = len(archived(filled))
    assert len(done.ids) == 2
    assert done.err == f"papers-tui: 2 of {total} papers; --limit N shows more\n"
    assert filled("search", "upvotes:>=0", "--limit", "2").err == ""
    assert filled("search", "upvotes:>=0", "--limit", str(total)).err == ""
