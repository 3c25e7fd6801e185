"""The query language in SQL: a syntax tree as a condition that means the same as `match.finds`.

The condition is about a row `p` of `brief` and is never NULL, so that NOT means all other papers.
What words can decide is decided by one MATCH as far as possible. Values are parameters, always;
the words of a MATCH stand in quotes and hold none: `text.fold.words` gives no others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.query.syntax import (
    Account,
    And,
    By,
    Compare,
    Dated,
    Has,
    In,
    Is,
    Not,
    Or,
    PaperId,
    TagIs,
    Words,
)
from papers_tui.store.archive.search.index_rows import HAS_BITS
from papers_tui.text.fold import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from papers_tui.model.query.syntax import Node

_DEEPEST = 12
"""SQLite's parsers have a stack of 100 symbols (https://sqlite.org/limits.html); a level of the
tree takes up to four of them."""

_FIRST, _LAST = 0, 10_000_000  # beyond all days
IS_ONE_OF = "p.id IN (SELECT value FROM json_each(?))"
IN_WORDS = "p.number IN (SELECT rowid FROM words WHERE words MATCH ?)"
"""The paper is one of those that a MATCH finds."""


_ONE_BY_ONE = "EXISTS (SELECT 1 FROM words WHERE words MATCH ? AND rowid = p.number)"
_DENSE = 8
"""The most numbers, on the average, that a range may have for each paper asked about."""

_APART = 8
_MOST_SINGLY = 20
"""Papers that are asked about one by one; more are found faster among all that a MATCH finds."""


class Clause(NamedTuple):
    """A condition, and the values of its question marks."""

    sql: str
    values: tuple[object, ...] = ()


class Outside(NamedTuple):
    """Answers that the tables lack: who meets a leaf, or a tree too nested for SQL."""

    ids: Callable[[Node], str]
    """The ids of the papers of a leaf about the reader's own papers, as a JSON array."""

    numbers: Callable[[Node], str]
    """The numbers of the papers that a tree finds, as a JSON array."""

    words: Callable[[str], Clause] = lambda match: Clause(IN_WORDS, (match,))
    """The condition that a MATCH finds the paper; cheaper where few papers are asked about."""


def condition(node: Node, outside: Outside, depth: int = 0) -> Clause:
    """The condition that the tree's papers meet."""
    match node:
        case And(()):
            return Clause("1")
        case And() | Or() | Not() if depth == _DEEPEST:
            return Clause("p.number IN (SELECT value FROM json_each(?))", (outside.numbers(node),))
        case _ if (text := match_text(node)) is not None:
            return outside.words(text)
        case And():
            return _joined(" AND ", _merged(node), outside, depth)
        case Or():
            return _joined(" OR ", _merged(node), outside, depth)
        case Not(part):
            return _negated(condition(part, outside, depth + 1))
        case In(_, part):
            return condition(part, outside, depth)
    return _leaf(node, outside)


def words_among(numbers: Sequence[int]) -> Callable[[str], Clause]:
    """The condition of a MATCH among some papers alone, whose numbers are given in order.

    What was archived together has numbers side by side, and FTS5 reads a range of them without the
    rest; the few outside of it, and papers from everywhere, are asked about one by one.
    """
    last = numbers[-1] if numbers else 0
    first = next(
        (number for place, number in enumerate(numbers[:_APART + 1])
         if last - number < _DENSE * (len(numbers) - place)),
        None,
    )  # fmt: skip
    if first is None and len(numbers) > _MOST_SINGLY:
        return lambda match: Clause(IN_WORDS, (match,))
    if first is None:
        return lambda match: Clause(_ONE_BY_ONE, (match,))
    between = f"words MATCH ? AND rowid BETWEEN {int(first)} AND {int(last)}"
    dense = f"p.number IN (SELECT rowid FROM words WHERE {between})"  # noqa: S608 - numbers
    if first == numbers[0]:
        return lambda match: Clause(dense, (match,))
    apart = f"(p.number < {int(first)} AND {_ONE_BY_ONE})"
    return lambda match: Clause(f"({dense} OR {apart})", (match, match))


def match_text(node: Node) -> str | None:
    """The tree in the language of FTS5's MATCH; None when that cannot say it.

    None for a deep tree as well.
    """
    return _match_text(node) if _depth(node) <= _DEEPEST else None


