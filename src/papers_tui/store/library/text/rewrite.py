"""The changed reading list as bytes: edited in place, or else written again from its data."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from papers_tui.model.library.changes import AT_END
from papers_tui.store.errors import LibraryBroken
from papers_tui.store.library.text.block_edit import DISPENSABLE, newline_of
from papers_tui.store.library.text.blocks import PAPER
from papers_tui.store.library.text.document import Piece, papers_in, parse
from papers_tui.store.library.text.edit import NotSpliceable, new_places, splice
from papers_tui.store.library.text.mark_tables import (
    Table,
    changed_values,
    new_values,
    read_table,
    unread,
)
from papers_tui.store.toml.scan import comments, header, statements

if TYPE_CHECKING:
    from pathlib import Path

    from papers_tui.model.library.marks import Library
    from papers_tui.store.library.text.document import Document
    from papers_tui.store.library.text.edit import RemovedBlock

_LONG = "-" * 200
_SET = ("starred", "status", "tags", "note")


def edited(
    file: Path, document: Document, after: Library, gone: dict[str, RemovedBlock]
) -> tuple[Document, bytes, bool]:
    """The document that says what the library says, its bytes, and whether it is written again.

    Blocks that are taken out are remembered in `gone`, and put back from there. LibraryBroken for
    a file that can be neither edited nor written again.
    """
    if after == document.library and list(after) == list(document.library):
        return document, document.encode(), False
    for spliceable in (document, _with_double_brackets(file, document)):
        with suppress(NotSpliceable):
            new = splice(spliceable, after, gone)
            return new, new.encode(), spliceable is not document
    try:
        data = rewrite(document, after)
    except ValueError as error:  # of Python, which writes no number of more than 4,300 digits
        raise LibraryBroken(file, 1, "it has a number that is too long to be written") from error
    return parse(file, data, {}), data, True


def _with_double_brackets(file: Path, document: Document) -> Document:
    """The document with its one `[paper]` made a `[[paper]]`, if it has one."""
    text = document.text
    for found in statements(text):
        written = text[found.start : found.value_end]
        if header(written) == (PAPER,):
            name = written.strip().removeprefix("[").removesuffix("]")
            indent = written[: len(written) - len(written.lstrip())]
            new = f"{text[: found.start]}{indent}[[{name}]]{text[found.value_end :]}"
            with suppress(LibraryBroken):
                again = parse(file, document._replace(pieces=(Piece(new),)).encode(), {})
                return again if again.library == document.library else document
    return document


def rewrite(document: Document, after: Library) -> bytes:
    """A file that says what the library says, with all data in blocks, and comments at its head."""
    import tomllib

    data = tomllib.loads(document.text)
    tables = _changed(papers_in(data), document.library, after)
    for paper, behind in new_places(document.library, after):
        tables.insert(_place(tables, behind), _plain(new_values(paper, after[paper])))
    written = "".join(f"{comment.rstrip()}\n" for comment in comments(document.text))
    written += "\n" if written else ""
    written += _dumped({**data, PAPER: tables})
    return written.replace("\n", newline_of(document.text)).encode()


def _dumped(data: Table) -> str:
    """The data as TOML, its papers in blocks: a long one at their end keeps them out of a line."""
    import tomli_w

    papers = data[PAPER]
    if not papers or not all(isinstance(table, dict) for table in papers):
        return tomli_w.dumps(data)
    text = tomli_w.dumps({**data, PAPER: [*papers, {"_": _LONG}]})
    return text.replace(f'\n[[{PAPER}]]\n_ = "{_LONG}"\n', "", 1)


def _changed(tables: list[object], before: Library, after: Library) -> list[object]:
    """The tables that stay, saying what the library says; of one paper's the first says it all.

    A value that is unread goes to another key of the same name and `_old`.
    """
    kept, seen = list[object](), set[str]()
    for table in tables:
        paper, mark = read_table(table)
        if paper is not None and isinstance(table, dict) and before[paper] != after.get(paper):
            is_first = paper in after and paper not in seen
            seen.add(paper)
            values = changed_values(table, mark, after[paper]) if is_first else dict.fromkeys(_SET)
            stay = unread(table)
            table = {
                f"{key}_old" if key in values else key: value
                for key, value in table.items()
                if key not in values or key in stay
            }
            table |= _plain(values)
            if paper not in after and table.keys() <= DISPENSABLE:
                continue
        kept.append(table)
    return kept


def _plain(values: Table) -> Table:
    return {key: value for key, value in values.items() if value is not None}


def _place(tables: list[object], behind: str | None) -> int:
    if behind is None or behind == AT_END:
        return len(tables) if behind == AT_END else 0
    ids = [read_table(table)[0] for table in tables]
    return len(ids) - ids[::-1].index(behind)
