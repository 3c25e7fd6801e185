"""The papers that have most of a query's words, for when none has them all.

Words that more than half of the papers have do not count where others do: they would bring up any
paper. With equally many words the better score comes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.model.query.syntax import ANYWHERE, And, Words
from papers_tui.store.archive.search.conditions import IN_WORDS, Clause, condition, either, phrase
from papers_tui.store.archive.search.ranking import (
    HITS_FIRST,
    Found,
    count_of,
    outside,
    select_ids,
    sort_order,
)

if TYPE_CHECKING:
    import sqlite3

    from papers_tui.model.query.parser import Query
    from papers_tui.model.query.syntax import Node
    from papers_tui.store.archive.search.ranking import Asked

FEWEST = 2
"""Of a single word, most is all."""

_MOST_WORDS = 100  # of which a longer text, pasted, is judged by its first ones
_COMMON_SHARE = 0.5


def bare_words(query: Query) -> tuple[tuple[Words, ...], And]:
    """The single words without a field that stand side by side, and the rest of the query."""
    parts = query.tree.parts if isinstance(query.tree, And) else ()
    bare = tuple(
        dict.fromkeys(part for part in parts if isinstance(part, Words) and _is_bare(part))
    )
    return bare[:_MOST_WORDS], And(tuple(part for part in parts if not _is_bare(part)))


def find(db: sqlite3.Connection, asked: Asked, limit: int | None) -> Found:
    """The papers that have most of the bare words and meet the rest, those with most first."""
    bare, rest = bare_words(asked.query)
    having = {word: count_of(db, _matching(phrase(word))) for word in bare}
    common = _COMMON_SHARE * count_of(db, Clause("brief"))
    known = [word for word in bare if having[word]]
    counting = [word for word in known if having[word] <= common] or known
    if len(bare) < FEWEST or not counting:
        return Found()
    number = " + ".join(f"({IN_WORDS})" for _ in counting)
    phrases = tuple(map(phrase, counting))
    met = condition(rest, outside(db, asked))
    best = _greatest(db, Clause(number, phrases), met, either(phrases))
    if not best:
        return Found()
    enough = Clause(f"{met.sql} AND {number} >= ?", (*met.values, *phrases, max(1, best - 1)))
    by_score = Clause(f"{number} DESC, hit.score", phrases)
    order = by_score if asked.query.sort in (None, "relevance") else sort_order(asked.query)
    ids = select_ids(db, Clause(HITS_FIRST, (either(phrases),)), enough, order, None)
    return Found(ids[:limit], len(ids), partial=True)


def _greatest(db: sqlite3.Connection, number: Clause, met: Clause, match: str) -> int:
    """The greatest number of the words that a paper has."""
    (best,) = db.execute(
        f"SELECT max({number.sql}) FROM {HITS_FIRST} WHERE {met.sql}",  # noqa: S608
        (*number.values, match, *met.values),
    ).fetchone()
    return int(best or 0)


def _matching(match: str) -> Clause:
    return Clause("words WHERE words MATCH ?", (match,))


def _is_bare(node: Node) -> bool:
    return isinstance(node, Words) and node.field == ANYWHERE and len(node.words) == 1