def split(node: Node) -> tuple[Node | None, Node]:
    """The part of a tree that one MATCH can express, and the condition for the rest."""
    if match_text(node) is not None:
        return node, And(())
    if not isinstance(node, And) or not node.parts:
        return None, node
    parts = _merged(node)
    if match_text(parts[0]) is None:
        return None, node
    return parts[0], And(parts[1:])


def phrase(some: Words) -> str:
    """The words for MATCH: https://sqlite.org/fts5.html#fts5_phrases."""
    field = f"{{{some.field}}} : " if some.field else ""
    star = " *" if some.prefix else ""
    phrases = [f'"{" ".join(form)}"{star}' for form in some.forms]
    return f"{field}{phrases[0]}" if len(phrases) == 1 else f"{field}({' OR '.join(phrases)})"


def either(phrases: Iterable[str]) -> str:
    """A MATCH for any of these."""
    return " OR ".join(f"({each})" for each in phrases)


def _match_text(node: Node) -> str | None:
    match node:
        case Words():
            return phrase(node)
        case And(parts):
            return _all_of(parts)
        case Or(parts):
            texts = [text for part in parts if (text := _match_text(part)) is not None]
            return either(texts) if len(texts) == len(parts) else None
        case In(_, part):
            return _match_text(part)
    return None


def _all_of(parts: tuple[Node, ...]) -> str | None:
    """A MATCH for all of these. NOT stands between two: it needs a part that is not negated."""
    asked = [_match_text(part) for part in parts if not isinstance(part, Not)]
    excluded = [_match_text(part.part) for part in parts if isinstance(part, Not)]
    if not asked or None in asked or None in excluded:
        return None
    text = " AND ".join(f"({each})" for each in asked)
    return f"({text}) NOT ({either(filter(None, excluded))})" if excluded else text


def _merged(node: And | Or) -> tuple[Node, ...]:
    """The parts, those that one MATCH can say made one and put first."""
    kind = type(node)
    texts = [part for part in node.parts if _joins(part)]
    if texts and kind is And:
        texts += [part for part in node.parts if isinstance(part, Not) and _joins(part.part)]
    if len(texts) < 2:
        return (*texts, *(part for part in node.parts if part not in texts))
    return (kind(tuple(texts)), *(part for part in node.parts if part not in texts))


def _joins(node: Node) -> bool:
    """Whether MATCH can say it with others beside it, which makes the tree a level deeper."""
    return _depth(node) < _DEEPEST - 1 and _match_text(node) is not None


def _depth(node: Node) -> int:
    match node:
        case And(parts) | Or(parts):
            return 1 + max(map(_depth, parts), default=0)
        case Not(part):
            return 1 + _depth(part)
        case In(_, part):
            return _depth(part)
    return 0


def _joined(between: str, parts: tuple[Node, ...], outside: Outside, depth: int) -> Clause:
    clauses = [condition(part, outside, depth + 1) for part in parts]
    values = tuple(value for clause in clauses for value in clause.values)
    return Clause(f"({between.join(clause.sql for clause in clauses)})", values)


def _negated(clause: Clause) -> Clause:
    return Clause(f"NOT ({clause.sql})", clause.values)


def _leaf(node: Node, outside: Outside) -> Clause:
    match node:
        case PaperId(paper_id):
            named = outside.words(phrase(Words(tuple(words(paper_id)))))
            return Clause(f"(p.id = ? OR {named.sql})", (paper_id, *named.values))
        case By(name):
            return Clause("(p.login = ? OR p.name = ?)", (name, name))
        case Compare(field, operator, number):
            return Clause(f"coalesce(p.{field} {operator} ?, 0)", (number,))
        case Account(login):
            return Clause("p.number IN (SELECT paper FROM account WHERE login = ?)", (login,))
        case Dated("seen" | "added"):
            return Clause(IS_ONE_OF, (outside.ids(node),))
        case Dated():
            return _dated(node)
        case Has(what) if what in HAS_BITS:
            return Clause(f"p.has & {HAS_BITS[what]} != 0")
        case Is("unseen"):
            return _negated(_leaf(Is("seen"), outside))
        case TagIs() | Is() | Has():
            return Clause(IS_ONE_OF, (outside.ids(node),))
    raise TypeError(node)


def _dated(node: Dated) -> Clause:
    first = node.first.toordinal() if node.first else _FIRST
    last = node.last.toordinal() if node.last else _LAST
    if node.field == "published":
        return Clause("coalesce(p.published BETWEEN ? AND ?, 0)", (first, last))
    days = "SELECT paper FROM listed WHERE day BETWEEN ? AND ?"
    return Clause(f"p.number IN ({days})", (first, last))
