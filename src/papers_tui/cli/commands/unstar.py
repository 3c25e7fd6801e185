"""Take the star off papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli.grammar.parser import add_ids, add_no_hooks

if TYPE_CHECKING:
    import argparse

    from papers_tui.cli.context import Context

EXAMPLES = ("papers-tui unstar 2507.21049",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the papers."""
    add_ids(parser)
    add_no_hooks(parser)


def run(options: argparse.Namespace, context: Context) -> int:
    """Change the reading list."""
    from papers_tui.cli.inputs import read_ids
    from papers_tui.cli.library_edit import save_changes
    from papers_tui.model.library.changes import Unstar

    save_changes(context, map(Unstar, read_ids(options.ids)), wants_titles=False)
    return 0
