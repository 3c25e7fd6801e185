"""Papers in the formats of other programs, with the options that these formats have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import UsageError
from papers_tui.export.formats import FORMATS, format_of
from papers_tui.export.item import Options
from papers_tui.text.clean import brief

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from papers_tui.services.session import Session

FIRST = next(iter(FORMATS))
"""The format where nothing says which."""

_OPTIONS = {
    "biblatex": "bibtex: entries for biblatex",
    "unicode": "bibtex: letters in Unicode, not as TeX commands",
    "raw": "csv: cells as they are, even where a spreadsheet takes them for formulas",
    "excel": "csv: marked as UTF-8 for Excel",
}


def add_format_options(parser: argparse.ArgumentParser) -> None:
    """Declare options of single formats, which `options_for` reads."""
    for name, help_text in _OPTIONS.items():
        parser.add_argument(f"--{name}", action="store_true", help=help_text)


def file_format(file: str | None) -> str:
    """The format that the file's name asks for, or the first one where it has no ending."""
    if not file or "." not in file.replace("\\", "/").rpartition("/")[2].lstrip("."):
        return FIRST
    if form := format_of(file):
        return form.name
    known = ", ".join(form.suffix for form in FORMATS.values())
    shown = brief(file)
    raise UsageError(f"no format has the ending of {shown}; use one of {known}, or add --format")


def options_for(form: str, options: argparse.Namespace) -> Options:
    """The options for the format; raises UsageError for one of another format."""
    asked = {name: True for name in _OPTIONS if getattr(options, name)}
    for name in asked:
        if form not in FORMATS or name not in FORMATS[form].options:
            owner = next(each.name for each in FORMATS.values() if name in each.options)
            raise UsageError(f"--{name} is for {owner}; leave it out, or add --format {owner}")
    return Options(**asked)


def exported(session: Session, ids: Sequence[str], form: str, options: Options) -> str:
    """The papers in one of `export.formats.FORMATS`; their citation keys are kept."""
    exporter = session.exporter()
    text = exporter.render(ids, FORMATS[form], options)
    if exporter.problem:
        streams.warn(exporter.problem)
    return text
