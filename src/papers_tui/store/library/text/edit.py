"""A changed reading list written into its document, with all that is not changed as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.library.changes import AT_END
from papers_tui.store.library.text.block_edit import (
    KEYS,
    is_dispensable,
    new_block,
    newline_of,
    set_keys,
)
from papers_tui.store.library.text.document import Document, Piece, assemble, read_block
from papers_tui.store.library.text.mark_tables import (
    changed_values,
    new_values,
    read_table,
    unread,
)

if TYPE_CHECKING:
    from papers_tui.model.library.marks import Library, Mark


class NotSpliceable(Exception):
    """A block does not say by itself what the file says there."""


class RemovedBlock(NamedTuple):
    """A block that was taken out, to be put back to the letter."""

    text: str
    gap: str | None = None
    """The lines that went from before it, when it was the last: its empty line, if it had one."""


def splice(document: Document, after: Library, gone: dict[str, RemovedBlock]) -> Document:
    """The document that says what the library says, or NotSpliceable.

    Blocks that are taken out are remembered in `gone`, and put back from there. A paper that the
    library has no more stays, bare, when its block holds more than the program writes.
    """
    if document.is_complete:
        raise NotSpliceable
    before, pieces = document.library, list(document.pieces)
    newline = newline_of(pieces[0].text) if pieces else "\n"
    changed = before.differing(after)
    where: dict[str, list[int]] = {}
    for place, piece in enumerate(pieces):
        if piece.id in changed:
            where.setdefault(piece.id, []).append(place)
    for paper, places in where.items():
        if paper in after:
            _update(pieces, places, after[paper])
    lost = (place for paper, places in where.items() if paper not in after for place in places)
    for place in sorted(lost, reverse=True):
        _remove(pieces, place, gone)
    for paper, behind in new_places(before, after):
        block = new_block(new_values(paper, after[paper]), newline)
        _insert(
            pieces, gone.get(paper) or RemovedBlock(block, newline), after[paper], behind, newline
        )
    return assemble(tuple(pieces), document.has_bom)


def new_places(before: Library, after: Library) -> list[tuple[str, str | None]]:
    """The new papers, each with the one it goes behind: None for the beginning, or AT_END."""
    if not after.keys() - before.keys():
        return []
    order = list(after)
    tail = len(order)
    while tail and order[tail - 1] not in before:
        tail -= 1
    inner = [
        (paper, behind)
        for paper, behind in zip(order[:tail], [None, *order], strict=False)
        if paper not in before
    ]
    return [*inner, *((paper, AT_END) for paper in order[tail:])]


def _update(pieces: list[Piece], places: list[int], mark: Mark) -> None:
    """Write the mark into the paper's first block; what others of the same paper set goes."""
    first, *others = places
    for place in others:
        pieces[place] = _changed(pieces[place], _bare(pieces[place].mark))
    pieces[first] = _changed(pieces[first], mark)


def _remove(pieces: list[Piece], place: int, gone: dict[str, RemovedBlock]) -> None:
    """Take a block out, or leave it bare when it holds more than the program writes."""
    piece = pieces[place]
    left = _changed(piece, _bare(piece.mark))
    if not is_dispensable(left.text):
        pieces[place] = left
        return
    gap = None
    if place == len(pieces) - 1:
        gap = ""
        if place and not _ends_empty(piece.text) and _ends_empty(pieces[place - 1].text):
            above = pieces[place - 1].text
            gap = newline_of(above)
            pieces[place - 1] = pieces[place - 1]._replace(text=above.removesuffix(gap))
    del pieces[place]
    gone[piece.id or ""] = RemovedBlock(piece.text, gap)


def _insert(
    pieces: list[Piece], block: RemovedBlock, mark: Mark, behind: str | None, newline: str
) -> None:
    """Put a block that is new, or had been taken out, behind another paper's."""
    text, place = block.text, _place(pieces, behind)
    if place == len(pieces):
        _end_above(pieces, newline, newline if block.gap is None else block.gap)
    elif block.gap is not None and not _ends_empty(text):
        text = f"{text.removesuffix(newline)}{newline * 2}"
    pieces.insert(place, _changed(_piece(text), mark))


def _place(pieces: list[Piece], behind: str | None) -> int:
    if behind == AT_END:
        return len(pieces)
    if behind is None:
        return next((i for i, piece in enumerate(pieces) if piece.is_paper), len(pieces))
    return 1 + max(i for i, piece in enumerate(pieces) if piece.id == behind)


def _end_above(pieces: list[Piece], newline: str, gap: str) -> None:
    """End what is now the last line of the file, and leave a gap behind it."""
    if not pieces:
        return
    text = pieces[-1].text
    if not text.endswith("\n"):
        text += newline
    if not _ends_empty(text):
        text += gap
    pieces[-1] = pieces[-1]._replace(text=text)


def _ends_empty(text: str) -> bool:
    """Whether the text ends in an empty line."""
    return not text or text.endswith(("\n\n", "\n\r\n"))


def _bare(mark: Mark) -> Mark:
    return replace(mark, starred=False, status=None, tags=(), note="")


def _piece(text: str) -> Piece:
    table = read_block(text)
    if table is None:
        raise NotSpliceable
    return Piece(text, True, *read_table(table))


def _changed(piece: Piece, mark: Mark) -> Piece:
    """The block that says so, its other keys untouched, or NotSpliceable when that cannot be."""
    if piece.mark == mark:
        return piece
    old = read_block(piece.text)
    if old is None or read_table(old) != (piece.id, piece.mark):
        raise NotSpliceable
    text = set_keys(piece.text, changed_values(old, piece.mark, mark), unread(old))
    new = read_block(text)
    if new is None or not _is_same(_others(new), _others(old)):
        raise NotSpliceable
    changed = Piece(text, True, *read_table(new))
    if (changed.id, changed.mark) != (piece.id, mark):
        raise NotSpliceable
    return changed


def _is_same(values: dict[str, object], others: dict[str, object]) -> bool:
    """Whether values are the same also in their types: to Python, `true` equals 1."""
    try:
        return repr(values) == repr(others)
    except ValueError:  # a number of more digits than Python writes
        return values == others


def _others(table: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in table.items() if key not in KEYS}
