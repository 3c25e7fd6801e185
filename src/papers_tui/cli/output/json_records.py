"""Papers as JSON: the same keys and types whatever is known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from papers_tui.export import json_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from papers_tui.cli.rows import PaperRow


def record(row: PaperRow) -> dict[str, Any]:
    """All keys, null where nothing is known. Titles and abstracts are the source text."""
    return json_records.record(row.paper, row.mark, row.seen, row.watches)


def as_json(value: object) -> str:
    """Indented, and readable in every script: all strings are safe to print."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def array(rows: Iterable[PaperRow]) -> Iterator[str]:
    """A JSON array, piece by piece."""
    started = False
    for row in rows:
        yield ",\n  " if started else "[\n  "
        yield as_json(record(row)).replace("\n", "\n  ")
        started = True
    yield "\n]\n" if started else "[]\n"


def lines(rows: Iterable[PaperRow]) -> Iterator[str]:
    """One JSON object a line."""
    for row in rows:
        yield json.dumps(record(row), ensure_ascii=False, separators=(",", ":")) + "\n"
