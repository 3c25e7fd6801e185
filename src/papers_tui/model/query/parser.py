"""The query language: from what is written to a tree.

    query  any                      nothing at all asks for every paper
    any    all (OR all)*
    all    each each*
    each   -each | (any) | word | "a phrase" | prefix* | field:value | an arXiv id

`sort:` may stand anywhere and takes no part in the tree. A term without a word in it, such as a
lone `&`, separates its neighbors and asks for nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.query.errors import QueryError, excerpt
from papers_tui.model.query.fields import choice, leaf, missing, unfinished
from papers_tui.model.query.syntax import (
    EVERYTHING,
    In,
    Kind,
    Node,
    PaperId,
    Term,
    Words,
    all_of,
    any_of,
    negated,
    render,
    wanted,
)
from papers_tui.model.query.tokens import MOST_TERMS, tokenize
from papers_tui.text.fold import folded_name
from papers_tui.text.wording import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_NESTED = 40
"""The greatest depth of parentheses and of queries in queries, together."""


class Query(NamedTuple):
    """A query that makes sense."""

    tree: Node = EVERYTHING
    sort: str | None = None
    """The order asked for, if any was."""

    words: tuple[Words, ...] = ()
    """The words and phrases that speak for a paper, for relevance and to be marked."""

    ids: tuple[str, ...] = ()
    """The arXiv ids that speak for a paper; theirs come first."""

    @property
    def order(self) -> str:
        """The order asked for, else relevance where there is free text, else the newest day."""
        return self.sort or ("relevance" if self.words or self.ids else "day")

    def __str__(self) -> str:
        sort = f"sort:{self.sort}" if self.sort else ""
        return " ".join(part for part in (render(self.tree), sort) if part)


NO_NAMES: Mapping[str, str] = {}


def parse(text: str, *, typing: bool = False, named: Mapping[str, str] = NO_NAMES) -> Query:
    """The query that the text asks; raises `QueryError`, and nothing else, if it makes no sense.

    While one is still `typing`, the last word counts as a prefix, and what more letters could
    complete at the end (a quote, a parenthesis, a value, an OR) is no error. `named` has the
    queries for `in:`, by name.
    """
    parser = _Parser(text, typing, _Named(named))
    return _query(parser.query(), parser.sort)


def finished(text: str, named: Mapping[str, str] = NO_NAMES) -> str:
    """A text that was being typed as a query that finds the same when it is typed no more.

    An unfinished last word gets its `*`. What makes no sense, or needs no more, is given back.
    """
    try:
        parser = _Parser(text, typing=True, named=_Named(named))
        parser.query()
        complete = text
        if parser.last is not None:
            start, node = parser.last
            complete = text[:start] + render(node)
        complete += ")" * parser.open
        parse(complete, named=named)
    except QueryError:
        return text
    return complete


def _query(tree: Node, sort: str | None) -> Query:
    leaves = list(wanted(tree))
    return Query(
        tree,
        sort,
        tuple(dict.fromkeys(node for node in leaves if isinstance(node, Words))),
        tuple(dict.fromkeys(node.id for node in leaves if isinstance(node, PaperId))),
    )


class _Endless(QueryError):
    """A query that asks for itself, or for far too much, by `in:`; its sentence says it all."""


class _Named:
    """The queries for `in:`, and the number of terms that a query has with all that it uses."""

    def __init__(self, queries: Mapping[str, str]) -> None:
        self.queries = queries
        self.names = {folded_name(name): name for name in queries}
        self.terms = 0


class _Parser:
    """Recursive descent over the terms; a node that is None asks for nothing."""

    def __init__(
        self,
        text: str,
        typing: bool,
        named: _Named,
        within: tuple[str, ...] = (),
        nested: int = 0,
    ) -> None:
        self.sort: str | None = None
        self.last: tuple[int, Words] | None = None
        """The place of the word that more letters may follow, and what that word asks for."""

        self.open = 0
        """The number of parentheses that are not closed."""

        self._named, self._within = named, within
        self._end = len(text)
        self._typing = typing
        self._terms = tokenize(text, typing=typing)
        self._at = 0
        self._nested = nested
        named.terms += len(self._terms)

    def query(self) -> Node:
        node = self._any()
        if term := self._take(")"):
            hint = "open one before it, or put it in quotes"
            raise QueryError("this parenthesis was never opened", term.start, 1, hint)
        if node is not None:
            return node
        if self._terms and self.sort is None and not self._typing:
            first, last = self._terms[0].start, self._terms[-1].end
            hint = "a word has letters or digits"
            raise QueryError("there is no word to look for", first, last - first, hint)
        return EVERYTHING

    def _any(self) -> Node | None:
        parts, ors = [self._all()], list[Term]()
        while term := self._take("OR"):
            ors.append(term)
            parts.append(self._all())
        if not ors:
            return parts[0]
        if self._typing and self._next is None and parts[-1] is None:
            parts.pop()
        for place, part in enumerate(parts):
            if part is None:
                raise _one_sided(ors[max(0, place - 1)], "before" if place == 0 else "after")
        return any_of([part for part in parts if part is not None])

    def _all(self) -> Node | None:
        parts = []
        while self._next not in (None, ")", "OR"):
            if (node := self._each()) is not None:
                parts.append(node)
        return all_of(parts) if parts else None

    def _each(self) -> Node | None:
        negative = False
        while minus := self._take("-"):
            negative = not negative
            if self._terms[self._at].field == "sort":
                raise QueryError("an order cannot be excluded", minus.start, 1, "leave out the -")
        node = self._one()
        return negated(node) if negative and node is not None else node

    def _one(self) -> Node | None:
        if opening := self._take("("):
            return self._group(opening)
        term = self._terms[self._at]
        self._at += 1
        if term.kind == "id":
            return PaperId(term.value)
        last = self._typing and term.end == self._end
        try:
            return self._leaf(term, last)
        except QueryError:
            if last and unfinished(term):
                return None
            raise

    def _leaf(self, term: Term, last: bool) -> Node | None:
        if term.field == "sort":
            self.sort = choice(term)
            return None
        if term.field == "in":
            return self._in(term)
        node = leaf(term, growing=last and not (term.quoted and term.closed))
        if last and isinstance(node, Words) and node.prefix:
            self.last = term.start, node
        return node

    def _in(self, term: Term) -> Node:
        """The query of that name; it may use others, but none that leads back to it."""
        wanted_name = folded_name(term.value)
        if not wanted_name:
            raise missing(term)
        place, length = term.value_start, term.end - term.value_start
        if (name := self._named.names.get(wanted_name)) is None:
            raise self._no_such_name(term)
        if name in self._within:
            circle = " → ".join((*self._within[self._within.index(name) :], name))
            sentence = f"in: leads back to where it began: {excerpt(circle)}"
            raise _Endless(sentence, place, length, "leave one of them out")
        try:
            return In(name, self._parsed(name))
        except _Endless as error:
            raise _Endless(str(error), place, length, error.hint) from error
        except QueryError as error:
            sentence = f"{excerpt(name)} makes no sense: {error}"
            raise QueryError(sentence, place, length, error.hint) from error

    def _parsed(self, name: str) -> Node:
        """The tree of a named query; raises QueryError, whose place is one in that query."""
        text, within = self._named.queries[name], (*self._within, name)
        inner = _Parser(text, False, self._named, within, self._nested + 1)
        if self._named.terms > MOST_TERMS or self._nested >= MOST_NESTED:
            sentence = f"with the queries behind in: this has more than {MOST_TERMS} terms"
            if self._nested >= MOST_NESTED:
                sentence = f"in: leads through more than {MOST_NESTED} queries"
            raise _Endless(sentence, 0, 1, "let the queries use fewer others")
        return inner.query()

    def _no_such_name(self, term: Term) -> QueryError:
        near = nearest(term.value, self._named.queries)
        hint = (
            f'did you mean in:"{near}"?'
            if near
            else "their names are under [searches] and [watches] in the settings"
        )
        sentence = f"there is no search or watch {excerpt(term.value)}"
        return QueryError(sentence, term.value_start, term.end - term.value_start, hint)

    def _group(self, opening: Term) -> Node | None:
        self._nested += 1
        if self._nested > MOST_NESTED:
            hint = "leave out those that change nothing"
            raise QueryError("these parentheses nest too deep", opening.start, 1, hint)
        node = self._any()
        self._nested -= 1
        if self._take(")"):
            return node
        self.open += 1
        if not self._typing:
            hint = "close it, or put it in quotes"
            raise QueryError("this parenthesis is never closed", opening.start, 1, hint)
        return node

    @property
    def _next(self) -> Kind | None:
        return self._terms[self._at].kind if self._at < len(self._terms) else None

    def _take(self, kind: Kind) -> Term | None:
        if self._next != kind:
            return None
        self._at += 1
        return self._terms[self._at - 1]


def _one_sided(term: Term, side: str) -> QueryError:
    hint = 'write a OR b, or "or" in quotes for the word'
    return QueryError(f"OR has nothing to look for {side} it", term.start, 2, hint)
