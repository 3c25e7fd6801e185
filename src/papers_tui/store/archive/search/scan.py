"""Search without the tables of search: every paper is read and looked through, which is slow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from papers_tui.model.order import title_key
from papers_tui.model.query.facts import Facts
from papers_tui.model.query.match import SearchableText, finds
from papers_tui.model.query.syntax import ANYWHERE, Account, Words, leaves
from papers_tui.store.archive.paper_rows import SELECT, load_raw, read_paper
from papers_tui.store.archive.papers import load
from papers_tui.store.archive.search.accounts import accounts
from papers_tui.store.archive.search.partial import FEWEST, bare_words
from papers_tui.store.archive.search.ranking import Found

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from papers_tui.model.paper import Paper
    from papers_tui.model.query.parser import Query
    from papers_tui.store.archive.search.index_rows import Texts
    from papers_tui.store.archive.search.ranking import Asked

_NOTHING = Facts()


def find(db: sqlite3.Connection, asked: Asked, texts: Texts, limit: int | None) -> Found:
    """The papers that the query finds, those with its words in their titles first."""
    found = list(_matching(db, _papers(db), asked, texts))
    found.sort(key=lambda each: _key(asked.query, each))
    ids = tuple(each.paper.id for each in found)
    return Found(ids[:limit], len(ids))


def find_partial(db: sqlite3.Connection, asked: Asked, texts: Texts, limit: int | None) -> Found:
    """The papers that have most of a query's bare words, those with most of them first."""
    bare, rest = bare_words(asked.query)
    if len(bare) < FEWEST:
        return Found()
    meeting = asked._replace(query=asked.query._replace(tree=rest))
    having = {
        text: number
        for text in _matching(db, _papers(db), meeting, texts)
        if (number := sum(finds(word, text, _NOTHING) for word in bare))
    }
    enough = max(1, max(having.values(), default=1) - 1)
    found = [text for text, number in having.items() if number >= enough]
    found.sort(key=lambda text: (-having[text], _key(asked.query, text)))
    ids = tuple(text.paper.id for text in found)
    return Found(ids[:limit], len(ids), partial=bool(ids))


def among(
    db: sqlite3.Connection, asked: Asked, texts: Texts, ids: Sequence[str]
) -> tuple[str, ...]:
    """Those of the papers that the query finds, in their order unless it asks for one."""
    if asked.query.sort:
        some = set(ids)
        return tuple(paper for paper in find(db, asked, texts, None).ids if paper in some)
    papers = load(db, ids)
    known = (papers[paper] for paper in ids if paper in papers)
    return tuple(each.paper.id for each in _matching(db, known, asked, texts))


def listed_since(db: sqlite3.Connection, day: date) -> tuple[str, ...]:
    """The papers that were listed on that day or later, the newest first."""
    found = [paper for paper in _papers(db) if paper.listed and max(paper.listed) >= day]
    found.sort(
        key=lambda paper: (*_down(max(paper.listed).toordinal()), *_down(paper.upvotes), paper.id)
    )
    return tuple(paper.id for paper in found)


def _papers(db: sqlite3.Connection) -> Iterator[Paper]:
    for row in db.execute(SELECT):
        if read := read_paper(row):
            yield read[0]


def _matching(
    db: sqlite3.Connection, papers: Iterable[Paper], asked: Asked, texts: Texts
) -> Iterator[SearchableText]:
    facts, seen = asked.facts(), asked.seen()
    about_accounts = any(isinstance(leaf, Account) for leaf in leaves(asked.query.tree))
    for paper in papers:
        known = facts.get(paper.id, _NOTHING)
        if paper.id in seen:
            known = known._replace(seen=True, seen_on=seen[paper.id])
        if about_accounts:
            logins = tuple(account.login for account in accounts(load_raw(db, paper.id)))
            known = known._replace(accounts=logins)
        text = SearchableText(paper, texts.shown)
        if finds(asked.query.tree, text, known):
            yield text


def _key(query: Query, text: SearchableText) -> tuple[Any, ...]:
    """Sorts as the orders of `ranking` do, without its weights of words."""
    paper = text.paper
    later = query.sort is not None or paper.id not in query.ids
    newest = max(paper.listed).toordinal() if paper.listed else None
    ties = (*_down(newest), *_down(paper.upvotes), paper.id)
    match query.order:
        case "title":
            return (title_key(paper.title), *ties)
        case "comments":
            return (*_down(paper.comments), *ties)
        case "stars":
            return (*_down(paper.github_stars), *ties)
        case "upvotes":
            return (*_down(paper.upvotes), *ties)
        case "relevance":
            return (later, -_in_title(query, text), *ties)
    return ties


def _down(count: int | None) -> tuple[bool, int]:
    return count is None, -(count or 0)


def _in_title(query: Query, text: SearchableText) -> int:
    titled = (
        Words(each.words, "title", each.prefix)
        for each in query.words
        if each.field in (ANYWHERE, "title")
    )
    return sum(finds(each, text, _NOTHING) for each in titled)
