"""Models, datasets and spaces linked to a paper, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.details import RepositoryKind
from papers_tui.tui.render.card import count
from papers_tui.tui.render.lines import EMPTY, Line, Span
from papers_tui.tui.render.messages import joined
from papers_tui.tui.render.rows import text_rows
from papers_tui.tui.render.wrap import cells, fit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from papers_tui.model.details import Linked, Repository

_TITLES = {
    RepositoryKind.MODEL: "Models",
    RepositoryKind.DATASET: "Datasets",
    RepositoryKind.SPACE: "Spaces",
}
_BILLION, _MILLION = 10**9, 10**6
_LIKES, _LOADS = 10, 8
"""The cells of the columns of likes and downloads."""

_LEAST_NAME, _LEAST_FACTS = 20, 8


class LinkedRow(NamedTuple):
    """A row of the pane, and what it names; a heading names nothing."""

    line: Line
    repository: Repository | None = None


def linked_lines(linked: Linked, width: int) -> list[LinkedRow]:
    """Kind by kind, the most liked first, with how many there are where some are not named."""
    rows: list[LinkedRow] = []
    for kind in RepositoryKind:
        named = sorted(linked.of(kind), key=lambda one: -(one.likes or 0))
        if not named:
            continue
        rows += [LinkedRow(EMPTY)] if rows else []
        rows += [LinkedRow(line) for line in _heading(linked, kind, width)]
        room = max(_LEAST_NAME, width - _LIKES - 2)
        names = min(max(cells(one.id) for one in named), room)
        rows += [LinkedRow(_line(one, names, width), one) for one in named]
    return rows


def _heading(linked: Linked, kind: RepositoryKind, width: int) -> list[Line]:
    shown, total = len(linked.of(kind)), linked.total_of(kind)
    part = f", {shown} of them here" if total > shown else ""
    return text_rows(f"{_TITLES[kind]}  {total:,}{part}", width, "heading")


def _line(one: Repository, names: int, width: int) -> Line:
    """Name and counts in columns, then what else is known, as far as the width goes."""
    name = fit(one.id, names)
    line = [Span("  "), Span(name, "link", one.url), Span(" " * (names - cells(name)))]
    likes = f"  ♥ {count(one.likes):<6}" if one.likes is not None else ""
    loads = f"↓ {count(one.downloads):<6}" if one.downloads is not None else ""
    room = width - names - 2
    columns = [(likes, _LIKES, "accent"), (loads, _LOADS, "good")] if likes + loads else []
    for text, cells_of_it, style in columns:
        if room >= cells_of_it:
            line.append(Span(f"{text:<{cells_of_it}}", style))
            room -= cells_of_it
    if room > _LEAST_FACTS and (facts := _as_fit([*_facts(one)], one.about, room - 2)):
        line.append(Span(f"  {facts}", "muted"))
    return tuple(line)


def _as_fit(facts: list[str], about: str, room: int) -> str:
    """The facts that are complete in so many cells, and what has room of the sentence about it."""
    shown = joined(facts, " · ", room) if facts and cells(facts[0]) <= room else ""
    apart = " · " if shown and about else ""
    left = room - cells(shown + apart)
    return shown + apart + fit(about, left) if about and left >= _LEAST_FACTS else shown


def _facts(one: Repository) -> Iterator[str]:
    if one.running is not None:
        yield "running" if one.running else "asleep"
    yield from (fact for fact in (one.task, one.license) if fact)
    if one.parameters:
        yield f"{_size(one.parameters)} parameters"
    if one.gated:
        yield "gated"


def _size(parameters: int) -> str:
    """The number of parameters, in short: 8.0B, 350M."""
    if parameters >= _BILLION:
        return f"{parameters / _BILLION:.1f}B"
    return f"{max(1, parameters // _MILLION)}M"
