"""Take a tag off papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli.grammar.parser import add_ids, add_no_hooks, add_tag

if TYPE_CHECKING:
    import argparse

    from papers_tui.cli.context import Context

EXAMPLES = ('papers-tui untag "test time" 2507.21049',)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the tag and the papers."""
    add_tag(parser)
    add_ids(parser)
    add_no_hooks(parser)


def run(options: argparse.Namespace, context: Context) -> int:
    """Change the reading list."""
    from papers_tui.cli.inputs import read_ids
    from papers_tui.cli.library_edit import save_changes
    from papers_tui.model.library.changes import Untag

    changes = [Untag(key, options.tag) for key in read_ids(options.ids)]
    save_changes(context, changes, wants_titles=False)
    return 0
