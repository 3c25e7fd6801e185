"""Print the note on a paper, or with a text write it; an empty text takes it away."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import UsageError
from papers_tui.cli.grammar.parser import add_id, add_no_hooks
from papers_tui.text.clean import harmless

if TYPE_CHECKING:
    import argparse

    from papers_tui.cli.context import Context

EXAMPLES = (
    'papers-tui note 2507.21049 "Compare with gradient surgery."',
    "papers-tui note 2507.21049 - < note.txt",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the paper and the note."""
    add_id(parser, takes_several=False)
    parser.add_argument("text", metavar="TEXT", nargs="?", help="the note; - reads it from stdin")
    add_no_hooks(parser)


def run(options: argparse.Namespace, context: Context) -> int:
    """Print the note, or change it."""
    from papers_tui.cli.inputs import read_ids

    if options.id == options.text == "-":
        raise UsageError("either the id or the note comes from stdin; write the other one")
    ids = read_ids([options.id])
    if len(ids) > 1:
        raise UsageError(f"there are {len(ids)} ids; give the one that the note is on")
    if options.text is None:
        _print(context, ids[0])
    else:
        from papers_tui.cli.library_edit import save_changes
        from papers_tui.model.library.changes import SetNote

        text = _typed() if options.text == "-" else options.text
        save_changes(context, [SetNote(ids[0], text)], wants_titles=bool(text))
    return 0


def _print(context: Context, paper_id: str) -> None:
    with context.session() as session:
        mark = session.saved_library.get(paper_id)
    note = mark.note if mark else ""
    if note:
        shown = harmless(note) if streams.is_terminal(sys.stdout) else note
        streams.write(f"{shown}\n")
    elif streams.is_terminal(sys.stderr):
        streams.report(f"there is no note on {paper_id}")


def _typed() -> str:
    """The note on stdin; empty input is more likely a mishap than the wish for no note."""
    text = streams.read_input("strict").rstrip("\r\n")
    if not text.strip():
        raise UsageError("there is no text on stdin; an empty TEXT takes the note away")
    return text
