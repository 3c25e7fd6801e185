"""CSV with a row for each paper, by the rules of RFC 4180.

Cells that a spreadsheet would take for a formula begin with an apostrophe, unless `raw` is asked
for: https://owasp.org/www-community/attacks/CSV_Injection.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from papers_tui.export.item import DEFAULTS, Item, Options
from papers_tui.export.json_records import record
from papers_tui.text.clean import harmless
from papers_tui.text.tex.convert import to_unicode

if TYPE_CHECKING:
    from collections.abc import Sequence

    Cell = str | int | None

_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_BETWEEN = "; "
"""Stands between several values in one cell."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render(items: Sequence[Item], options: Options = DEFAULTS) -> str:
    """The table with a head; nothing where there are no papers."""
    if not items:
        return ""
    rows = [_row(item) for item in items]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(rows[0])
    for row in rows:
        writer.writerow(row.values() if options.raw else map(_safe, row.values()))
    return (_BYTE_ORDER_MARK if options.excel else "") + text.getvalue()


def _row(item: Item) -> dict[str, Cell]:
    """The keys of JSON as columns, those of links by their own names."""
    found = record(item.paper, item.mark, item.seen, item.watches)
    found["title"] = to_unicode(item.paper.title)
    found["abstract"] = to_unicode(item.paper.abstract)
    links = found.pop("links")
    return {name: _cell(value) for name, value in (found | links).items()}


def _cell(value: object) -> Cell:
    match value:
        case None:
            return None
        case bool():
            return "yes" if value else "no"
        case int():
            return value
        case list():
            return _BETWEEN.join(harmless(str(each)) for each in value)
        case _:
            return harmless(str(value))


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
