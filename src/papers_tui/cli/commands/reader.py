"""Read Hugging Face Daily Papers in the terminal, online or not.

Without a command the reader opens the newest day, or the list that is asked for. The commands print
tables for a person at a terminal, and JSON when their output goes into a pipe or a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli.grammar.parser import add_period, chosen_period

if TYPE_CHECKING:
    import argparse

    from papers_tui.cli.context import Context

EXAMPLES = (
    "papers-tui --week 2025-W50",
    "papers-tui --search 'agents has:code'",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the list to open, and the looks."""
    parser.usage = "%(prog)s [LIST] [--offline] [--demo] [--ascii]\n       %(prog)s COMMAND ..."
    lists = add_period(parser.add_argument_group("LIST is one of"))
    lists.add_argument("--search", metavar="Q", help="what a query finds")
    lists.add_argument("--library", action="store_true", help="the reading list")
    lists.add_argument("--following", action="store_true", help="what your watches found")
    parser.add_argument(
        "--demo", action="store_true", help="a small sample, without the network or your files"
    )
    parser.add_argument("--ascii", action="store_true", help="draw with ASCII characters alone")


def run(options: argparse.Namespace, context: Context) -> int:
    """Open the reader."""
    from papers_tui.cli.launch import ReaderOptions, run_reader

    if options.search is not None:
        from papers_tui.cli.inputs import read_query

        read_query(options.search, context)
    asked = ReaderOptions(
        chosen_period(options),
        offline=context.offline,
        demo=options.demo,
        ascii=options.ascii,
        start=_start(options),
        search=options.search or "",
    )
    return run_reader(asked, context.environment)


def _start(options: argparse.Namespace) -> str:
    """The name of what is opened first, as in the settings; empty for what these say."""
    if options.library:
        return "library"
    return "following" if options.following else ""
