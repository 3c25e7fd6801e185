"""Explain the keys, the query language, the files or a command; without a topic, all commands."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.grammar import registry
from papers_tui.cli.grammar.registry import COMMANDS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from papers_tui.cli.context import Context
    from papers_tui.store.paths import Paths

_GAP = "  "
TOPICS = ("keys", "query", "files")
_TOPICS = (*TOPICS, *COMMANDS)

EXAMPLES = (
    "papers-tui help query",
    "papers-tui help export",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the topic."""
    help_text = f"{', '.join(TOPICS)}, or a command"
    parser.add_argument(
        "topic", nargs="?", type=_topic, choices=_TOPICS, metavar="TOPIC", help=help_text
    )


def run(options: argparse.Namespace, context: Context) -> int:
    """Print the page."""
    if options.topic is None or options.topic in COMMANDS:
        registry.parse([*filter(None, [options.topic]), "--help"])
    elif options.topic == "query":
        streams.write("".join(_query(streams.columns(sys.stdout, context.environment))))
    elif options.topic == "files":
        streams.write("".join(_files(context.paths)))
    else:
        from papers_tui.cli.settings import keymap_in
        from papers_tui.tui.keys.reference import keys_table

        streams.write(keys_table(keymap_in(context.settings)))
    return 0


def _topic(text: str) -> str:
    if text not in _TOPICS:
        raise registry.unknown("topic or command", text, _TOPICS)
    return text


def _query(columns: int) -> Iterator[str]:
    from papers_tui.model.query.reference import LANGUAGE, NOTES
    from papers_tui.text.cells import pad, wrap

    syntax = max(len(row.syntax) for row in LANGUAGE) + len(_GAP)
    meaning = max(len(row.meaning) for row in LANGUAGE) + len(_GAP)
    example = max(len(row.example) for row in LANGUAGE)
    for row in LANGUAGE:
        if syntax + meaning + example <= columns:
            yield f"{pad(row.syntax, syntax)}{pad(row.meaning, meaning)}{row.example}\n"
        else:
            parts = [*wrap(row.meaning, columns - syntax), f"for example: {row.example}"]
            yield pad(row.syntax, syntax) + f"\n{' ' * syntax}".join(parts) + "\n"
    yield "\n"
    for note in NOTES:
        yield "\n".join(wrap(note, columns)) + "\n"


def _files(paths: Paths) -> Iterator[str]:
    from papers_tui.store.paths import BACKUPS

    files = {
        "the settings": paths.config,
        "the reading list": paths.library,
        "its backups": paths.state.parent / BACKUPS,
        "what was seen, the last position": paths.state,
        "fetched lists, papers and texts; may be deleted": paths.archive,
        "fetched PDFs": paths.pdf,
        "the log": paths.log,
    }
    width = max(map(len, files))
    for name, path in files.items():
        yield f"{name:<{width}}  {path}\n"
    yield "\nPAPERS_TUI_HOME=DIR keeps all of them in DIR.\n"
    yield "papers-tui config show prints settings, papers-tui config init writes a first file.\n"
