"""The papers that a query finds, in the order of their relevance."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.order import title_key
from papers_tui.model.paper import Paper
from papers_tui.model.query.match import SearchableText, finds, within
from papers_tui.model.query.syntax import EVERYTHING, And, Dated, Is, Words
from papers_tui.store.archive.search.conditions import (
    IN_WORDS,
    IS_ONE_OF,
    Clause,
    Outside,
    condition,
    either,
    match_text,
    phrase,
    split,
    words_among,
)
from papers_tui.text.fold import words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from papers_tui.model.query.facts import Facts
    from papers_tui.model.query.parser import Query
    from papers_tui.model.query.syntax import Node

WEIGHTS = {"title": 8, "abstract": 1, "author": 3, "summary": 2, "keyword": 3, "org": 3}
"""The weight of a word in each of the texts, in the order of the index."""

_NEWEST = "p.newest DESC, p.upvotes DESC, p.id"
_ORDERS = {
    "upvotes": "p.upvotes DESC",
    "day": "p.newest DESC",
    "comments": "p.comments DESC",
    "stars": "p.stars DESC",
    "title": "NULL",  # sorted by `select_ids`: SQLite knows no accents
    "relevance": "p.newest DESC",
}
"""NULL sorts below everything, so that the unknown comes last."""

_BY_TITLE = Clause(_ORDERS["title"])
_BM25 = f"bm25(words, {', '.join(map(str, WEIGHTS.values()))})"
_HITS = f"(SELECT rowid AS number, {_BM25} AS score FROM words WHERE words MATCH ?) AS hit"  # noqa: S608
HITS_FIRST = f"{_HITS} JOIN brief AS p ON p.number = hit.number"
_HITS_BESIDE = f"brief AS p LEFT JOIN {_HITS} ON hit.number = p.number"
_PAPERS = Clause("brief AS p")
_AMONG = "json_each(?) AS one CROSS JOIN brief AS p ON p.number = one.value"
_PHRASE, _RECENT = 0.3, 0.2
"""The gain in score of a paper that has the words side by side, and of one of today."""

_FADING_DAYS = 90.0
_COMMON_SHARE, _COMMON = 0.5, 1_000
"""bm25 gives a word next to no weight that half of the papers have; title and day say more."""


class Found(NamedTuple):
    """The papers that a query finds, up to the limit, and their number in all."""

    ids: tuple[str, ...] = ()
    total: int = 0
    partial: bool = False
    """Whether no paper has all the words, and these have most of them."""


class Asked(NamedTuple):
    """A query, and the facts outside the archive that its answer depends on."""

    query: Query
    facts: Callable[[], Mapping[str, Facts]]
    """The reader's marks on papers; called only if the query is about them."""

    seen: Callable[[], Mapping[str, date]]
    """More papers that were seen, and the days; called only if it matters."""

    today: date


def find(db: sqlite3.Connection, asked: Asked, limit: int | None) -> Found:
    """The papers that the query finds, the first ones first."""
    text, rest = split(asked.query.tree)
    match = match_text(text) if text else None
    met = condition(rest, outside(db, asked))
    hits = count_of(db, Clause("words WHERE words MATCH ?", (match,))) if match else 0
    every = Clause(f"{IN_WORDS} AND {met.sql}", (match, *met.values)) if match else met
    source, order = _order(db, asked, match, hits)
    if source.sql is not HITS_FIRST:
        met = every
    if match and rest == EVERYTHING:
        return Found(select_ids(db, source, met, order, limit), hits)
    ids = select_ids(db, source, met, order, None)  # a count would go through slow conditions twice
    return Found(ids[:limit], len(ids))


def among(db: sqlite3.Connection, asked: Asked, ids: Sequence[str]) -> tuple[str, ...]:
    """Those of the papers that the query finds, in their order unless it asks for one."""
    if asked.query.sort:
        some = set(ids)
        return tuple(found for found in find(db, asked, None).ids if found in some)
    (found,) = among_each(db, [asked], ids)
    return found


def among_each(
    db: sqlite3.Connection, asked: Sequence[Asked], ids: Sequence[str]
) -> list[tuple[str, ...]]:
    """For each of some queries, those of the papers that it finds, in their order."""
    question = f"SELECT p.number, p.id FROM brief AS p WHERE {IS_ONE_OF} ORDER BY p.number"  # noqa: S608
    names: dict[int, str] = dict(db.execute(question, (_array(ids),)).fetchall())
    numbers, words = json.dumps(list(names)), words_among(list(names))
    answers = []
    for each in asked:
        met = condition(each.query.tree, outside(db, each)._replace(words=words))
        rows = db.execute(
            f"SELECT p.number FROM {_AMONG} WHERE {met.sql}",  # noqa: S608 - values are parameters
            (numbers, *met.values),
        )
        found = {names[number] for (number,) in rows}
        answers.append(tuple(paper for paper in ids if paper in found))
    return answers


def listed_since(db: sqlite3.Connection, day: date) -> tuple[str, ...]:
    """The papers that were listed on that day or later, the newest first."""
    listed = Clause("p.number IN (SELECT paper FROM listed WHERE day >= ?)", (day.toordinal(),))
    return select_ids(db, _PAPERS, listed, Clause(_ORDERS["day"]), None)


