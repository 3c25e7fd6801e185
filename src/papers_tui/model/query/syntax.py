"""The syntax tree of a query, the tree written as a query again, and the terms of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from papers_tui.model.period import Month
from papers_tui.model.query.inflection import forms

if TYPE_CHECKING:
    from collections.abc import Iterator

ANYWHERE = ""
"""The field of words that may stand in any of the text fields."""


# Without slots, for which Python would make each class twice: few of these live at a time.
@dataclass(frozen=True)
class And:
    """Every one of the parts; without any, every paper."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    """At least one of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    """Exactly the papers that the part does not find."""

    part: Node


@dataclass(frozen=True)
class Words:
    """Folded words that follow each other in one text: a single word, or a phrase."""

    words: tuple[str, ...]
    field: str = ANYWHERE
    prefix: bool = False
    """Whether the last word may go on."""

    inflected: bool = False
    """Whether the plural and the singular of the single word count as well."""

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """The runs of words that count as found, each of them enough."""
        return tuple((form,) for form in forms(self.words[0])) if self.inflected else (self.words,)


@dataclass(frozen=True)
class PaperId:
    """The paper with that arXiv id, and those whose text names it."""

    id: str


@dataclass(frozen=True)
class TagIs:
    """A complete tag, folded."""

    tag: str


@dataclass(frozen=True)
class By:
    """The submitter's login or full name, complete and folded."""

    name: str


@dataclass(frozen=True)
class Compare:
    """A known count, compared by `>`, `>=`, `<`, `<=` or `=`."""

    field: str
    operator: str
    number: int


@dataclass(frozen=True)
class Dated:
    """A known date from the first day to the last; None leaves that end open."""

    field: str
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Relative:
    """A date or a range as written, counted from a day that is known when papers are looked for."""

    field: str
    text: str


@dataclass(frozen=True)
class Account:
    """The folded login of an author who is known at the hub."""

    login: str


@dataclass(frozen=True)
class In:
    """A query that has a name: a saved search or a watch."""

    name: str
    part: Node


@dataclass(frozen=True)
class Is:
    """A state of the paper: seen, starred, followed, or a status."""

    state: str


@dataclass(frozen=True)
class Has:
    """Something that the paper comes with: code, a note, a PDF."""

    what: str


Node = (
    And
    | Or
    | Not
    | In
    | Words
    | PaperId
    | TagIs
    | By
    | Account
    | Compare
    | Dated
    | Relative
    | Is
    | Has
)

EVERYTHING = And(())


def all_of(parts: list[Node]) -> Node:
    """The papers that every part finds, without an And inside an And."""
    flat = [node for part in parts for node in (part.parts if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(parts: list[Node]) -> Node:
    """The papers that some part finds, without an Or inside an Or; there must be a part."""
    flat = [node for part in parts for node in (part.parts if isinstance(part, Or) else (part,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def negated(part: Node) -> Node:
    """The papers that the part does not find, without a Not inside a Not."""
    return part.part if isinstance(part, Not) else Not(part)


def wanted(node: Node) -> Iterator[Node]:
    """The leaves that speak for a paper: those under an even number of Nots."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from wanted(part)
        case Not(And(parts)) | Not(Or(parts)):
            for part in parts:
                yield from wanted(negated(part))
        case In(_, part):
            yield from wanted(part)
        case Not(In(_, part)):
            yield from wanted(negated(part))
        case Not():
            return
        case _:
            yield node


def leaves(node: Node) -> Iterator[Node]:
    """All leaves of the tree."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part) | In(_, part):
            yield from leaves(part)
        case _:
            yield node


def without_names(node: Node) -> Node:
    """The tree with the queries of `in:` in the place of their names."""
    match node:
        case And(parts):
            return all_of([without_names(part) for part in parts])
        case Or(parts):
            return any_of([without_names(part) for part in parts])
        case Not(part):
            return negated(without_names(part))
        case In(_, part):
            return without_names(part)
        case _:
            return node


def render(node: Node) -> str:
    """The tree in the language; parsing that gives an equal tree."""
    match node:
        case And(parts):
            return " ".join(_side_by_side(part) for part in parts)
        case Or(parts):
            return " OR ".join(render(part) for part in parts)
        case Not(part):
            return f"-{_grouped(part) if isinstance(part, And | Or) else render(part)}"
        case _:
            return _leaf(node)


def _side_by_side(node: Node) -> str:
    return _grouped(node) if isinstance(node, Or) else render(node)


def _grouped(node: Node) -> str:
    return f"({render(node)})"


def _leaf(node: Node) -> str:
    match node:
        case Words(words, field, prefix):
            return (f"{field}:" if field else "") + _words(words, prefix, exact=_is_exact(node))
        case PaperId(paper_id):
            return paper_id
        case TagIs(tag):
            return f"tag:{quoted(tag)}"
        case By(name):
            return f"by:{quoted(name)}"
        case Compare(field, operator, number):
            return f"{field}:{operator}{number}"
        case Account(login):
            return f"author:{quoted(f'@{login}')}"
        case In(name):
            return f"in:{quoted(name)}"
        case Dated(field, first, last):
            return f"{field}:{_days(first, last)}"
        case Relative(field, text):
            return f"{field}:{text}"
        case Is(state):
            return f"is:{state}"
        case Has(what):
            return f"has:{what}"
        case _:
            raise TypeError(node)


def quoted(text: str) -> str:
    """The text as a value: a phrase, unless it can stand as it is."""
    plain = text and not any(each.isspace() or each in '()"' for each in text)
    return text if plain else phrase(text)


def phrase(text: str) -> str:
    """The text in quotes, those within doubled."""
    return '"{}"'.format(text.replace('"', '""'))


def _is_exact(node: Words) -> bool:
    """Whether a single word must stand in quotes not to be looked for in its other forms."""
    return node.field == ANYWHERE and not node.inflected and len(forms(node.words[0])) > 1


def _words(words: tuple[str, ...], prefix: bool, *, exact: bool) -> str:
    if prefix:
        return "-".join(words) + "*"
    return words[0] if len(words) == 1 and not exact else '"{}"'.format(" ".join(words))


def _days(first: date | None, last: date | None) -> str:
    if first is not None and last is not None:
        if first == last:
            return first.isoformat()
        if first.day == 1 and last == Month.of(first).last:
            return first.isoformat()[:7]
        if first == date(first.year, 1, 1) and last == date(first.year, 12, 31):
            return f"{first.year:04}"
    return f"{first or ''}..{last or ''}"


Kind = Literal["term", "id", "(", ")", "-", "OR"]


@dataclass(frozen=True)
class Term:
    """A piece of a query, and where it is from."""

    kind: Kind
    start: int
    end: int
    value: str = ""
    """A term's text without its field and quotes; an id without its version."""

    field: str = ""
    value_start: int = 0
    quoted: bool = False
    closed: bool = True
    """Whether the quotes end."""
