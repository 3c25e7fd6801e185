"""`zotero`: papers handed to the Zotero on this machine, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.fake_zotero import FakeZotero
from tests.support.faultserver import FaultServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.command_line import Shell


@pytest.fixture
def zotero(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeZotero]:
    with FakeZotero() as running:
        monkeypatch.setenv("PAPERS_TUI_ZOTERO", running.url)
        yield running


def test_papers_go_to_zotero_and_not_a_second_time(shell: Shell, zotero: FakeZotero) -> None:
    first, second, third = shell.listed(shell.day())[:3]
    shell("tag", "survey", first)
    done = shell("zotero", first, second)
    assert (done.status, done.out) == (0, "")
    assert done.err == "papers-tui: sent 2 papers to Zotero.\n"
    assert [item["id"] for item in zotero.items] == [first, second]
    assert zotero.items[0]["tags"] == [{"tag": "survey"}]
    assert zotero.items[0]["title"]
    done = shell("zotero", first, third)
    assert done.err == (
        "papers-tui: sent 1 paper to Zotero; 1 had been sent before"
        " (--again sends them once more).\n"
    )
    assert [item["id"] for item in zotero.items] == [first, second, third]
    assert shell("zotero", first, "--again").err == "papers-tui: sent 1 paper to Zotero.\n"
    assert len(zotero.items) == 4


def test_a_query_chooses_papers_of_the_reading_list(shell: Shell, zotero: FakeZotero) -> None:
    shell("--offline", "star", "2507.21049", "2507.21050")
    shell("--offline", "tag", "survey", "2507.21049")
    assert shell("--offline", "zotero", "--where", "tag:survey").status == 0
    assert [item["id"] for item in zotero.items] == ["2507.21049"]
    assert shell.hub.requests == []


def test_a_paper_of_which_nothing_is_known_is_not_sent(shell: Shell, zotero: FakeZotero) -> None:
    known = shell.listed(shell.day())[0]
    shell("list")
    done = shell("--offline", "zotero", known, "2507.00009")
    assert (done.status, zotero.items) == (1, [])
    assert "2507.00009 is not archived (leave out --offline to fetch it)" in done.err


def test_what_was_sent_before_a_failure_is_not_sent_again(shell: Shell, zotero: FakeZotero) -> None:
    ids = [f"2507.{number:05}" for number in range(1, 61)]
    shell("--offline", "star", *ids)
    zotero.refuse_from = 3
    done = shell("--offline", "zotero", "--where", "is:starred")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "did not take the papers (500)" in done.err
    assert len(zotero.items) == 50
    zotero.refuse_from = 10**9
    assert (
        "sent 10 papers to Zotero; 50 had"
        in shell("--offline", "zotero", "--where", "is:starred").err
    )
    assert sorted(item["id"] for item in zotero.items) == ids


def test_what_may_be_in_zotero_already_is_not_to_be_sent_again(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell("--offline", "star", "2507.21049")
    with FaultServer(extra={"/connector/saveItems": b"SSH-2.0-other\r\n"}) as other:
        monkeypatch.setenv("PAPERS_TUI_ZOTERO", other.url())
        done = shell("--offline", "zotero", "2507.21049")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert done.err.endswith("(look whether the papers are there before you send them again)\n")


def test_without_zotero_a_file_is_offered(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERS_TUI_ZOTERO", "http://127.0.0.1:9")
    shell("--offline", "star", "2507.21049")
    done = shell("--offline", "zotero", "2507.21049")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "Zotero is not running" in done.err
    assert "papers-tui export --format ris -o papers.ris" in done.err
    assert "unknown" not in shell("--offline", "zotero", "2507.21049").err


@pytest.mark.parametrize("arguments", [[], ["2507.21049", "--where", "is:starred"], ["no-id"]])
def test_what_makes_no_sense_is_status_2(
    shell: Shell, zotero: FakeZotero, arguments: list[str]
) -> None:
    assert shell("zotero", *arguments).status == 2
    assert zotero.requests == []


def test_another_machine_is_no_zotero(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERS_TUI_ZOTERO", "https://zotero.org")
    shell("--offline", "star", "2507.21049")
    done = shell("--offline", "zotero", "2507.21049")
    assert done.status == 1
    assert "PAPERS_TUI_ZOTERO is no address of this machine" in done.err