def organizations(db: sqlite3.Connection, beginning: str, limit: int) -> tuple[str, ...]:
    """Organizations with words that begin so, those with most papers first."""
    prefix = tuple(words(beginning))
    met = Clause("1")
    if prefix:
        met = Clause(IN_WORDS, (phrase(Words(prefix, "org", prefix=True)),))
    rows = db.execute(
        f"SELECT organization FROM brief AS p WHERE organization != '' AND {met.sql}"  # noqa: S608
        " GROUP BY organization ORDER BY count(*) DESC, organization LIMIT ?",
        (*met.values, limit),
    )
    return tuple(organization for (organization,) in rows)


def side_by_side(query: Query) -> tuple[Words, ...]:
    """The phrases that the words of a query would be if they stood in quotes together."""
    parts = query.tree.parts if isinstance(query.tree, And) else ()
    runs: list[list[Words]] = [[]]
    for part in parts:
        if not isinstance(part, Words):
            runs.append([])
        elif runs[-1] and (runs[-1][-1].prefix or runs[-1][-1].field != part.field):
            runs.append([part])
        else:
            runs[-1].append(part)
    return tuple(_as_one(run) for run in runs if len(run) > 1)


def _as_one(run: Sequence[Words]) -> Words:
    words = tuple(word for part in run for word in part.words)
    return Words(words, run[0].field, run[-1].prefix)


def outside(db: sqlite3.Connection, asked: Asked) -> Outside:
    """The facts that the tables lack, for the conditions of a query."""
    nobody = SearchableText(Paper(id="", title=""))
    known: list[Mapping[str, Facts]] = []

    def ids(leaf: Node) -> str:
        if not known:
            known.append(asked.facts())
        met: dict[int, bool] = {}  # most papers share their facts with many others
        for facts in known[0].values():
            if id(facts) not in met:
                met[id(facts)] = finds(leaf, nobody, facts)
        found = [key for key, facts in known[0].items() if met[id(facts)]]
        return _array([*found, *_seen(asked, leaf)])

    def numbers(node: Node) -> str:
        met = condition(node, Outside(ids, numbers))
        rows = db.execute(f"SELECT p.number FROM brief AS p WHERE {met.sql}", met.values)  # noqa: S608
        return json.dumps([number for (number,) in rows])

    return Outside(ids, numbers)


def _seen(asked: Asked, leaf: Node) -> list[str]:
    """The papers that a leaf about what was seen finds beside those of the facts."""
    if leaf == Is("seen"):
        return list(asked.seen())
    if not (isinstance(leaf, Dated) and leaf.field == "seen"):
        return []
    return [key for key, day in asked.seen().items() if within(day, leaf.first, leaf.last)]


def _order(
    db: sqlite3.Connection, asked: Asked, match: str | None, hits: int
) -> tuple[Clause, Clause]:
    """The source of the papers, and their order."""
    query = asked.query
    if query.order != "relevance" or not query.words:
        return _PAPERS, _named_first(query, sort_order(query))
    beside = match is None
    if match is None:
        match = either(map(phrase, query.words))
        hits = count_of(db, Clause("words WHERE words MATCH ?", (match,)))
    if hits > max(_COMMON, _COMMON_SHARE * count_of(db, Clause("brief"))):
        in_title = Clause(f"{IN_WORDS} DESC", (f"{{title}} : ({match})",))
        return _PAPERS, _named_first(query, in_title)
    return Clause(_HITS_BESIDE if beside else HITS_FIRST, (match,)), _score(asked)


def sort_order(query: Query) -> Clause:
    """The order of a query by something that papers have."""
    return Clause(_ORDERS[query.order])


def _score(asked: Asked) -> Clause:
    """bm25 is below zero, and the lower the better."""
    phrases = side_by_side(asked.query)
    together = f" + {_PHRASE} * ({IN_WORDS})" if phrases else ""
    values = (either(map(phrase, phrases)),) if phrases else ()
    age = "max(0, ? - coalesce(p.newest, 0))"
    recent = f"{_RECENT} / (1 + {age} / {_FADING_DAYS})"
    score = f"coalesce(hit.score, 0) * (1{together} + {recent})"
    return _named_first(asked.query, Clause(score, (*values, asked.today.toordinal())))


def _named_first(query: Query, order: Clause) -> Clause:
    """Papers whose ids the query names come before all others, unless it asks for an order."""
    if not query.ids or query.sort:
        return order
    return Clause(f"{IS_ONE_OF} DESC, {order.sql}", (_array(query.ids), *order.values))


def select_ids(
    db: sqlite3.Connection, source: Clause, met: Clause, order: Clause, limit: int | None
) -> tuple[str, ...]:
    """The ids of the papers of a source that meet a condition, in that order."""
    by_title = order == _BY_TITLE
    most = -1 if limit is None or by_title else limit
    rows = db.execute(
        f"SELECT p.id{', p.title_key' if by_title else ''}"  # noqa: S608 - values are parameters
        f" FROM {source.sql} WHERE {met.sql} ORDER BY {order.sql}, {_NEWEST} LIMIT ?",
        (*source.values, *met.values, *order.values, most),
    ).fetchall()
    if by_title:
        rows.sort(key=lambda row: title_key(row[1]))
    return tuple(row[0] for row in rows[:limit])


def count_of(db: sqlite3.Connection, source: Clause) -> int:
    """The number of rows in a source."""
    question = f"SELECT count(*) FROM {source.sql}"  # noqa: S608 - values are parameters
    (number,) = db.execute(question, source.values).fetchone()
    return int(number)


def _array(ids: Sequence[str]) -> str:
    return json.dumps(list(ids))
