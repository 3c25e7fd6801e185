"""Set how far the reading of papers has come; none takes the status away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli.grammar.parser import add_ids, add_no_hooks
from papers_tui.model.library.marks import Status

if TYPE_CHECKING:
    import argparse

    from papers_tui.cli.context import Context

_NONE = "none"
STATUSES = (_NONE, *(status.value for status in Status))

EXAMPLES = (
    "papers-tui status to-read 2507.21049",
    "papers-tui status none 2507.21049",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the status and the papers."""
    parser.add_argument("status", choices=STATUSES, metavar="STATUS", help=", ".join(STATUSES))
    add_ids(parser)
    add_no_hooks(parser)


def run(options: argparse.Namespace, context: Context) -> int:
    """Change the reading list."""
    from papers_tui.cli.inputs import read_ids
    from papers_tui.cli.library_edit import save_changes
    from papers_tui.model.library.changes import SetStatus

    status = None if options.status == _NONE else Status(options.status)
    changes = [SetStatus(key, status) for key in read_ids(options.ids)]
    save_changes(context, changes, wants_titles=status is not None)
    return 0
