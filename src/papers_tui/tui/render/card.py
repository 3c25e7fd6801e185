"""A paper as a card of the list, in lines of styled text."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.date_style import DATES
from papers_tui.model.library.marks import Status
from papers_tui.text.tex.convert import to_unicode
from papers_tui.tui.render.highlight import excerpt, marked
from papers_tui.tui.render.lines import EMPTY, Line, Span, search_link
from papers_tui.tui.render.wrap import cells, filled, fit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from papers_tui.model.date_style import DateStyle
    from papers_tui.model.library.marks import Mark
    from papers_tui.model.paper import Paper
    from papers_tui.model.query.parser import Query

GUTTER = 3
"""The cells left of a card's text: the cursor's bar, the dot of the unseen, a space."""

_APART = 2
"""The spaces between two facts."""

_PADDED, _CLOSE = 4, 3
"""The cells of a number of upvotes, and those where every cell counts."""

_ENOUGH = 50
"""The cells from which facts stand apart from each other."""

_LEAST = 5
"""Cells below which a fact is left out rather than cut."""

_TAG = 8
"""Cells that are left for a tag at least, however long the name of an organization is."""

_NAME = 10
"""Cells that are left for an organization, rather than spell out a watch beside it."""

UNSEEN, STAR, SELECTED, NOTE, UPVOTES, WATCH = "●★✓✎▲◆"
"""Symbols on cards; that of a watch stands alone where its name has no room."""

TALK, CODE = "talk", "code"
"""The words before the number of comments, and before that of stars at GitHub."""

_MOST_OF_IT = 12
"""Cells below which a watch is its symbol rather than the beginning of its name."""

_WIDE, _NAMES = 76, 24
"""The width from which a row names people, and the cells that they get."""

STATUS_SYMBOLS = {Status.TO_READ: "☐", Status.READING: "◐", Status.READ: "☑"}
_THOUSAND = 1000


class Density(NamedTuple):
    """The amount of a paper that its card shows."""

    name: str
    text_rows: int
    """Rows for the title, and for the summary what the title leaves of them."""

    has_facts: bool = True
    """Whether counts and people have a row of their own, or stand behind the title."""

    has_summary: bool = False
    gap: int = 0

    @property
    def height(self) -> int:
        """The rows of a card."""
        return self.text_rows + self.has_facts + self.gap


ROOMY = Density("roomy", text_rows=2, has_summary=True, gap=1)
COMPACT = Density("compact", text_rows=1)
LINE = Density("compact", text_rows=1, has_facts=False)
"""The compact list of a window that is wide enough for one row a paper."""

DENSITIES = {density.name: density for density in (ROOMY, COMPACT)}


def card(
    paper: Paper,
    width: int,
    density: Density,
    *,
    seen: bool,
    current: bool,
    selected: bool = False,
    mark: Mark | None = None,
    query: Query | None = None,
    dates: DateStyle = DATES,
    dated: bool = True,
    focused: bool = True,
    watches: tuple[str, ...] = (),
    watched: Query | None = None,
) -> list[Line]:
    """The card's rows, exactly as many as the density says; `dated` has the day among the facts.

    The bar of the current one is bright while the list is `focused`. Where nothing is searched,
    the words of the query that is `watched` stand out, less than those of a search.
    """
    words, found = (query, "match") if query is not None else (watched, "watched")
    room, quiet = width - GUTTER - 1, "" if current else "muted"
    look = _Look(quiet if seen else "strong", quiet, words, found)
    end = dates.short_day(when) if dated and (when := paper.day) else ""
    if density.has_facts:
        facts = _facts(paper, room, mark, end, watches, _people(paper, words, found))
        rows = [*_rows(paper, room, density, look, facts, query)]
    else:
        rows = [_one_row(paper, room, look, _columns(paper, room - 1, mark, end))]
    bar = Span("▌" if current else " ", "accent" if focused else "muted")
    lines: list[Line] = [
        (bar, *_symbols(number, len(rows), seen, selected, mark), *row)
        for number, row in enumerate(rows)
    ]
    filler: list[Line] = [(bar,)] * (density.height - density.gap - len(lines))
    return lines + filler + [EMPTY] * density.gap


class _Look(NamedTuple):
    """The styles of the title and of the rest, and the words that stand out, in which style."""

    title: str
    quiet: str
    words: Query | None
    found: str

    def line(self, text: str, style: str) -> Line:
        return marked(text, style, self.words, self.found)


def _rows(
    paper: Paper, room: int, density: Density, look: _Look, facts: Line, query: Query | None
) -> Iterator[Line]:
    """Title, facts, and the summary where the title leaves rows for it."""
    titles = filled(to_unicode(paper.title), room, density.text_rows)
    yield from (look.line(title, look.title) for title in titles)
    yield facts
    left = density.text_rows - len(titles)
    if density.has_summary and left:
        summary = _summary(paper, room, left, query)
        yield from (look.line(text, look.quiet) for text in summary)


def _one_row(paper: Paper, room: int, look: _Look, columns: list[Span]) -> Line:
    """The title, cut where it has to be, and the columns at the right."""
    left = room - 1 - sum(map(_width, columns))
    title = fit(to_unicode(paper.title), max(1, left))
    spaces = Span(" " * max(0, left - cells(title)))
    return (Span(" "), *look.line(title, look.title), spaces, *columns)


def _summary(paper: Paper, room: int, rows: int, query: Query | None) -> list[str]:
    """The summary, from a word of the search on; the authors where there is none."""
    texts = (to_unicode(paper.ai_summary), to_unicode(paper.abstract), ", ".join(paper.authors))
    return filled(" ".join(excerpt(texts, query).split()), room, rows)


def _symbols(
    number: int, rows: int, seen: bool, selected: bool, mark: Mark | None
) -> tuple[Span, Span]:
    """The symbols left of a row: unseen or marked at the first, the star at the second."""
    star = Span(STAR if mark and mark.starred else " ", "star")
    first = Span(SELECTED, "good") if selected else Span(" " if seen else UNSEEN, "unseen")
    if rows == 1:
        return first, star
    return ((first, Span(" ")), (star, Span(" ")), (Span(" "), Span(" ")))[min(number, 2)]


def count(number: int | None) -> str:
    """A count in at most five characters: 7, 950, 1.2k, 35k."""
    if number is None:
        return "–"
    if number < _THOUSAND:
        return str(number)
    if number < 10 * _THOUSAND:
        return f"{number // 100 / 10:g}k"
    return f"{number // _THOUSAND}k"


def status_symbol(status: Status | None) -> str:
    """A symbol for the reading status; nothing when there is none."""
    return STATUS_SYMBOLS[status] if status else ""


def _counts(paper: Paper, mark: Mark | None, least: int) -> list[Span]:
    """Upvotes in `least` cells and so in one column, comments, code, reading status and note;
    words where a symbol would be a dot."""
    spans = [Span(f"{UPVOTES}{count(paper.upvotes):<{least}}", "accent")]
    if paper.comments:
        spans.append(Span(f"{TALK} {count(paper.comments)}", "muted"))
    if paper.github_repo:
        stars = f" {count(paper.github_stars)}" if paper.github_stars else ""
        spans.append(Span(f"{CODE}{stars}", "good"))
    if mark and mark.status:
        spans.append(Span(status_symbol(mark.status), "star"))
    if mark and mark.note:
        spans.append(Span(NOTE, "tag"))
    return spans


class _Lack(IntEnum):
    """What has no room in a row: nothing, the number of other tags, a part of a name or tag."""

    NOTHING = 0
    NUMBER = 1
    PART = 2


class _People(NamedTuple):
    """The authors of a paper: at length, in short, and their style."""

    long: str
    short: str
    style: str = ""


def _people(paper: Paper, query: Query | None, found: str) -> _People:
    """The author whom a query finds, else the organization and the first author."""
    if author := _author_found(paper, query):
        return _People(author, author, found)
    if paper.withdrawn:
        return _People("withdrawn", "withdrawn", "warning")
    name = paper.byline or "no authors named"
    return _People(name, paper.organization or name)


def _facts(
    paper: Paper,
    room: int,
    mark: Mark | None,
    end: str,
    watches: tuple[str, ...],
    people: _People,
) -> Line:
    """Counts, who wrote it, the user's tags, the watches, and the day at the right.

    The number of comments makes room where it takes that to show an organization or a tag in full,
    and always for more of a tag; that of GitHub stars only for a complete tag.
    """
    left = room - (cells(end) + _APART if end else 0)
    # By the room alone, so that the columns are the same on every card.
    padded, apart = (_PADDED, _APART) if left >= _ENOUGH else (_CLOSE, 1)
    tags = mark.tags if mark else ()
    counts = _counts(paper, mark, padded)
    fewer = [span for span in counts if not span.text.startswith(TALK)]
    fewest = [one._replace(text=CODE) if one.text.startswith(CODE) else one for one in fewer]
    rows: list[tuple[_Lack, list[Span]]] = []
    for shown in (counts, fewer, fewest) if tags else (counts, fewer):
        rows.append(_in_a_row(shown, people, tags, watches, left, apart))
        if rows[-1][0] is _Lack.NOTHING:
            break
    lack, spans = min(rows, key=lambda row: row[0])
    if tags and lack is _Lack.PART:
        _, spans = rows[1]
    line = [part for span in spans for part in (span, Span(" " * apart))][:-1]
    if end:
        line += [Span(" " * max(0, room - cells(end) - sum(map(_width, line)))), Span(end, "muted")]
    return tuple(line)


def _in_a_row(
    counts: list[Span],
    people: _People,
    tags: tuple[str, ...],
    watches: tuple[str, ...],
    left: int,
    apart: int,
) -> tuple[_Lack, list[Span]]:
    """What has room in so many cells, and what an organization or the tags lack then."""
    row: list[Span] = []
    for span in counts:
        if _width(span) <= left:
            row.append(span)
            left -= _width(span) + apart
    who = _who(people, 0 if tags or watches else left)
    space = _room_of(who, tags, watches, left, apart)
    name = who._replace(text=fit(who.text, space)) if space >= _least(who.text) else None
    if name is not None:
        row.append(name)
        left -= _width(name) + apart
    lack, shown = _tags(tags, left - (apart + 1 if watches else 0), apart)
    left -= sum(_width(span) + apart for span in shown)
    if name is None or _width(name) < cells(people.short):
        lack = _Lack.PART
    return lack, [*row, *shown, *_watches(watches, left, apart)]


def _tags(tags: tuple[str, ...], room: int, apart: int) -> tuple[_Lack, list[Span]]:
    """The first tags, as many as are there in full, and the number of the others.

    The first one alone where that has no room, and its beginning where not even that is complete.
    """
    spans = [Span(f"#{tag}", "tag", search_link("tag", tag)) for tag in tags]
    for shown in range(min(len(spans), room), 0, -1):  # each takes a cell at least
        others = [Span(f"+{len(spans) - shown}", "tag")] if shown < len(spans) else []
        row = [*spans[:shown], *others]
        if sum(_width(span) + apart for span in row) - apart <= room:
            return _Lack.NOTHING, row
    first = [span._replace(text=fit(span.text, room)) for span in spans[:1]]
    if not spans or room < _least(spans[0].text):
        return _Lack.PART if spans else _Lack.NOTHING, []
    return _Lack.NUMBER if first == spans[:1] else _Lack.PART, first


def _watches(watches: tuple[str, ...], room: int, apart: int) -> list[Span]:
    """The watches; the symbol alone for those that have no room for most of a name."""
    spans: list[Span] = []
    for name in watches:
        text = f"{WATCH}{name}"
        if room < min(_MOST_OF_IT, cells(text)):
            return [*spans, Span(WATCH, "good")] if room > 0 else spans
        spans.append(Span(fit(text, room), "good"))
        room -= _width(spans[-1]) + apart
    return spans


def _who(people: _People, room: int) -> Span:
    """The authors, at length where they are complete in so many cells.

    The first one is named without the number of the others, where that alone has no room.
    """
    first, _, others = people.long.rpartition(" +")
    ways = (people.long, first if others.isdecimal() else "", people.short)
    text = next((one for one in ways if one and cells(one) <= room), people.short)
    return Span(text, people.style)


def _room_of(
    who: Span, tags: tuple[str, ...], watches: tuple[str, ...], left: int, apart: int
) -> int:
    """The cells of who wrote it: less only for a tag or a watch, or for the symbol of one."""
    if not (tags or watches):
        return left
    symbol = apart + 1 if tags and watches else 0
    if left - symbol - cells(who.text) - apart >= _LEAST:
        return left - symbol
    first = 1 + cells((tags or watches)[0])
    beside = first if first <= left // 2 else min(first, _TAG - apart)
    if not tags and left - apart - beside < min(_NAME, cells(who.text)):
        beside = 1
    return left - symbol - apart - beside


def _least(text: str) -> int:
    """The cells below which a text is left out rather than cut."""
    return min(_LEAST, cells(text))


def _width(span: Span) -> int:
    return cells(span.text)


def _author_found(paper: Paper, query: Query | None) -> str:
    """The first author whom a query for authors finds, wherever in the list of authors."""
    if query is None or not any(words.field == "author" for words in query.words):
        return ""
    from papers_tui.model.query.highlights import spans

    authors = query._replace(words=tuple(each for each in query.words if each.field == "author"))
    return next((name for name in paper.authors if spans(name, authors)), "")


def _columns(paper: Paper, room: int, mark: Mark | None, end: str) -> list[Span]:
    """The marks at the right of a title that has one row, with a space before each."""
    columns = [Span(f"{UPVOTES}{count(paper.upvotes):<4}", "accent")]
    if mark and mark.status:
        columns.insert(0, Span(status_symbol(mark.status), "star"))
    if room >= _WIDE:
        columns.insert(0, Span(f"{fit(paper.byline, _NAMES):<{_NAMES}}", "muted"))
    if end:
        columns.append(Span(end, "muted"))
    return [part for span in columns for part in (Span(" "), span)]
