"""The tables of search: made late, in step with the papers, and made again when in doubt."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from papers_tui.model.paper import Entry, Paper
from papers_tui.model.query.parser import parse
from papers_tui.store.archive.archive import Archive
from papers_tui.store.archive.search import index
from papers_tui.store.archive.search.index_rows import Texts
from papers_tui.store.archive.search.ranking import Asked
from papers_tui.store.archive.search.search import Stopped
from tests.support.archives.searched import (
    MADE,
    NOON,
    QUERIES,
    alter,
    as_before,
    found,
    is_right,
    made,
    sound,
    wanted,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    path.write_bytes(sound())
    return path


def test_an_archive_of_before_is_searched_with_all_its_papers(path: Path) -> None:
    as_before(path)
    archive = Archive.open(path)
    assert archive.count() == MADE
    assert is_right(archive)
    assert archive.problem == ""
    archive.close()


def test_what_was_taken_in_before_an_end_is_not_taken_in_again(path: Path) -> None:
    as_before(path)
    archive = Archive.open(path)
    search, reports = archive.search(), list[tuple[int, int]]()

    def report(done: int, of: int) -> None:
        reports.append((done, of))
        if len(reports) == 1:
            search.stop()

    with pytest.raises(Stopped):
        search.prepare(report)
    archive.close()
    again = Archive.open(path)
    again.search().prepare(lambda done, of: reports.append((done, of)))
    assert reports == [(500, MADE), (MADE, MADE)]
    assert is_right(again)
    again.close()


def test_papers_that_change_while_others_are_still_out_are_found_as_they_are(path: Path) -> None:
    as_before(path)
    archive = Archive.open(path)
    search = archive.search()
    with pytest.raises(Stopped):
        search.prepare(lambda done, of: search.stop())
    papers = made()
    changed = {place: replace(papers[place], title=f"Of the Model {place}") for place in (3, 650)}
    new = Paper(id="2608.00001", title="Glad of the Model")
    archive.add([Entry(paper) for paper in (*changed.values(), new)], NOON)
    now = (*(changed.get(place, paper) for place, paper in enumerate(papers)), new)
    assert is_right(archive, now)
    archive.close()


def test_papers_that_change_are_found_as_they_are_and_nothing_is_made_again(path: Path) -> None:
    archive = Archive.open(path)
    changed = tuple(replace(paper, title="Zyx", abstract="") for paper in made()[:40])
    archive.add([Entry(paper) for paper in changed], NOON)
    reports: list[int] = []
    archive.search().prepare(lambda done, _: reports.append(done))
    assert reports == []
    kept = [
        replace(paper, abstract=old.abstract) for paper, old in zip(changed, made(), strict=False)
    ]
    assert found(archive, "zyx") == {paper.id for paper in changed}
    assert not any(found(archive, f'title:"{paper.title}"') for paper in made()[:40])
    assert is_right(archive, (*kept, *made()[40:]))
    archive.close()


def test_other_texts_make_other_tables(path: Path) -> None:
    archive = Archive.open(path, Texts(lambda text: f"{text} shownword", "with a word"))
    assert found(archive, "shownword") == {paper.id for paper in made()}
    archive.close()
    back = Archive.open(path)
    assert found(back, "shownword") == set()
    assert is_right(back)
    back.close()


def test_a_write_in_other_texts_is_not_lost_on_those_of_before(path: Path) -> None:
    other = Archive.open(path, Texts(str.upper, "loud"))
    other.add([Entry(Paper(id="2608.00001", title="Unheard of"))], NOON)
    other.close()
    archive = Archive.open(path)
    assert found(archive, "unheard") == {"2608.00001"}
    archive.close()


def without_fts5(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "PROBE", "SELECT fts9_source_id()")


def test_without_fts5_search_is_slow_and_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_fts5(monkeypatch)
    archive = Archive.open(tmp_path / "archive.db")
    papers = made()[:50]
    archive.add([Entry(paper) for paper in papers], NOON)
    search = archive.search()
    for query in QUERIES:
        ids = search.find(Asked(parse(query), dict, dict, NOON.date())).ids
        assert set(ids) == wanted(query, papers)
        assert "has no FTS5" in search.problem
    assert archive.problem == ""
    monkeypatch.undo()
    assert is_right(archive, papers)
    archive.close()


def test_a_write_without_fts5_is_found_with_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_fts5(monkeypatch)
    archive = Archive.open(path)
    archive.add([Entry(replace(made()[0], title="Quite Another"))], NOON)
    archive.close()
    monkeypatch.undo()
    again = Archive.open(path)
    assert found(again, "title:quite") == {made()[0].id}
    assert is_right(again, (replace(made()[0], title="Quite Another"), *made()[1:]))
    again.close()


def test_a_damaged_paper_that_is_written_again_is_found_by_its_new_words_only(path: Path) -> None:
    alter(path, "UPDATE paper SET title = 'Lie' WHERE number = 5")
    archive = Archive.open(path)
    archive.add([Entry(replace(made()[4], title="Truth", abstract=""))], NOON)
    assert found(archive, "title:truth") == {made()[4].id}
    assert found(archive, "lie") == found(archive, f'title:"{made()[4].title}"') == set()
    assert is_right(
        archive, (*made()[:4], replace(made()[4], title="Truth", abstract=""), *made()[5:])
    )
    archive.close()


def test_an_archive_of_before_finds_authors_by_their_accounts(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    author = {"name": "Ann Lee", "user": {"user": "AnnLee"}, "status": "claimed_verified"}
    others = [
        {"name": "Bo", "user": {"name": "bo"}},
        {"name": "Cy", "hidden": True, "user": {"user": "cy"}},
        {"name": "Di", "status": "extracted_infirmed", "user": {"user": "di"}},
        {"name": "Ed", "user": "ed"},
    ]
    raw = json.dumps({"paper": {"authors": [author, *others]}}).encode()
    archive = Archive.open(path)
    archive.add([Entry(Paper(id="2501.00001", title="One"), raw)], NOON)
    archive.close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP TABLE account")
        db.commit()
    archive = Archive.open(path)
    found = {
        login: searched_ids(archive, f"author:@{login}")
        for login in ("annlee", "bo", "cy", "di", "ed")
    }
    archive.close()
    assert found == {
        "annlee": ("2501.00001",), "bo": ("2501.00001",), "cy": (), "di": (), "ed": (),
    }  # fmt: skip


def test_accounts_follow_the_newest_json(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path / "archive.db")
    for day, login in ((1, "old"), (3, "new"), (2, "late")):
        raw = json.dumps({"authors": [{"name": "A", "user": {"user": login}}]}).encode()
        archive.add([Entry(Paper(id="2501.00001", title="One"), raw)], NOON + timedelta(days=day))
    found = [searched_ids(archive, f"author:@{login}") for login in ("old", "new", "late")]
    archive.close()
    assert found == [(), ("2501.00001",), ()]


def searched_ids(archive: Archive, query: str) -> tuple[str, ...]:
    return archive.search().find(Asked(parse(query), dict, dict, NOON.date())).ids
