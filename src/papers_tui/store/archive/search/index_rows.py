"""Papers as rows of the tables of search."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.order import title_key
from papers_tui.model.query.match import SEARCHED, texts_of
from papers_tui.store.archive.paper_rows import clipped
from papers_tui.store.archive.search.accounts import accounts
from papers_tui.text.fold import folded_name, index_text
from papers_tui.text.tex.convert import to_unicode

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from papers_tui.model.paper import Paper

HAS_BITS = {"code": 1, "project": 2, "summary": 4, "media": 8, "discussion": 16}
_PUT_WORDS = f"INSERT INTO words (rowid, {', '.join(SEARCHED)}) VALUES (?{', ?' * len(SEARCHED)})"  # noqa: S608
_TAKE_WORDS = (
    f"INSERT INTO words (words, rowid, {', '.join(SEARCHED)})"  # noqa: S608 - our own names
    f" VALUES ('delete', ?{', ?' * len(SEARCHED)})"
)


class Texts(NamedTuple):
    """The form in which texts are shown; the name must change with the function."""

    shown: Callable[[str], str] = to_unicode
    name: str = "unicode 2"

    @property
    def key(self) -> str:
        """A key that is equal when words are: Python folds by its own Unicode tables."""
        return f"2 {unicodedata.unidata_version} {self.name}"


class WrittenPaper(NamedTuple):
    """A paper that was written, and what was in its place; None when that is not known."""

    number: int
    old: Paper | None
    new: Paper
    raw: bytes = b""
    """The JSON that was written with it, if any was."""


def replace(db: sqlite3.Connection, written: list[WrittenPaper], texts: Texts) -> None:
    """Bring the rows of papers in step; those without an old state have none yet.

    The days that a paper was listed on become more and never less.
    """
    changed = [
        each
        for each in written
        if each.old is None or _searched_texts(each.old) != _searched_texts(each.new)
    ]
    gone = [(each.number, each.old) for each in changed if each.old]
    db.executemany(_TAKE_WORDS, (_words_row(*each, texts) for each in gone))
    db.executemany(_PUT_WORDS, (_words_row(each.number, each.new, texts) for each in changed))
    _put_brief(db, [(each.number, each.new) for each in written])


def put(db: sqlite3.Connection, papers: list[tuple[int, Paper]], texts: Texts) -> None:
    """Add rows for papers, by number, that have none yet."""
    db.executemany(_PUT_WORDS, (_words_row(*each, texts) for each in papers))
    _put_brief(db, papers)


def put_accounts(db: sqlite3.Connection, papers: list[tuple[int, bytes]]) -> None:
    """Take in the logins of the authors, from the JSON of papers by number, in place of others."""
    some = [(number, raw) for number, raw in papers if raw]
    rows = [(account.login, number) for number, raw in some for account in accounts(raw)]
    db.executemany("DELETE FROM account WHERE paper = ?", [(number,) for number, _ in some])
    db.executemany("REPLACE INTO account VALUES (?, ?)", rows)


def _put_brief(db: sqlite3.Connection, papers: list[tuple[int, Paper]]) -> None:
    rows = [_brief_row(*each) for each in papers]
    db.executemany(f"REPLACE INTO brief VALUES (?{', ?' * 12})", rows)  # noqa: S608
    db.executemany("REPLACE INTO listed VALUES (?, ?)", _days(papers))


def _days(papers: Iterable[tuple[int, Paper]]) -> list[tuple[int, int]]:
    return [(day.toordinal(), number) for number, paper in papers for day in paper.listed]


def _searched_texts(paper: Paper) -> tuple[object, ...]:
    return tuple(texts_of(paper, field) for field in SEARCHED)


def _words_row(number: int, paper: Paper, texts: Texts) -> tuple[int | str, ...]:
    fields = (index_text(*texts_of(paper, field, texts.shown)) for field in SEARCHED)
    return (number, *fields)


def _brief_row(number: int, paper: Paper) -> tuple[object, ...]:
    there: dict[str, object] = {
        "code": paper.github_repo,
        "project": paper.project_page,
        "summary": paper.ai_summary,
        "media": paper.media,
        "discussion": paper.comments,
    }
    return (
        number,
        paper.id,
        max(paper.listed).toordinal() if paper.listed else None,
        clipped(paper.upvotes),
        clipped(paper.comments),
        clipped(paper.github_stars),
        len(paper.authors) or None,
        paper.published.toordinal() if paper.published else None,
        sum(bit for what, bit in HAS_BITS.items() if there[what]),
        folded_name(paper.submitted_by),
        folded_name(paper.submitter_name),
        paper.organization,
        title_key(paper.title),
    )
