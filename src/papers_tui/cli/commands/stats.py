"""Count what is archived: papers, days, months, upvotes, organizations, keywords, what was seen.

The reading list is counted, too; with --since only its papers that were listed from that day on.
"""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.grammar.parser import add_format, first_day
from papers_tui.cli.output.formats import default_format
from papers_tui.cli.rows import NOTHING_ARCHIVED
from papers_tui.text.cells import wrap
from papers_tui.text.wording import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from papers_tui.cli.context import Context
    from papers_tui.model.date_style import DateStyle
    from papers_tui.services.statistics import LibraryCounts, Statistics

_NAMES = 9
_MONTH_BAR = 30

EXAMPLES = ("papers-tui stats --since 2025-01",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the first day and the format."""
    parser.add_argument("--since", type=first_day, metavar="D", help="only lists from that day on")
    add_format(parser, ("text", "json"), "text")


def run(options: argparse.Namespace, context: Context) -> int:
    """Print the numbers."""
    from papers_tui.services.statistics import count

    with context.session() as session:
        library = session.saved_library
        statistics = count(session.archive, session.state, library, options.since)
        if not session.archive.count():
            streams.report(NOTHING_ARCHIVED)
    if (options.format or default_format("text")) == "json":
        from dataclasses import asdict

        from papers_tui.cli.output.json_records import as_json

        streams.write(as_json(asdict(statistics)) + "\n")
    else:
        columns = streams.columns(sys.stdout, context.environment)
        for line in _lines(statistics, columns, context.dates):
            streams.write(line + "\n")
    return 0


def _lines(found: Statistics, columns: int, dates: DateStyle) -> Iterator[str]:
    upvotes = found.upvotes
    numbers = {
        "Papers": f"{found.papers:,} on {counted(found.days, 'day')}{_span(found, dates)}",
        "Upvotes": f"{upvotes.total:,}, at most {upvotes.most:,}, median {upvotes.median:g}",
        "Seen": f"{found.seen:,}, unseen {found.papers - found.seen:,}",
        "Marked": _marked(found.library),
    }
    for label, text in numbers.items():
        for number, row in enumerate(wrap(text, columns - _NAMES)):
            yield f"{'' if number else label:<{_NAMES}}{row}"
    most = max([month.papers for month in found.months], default=1)
    for number, month in enumerate(found.months):
        if not number:
            yield "\nMonth    papers  days"
        bar = "▇" * (min(_MONTH_BAR, columns - 25) * month.papers // most)
        yield f"{month.month}  {month.papers:>6,}  {month.days:>4}  {bar}".rstrip()
    for title, names in (("Organizations", found.organizations), ("Keywords", found.keywords)):
        if names:
            yield f"\n{title}"
        for name in names:
            yield f"{name.papers:>6,}  {name.name}"


def _marked(library: LibraryCounts) -> str:
    facts = {
        "starred": library.starred,
        "to read": library.to_read,
        "reading": library.reading,
        "read": library.read,
        "tagged": library.tagged,
        "with a note": library.with_note,
    }
    counts = [f"{number:,} {name}" for name, number in facts.items() if number]
    return ", ".join([f"{library.papers:,} in the reading list", *counts])


def _span(found: Statistics, dates: DateStyle) -> str:
    if not found.first_day or not found.last_day:
        return ""
    first, last = map(date.fromisoformat, (found.first_day, found.last_day))
    return f", {dates.day(first)} to {dates.day(last)}"
