"""Add the papers of another program's file to the reading list, by the arXiv ids in it.

The file may be BibTeX, RIS, CSV, CSL-JSON, an export of Zotero, bookmarks, Markdown, a mail,
another library.toml, or any text. New papers are marked to-read, unless --status or that other
list says otherwise; a known paper keeps its status unless --status is given, and its note is never
replaced. With keys, documents that cite the file's entries find them in an export, too.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.commands.status import STATUSES
from papers_tui.cli.errors import INTERRUPTED, CommandError, UsageError
from papers_tui.cli.grammar.parser import add_no_hooks, tag_argument
from papers_tui.text.wording import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from papers_tui.cli.context import Context
    from papers_tui.services.exchange.importing import Import, ImportOptions

EXAMPLES = (
    "papers-tui import references.bib --tag thesis --with tags,notes",
    "papers-tui import - --dry-run < mail.txt",
)

_PARTS = ("tags", "notes", "keys")
_MOST_NAMED = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file, and what is set on its papers."""
    parser.add_argument("file", metavar="FILE", help="the file; - reads stdin")
    help_text = f"{', '.join(STATUSES)} (default: to-read for papers that are new)"
    parser.add_argument("--status", choices=STATUSES, metavar="S", help=help_text)
    help_text = "tag all of them; may be given several times"
    parser.add_argument("--tag", type=tag_argument, action="append", metavar="TAG", help=help_text)
    parser.add_argument("--star", action="store_true", help="star all of them")
    help_text = f"also take these from the entries: {', '.join(_PARTS)}"
    parser.add_argument("--with", dest="parts", type=_parts, metavar="PARTS", help=help_text)
    help_text = "report what would be done, and change nothing"
    parser.add_argument("--dry-run", action="store_true", help=help_text)
    add_no_hooks(parser)


def run(options: argparse.Namespace, context: Context) -> int:
    """Make one change of the reading list, and report it."""
    from papers_tui.cli.library_edit import save_changes
    from papers_tui.services.exchange.importing import plan

    data = _read(options.file)
    with context.session() as session:
        found = plan(data, session.library_file.load().library, _wishes(options))
    if found.is_empty:
        _warn(found)
        name = _name(options.file)
        raise CommandError(f"no arXiv id was found in {name}; check that it is the right file")
    if found.changes and not options.dry_run:
        save_changes(context, found.changes, wants_titles=False, is_quiet=True)
    if found.keys and not options.dry_run:
        _keep_keys(context, found.keys)
    _warn(found)
    _report(found, dry_run=options.dry_run)
    if options.dry_run:
        return 0
    from papers_tui.cli.titles import complete

    if complete(context, (*found.new, *found.known)):
        return 0
    streams.report("stopped: the papers are imported; import them again for the missing details")
    return INTERRUPTED


def _keep_keys(context: Context, keys: Mapping[str, str]) -> None:
    """Give papers their citation keys; that some have others already is reported."""
    with context.session() as session:
        session.state.keep_citation_keys(keys)
        kept = session.state.citation_keys()
    if others := sum(kept.get(paper) != key for paper, key in keys.items()):
        keep = "keeps the citation key" if others == 1 else "keep the citation keys"
        streams.report(f"{counted(others, 'paper')} {keep} of before, not those of the file")


def _read(file: str) -> bytes:
    if file == "-":
        return streams.read_bytes()
    if not file:
        raise UsageError("the file has no name; give one, or - for stdin")
    try:
        return streams.file_named(file).read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CommandError(f"{_name(file)} could not be read: {reason}; check the name") from error


def _name(file: str) -> str:
    from papers_tui.text.clean import harmless

    return "stdin" if file == "-" else harmless(file)


def _wishes(options: argparse.Namespace) -> ImportOptions:
    from papers_tui.model.library.marks import Status
    from papers_tui.services.exchange.importing import ImportOptions

    parts, tags = options.parts or (), tuple(dict.fromkeys(options.tag or ()))
    wishes = ImportOptions(
        tags=tags,
        star=options.star,
        with_tags="tags" in parts,
        with_notes="notes" in parts,
        with_keys="keys" in parts,
    )
    if options.status is None:
        return wishes
    from dataclasses import replace

    status = None if options.status == "none" else Status(options.status)
    return replace(wishes, status=status, is_status_explicit=True)


def _warn(found: Import) -> None:
    """Name the entries without an id, by their lines."""
    for entry in found.unreadable[:_MOST_NAMED]:
        name = f" ({entry.name})" if entry.name else ""
        streams.warn(f"line {entry.line}{name}: there is no arXiv id in this entry")
    if (more := len(found.unreadable) - _MOST_NAMED) > 0:
        entries = counted(more, "more entry has", "more entries have")
        streams.warn(f"and {entries} no arXiv id")


def _report(found: Import, *, dry_run: bool) -> None:
    counts = f"{len(found.new):,} new, {len(found.known):,} known"
    why = " (no arXiv id)" if found.unreadable else ""
    unreadable = f"{len(found.unreadable):,} unreadable{why}"
    streams.report(f"{'would be ' if dry_run else ''}imported: {counts}, {unreadable}")


def _parts(text: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in text.split(","))
    if not set(parts) <= set(_PARTS):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not one or more of {', '.join(_PARTS)}, with commas"
        )
    return parts
