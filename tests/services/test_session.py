"""The session: each part is opened when it is first asked for, and once."""

from __future__ import annotations

from contextlib import closing
from threading import Event, Thread, current_thread, main_thread
from typing import TYPE_CHECKING

import pytest

from papers_tui.hub.endpoints import Endpoints
from papers_tui.hub.errors import HubError, Offline
from papers_tui.model.library.changes import Star
from papers_tui.services.session import Session
from papers_tui.store.paths import Paths
from papers_tui.store.settings import load as module
from tests.support.home import put
from tests.support.patience import seconds

if TYPE_CHECKING:
    from pathlib import Path

    from papers_tui.model.library.marks import Library
    from papers_tui.model.settings import Settings


def test_nothing_is_opened_before_it_is_asked_for(tmp_path: Path) -> None:
    with closing(Session(Paths.in_home(tmp_path), None)) as session:
        assert list(tmp_path.iterdir()) == []
        assert session.state is session.state
        assert [path.name for path in tmp_path.iterdir() if "archive" in path.name] == []
        assert session.lists is session.lists
    assert session.is_archive_kept


def test_nonsense_in_the_environment_is_met_with_the_connection(tmp_path: Path) -> None:
    def endpoints() -> Endpoints:
        return Endpoints.from_environment({"HF_ENDPOINT": "ftp://nowhere"})

    with closing(Session(Paths.in_home(tmp_path), endpoints)) as session:
        assert session.may_ask
        assert session.lists.may_ask
        with pytest.raises(HubError, match="HF_ENDPOINT"):
            _ = session.connection


async def test_without_endpoints_nothing_is_asked(tmp_path: Path) -> None:
    with closing(Session(Paths.in_home(tmp_path), None)) as session:
        assert session.connection is None
        assert not session.details.must_ask(None)
        with pytest.raises(Offline):
            await anext(session.sync().run())


def test_a_damaged_reading_list_is_a_problem_once_it_was_read(tmp_path: Path) -> None:
    (tmp_path / "library.toml").write_text("[[paper", encoding="utf-8")
    with closing(Session(Paths.in_home(tmp_path), None)) as session:
        assert session.problems() == []
        assert len(session.saved_library) == 0
        assert len(session.problems()) == 1
        assert "line 1" in session.problems()[0]


def test_another_archive_shares_the_other_stores(tmp_path: Path) -> None:
    with closing(Session(Paths.in_home(tmp_path), None)) as session:
        other = session.with_archive(tmp_path / "other.db")
        assert other.state is session.state
        assert other.archive is not session.archive
        other.archive.close()


def test_the_reading_list_is_saved_before_anything_else_may_hang(tmp_path: Path) -> None:
    saved: list[Library] = []
    session = Session(Paths.in_home(tmp_path), None)
    session.at_close.append(lambda: saved.append(session.library_file.load().library))
    session.live_library(lambda: None).do(Star("2608.00001"))
    session.close()
    assert [list(library) for library in saved] == [["2608.00001"]]


def test_a_search_that_was_saved_since_completes_in_queries(tmp_path: Path) -> None:
    with closing(Session(Paths.in_home(tmp_path), None)) as session:
        search = session.search()
        assert search.completions("in:") == ()
        (tmp_path / "config.toml").write_text('[searches]\nhot = "upvotes:>20"\n')
        session.reload_queries()
        assert search.completions("in:") == ("in:hot",)
        (tmp_path / "config.toml").write_text('[searches\nhot = "upvotes:>20"\n')
        session.reload_queries()
        assert search.completions("in:") == ("in:hot",)


def test_settings_that_were_read_before_do_not_replace_those_read_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    was_read, may_go_on, load = Event(), Event(), module.load

    def late(path: Path) -> Settings:
        new = load(path)
        if current_thread() is not main_thread():
            was_read.set()
            may_go_on.wait(seconds(30))
        return new

    monkeypatch.setattr(module, "load", late)
    put(tmp_path, "[watches]\nold = 'zebras'\n")
    with closing(Session(Paths.in_home(tmp_path), None)) as session:
        thread = Thread(target=session.reload_queries)
        thread.start()
        assert was_read.wait(seconds(30))
        put(tmp_path, "[watches]\nnew = 'zebras'\n")
        session.reload_queries()
        may_go_on.set()
        thread.join()
        assert session.settings.watches == (("new", "zebras"),)
