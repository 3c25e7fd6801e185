"""Star papers, whether they are archived or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli.grammar.parser import add_ids, add_no_hooks

if TYPE_CHECKING:
    import argparse

    from papers_tui.cli.context import Context

EXAMPLES = (
    "papers-tui star 2507.21049",
    "papers-tui star https://arxiv.org/abs/2507.21049v2",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the papers."""
    add_ids(parser)
    add_no_hooks(parser)


def run(options: argparse.Namespace, context: Context) -> int:
    """Change the reading list."""
    from papers_tui.cli.inputs import read_ids
    from papers_tui.cli.library_edit import save_changes
    from papers_tui.model.library.changes import Star

    save_changes(context, map(Star, read_ids(options.ids)))
    return 0
