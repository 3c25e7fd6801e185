"""arXiv ids and queries as they are typed, with errors that show what is wrong in them."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import UsageError, to_stderr
from papers_tui.model.arxiv_id import parse_id
from papers_tui.text.clean import brief

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.cli.context import Context
    from papers_tui.model.query.parser import Query

_SEPARATORS = re.compile(r"[\s,;]+")


def read_ids(words: Sequence[str]) -> tuple[str, ...]:
    """The ids, each once; `-` stands for those on stdin, between spaces, commas or line ends.

    Raises UsageError for what is no id, and when there is none at all.
    """
    if len(words) > 1 and "[" in "".join(words) and (only := parse_id(" ".join(words))):
        return (only,)  # the stamp of a PDF, whose words the shell has separated
    ids: dict[str, None] = {}
    for word in words:
        for text in _typed() if word == "-" else [word]:
            ids.update(dict.fromkeys(_parsed(text)))
    if not ids:
        raise UsageError("there is no arXiv id on stdin; write one a line")
    return tuple(ids)


def _typed() -> list[str]:
    return [line for line in streams.read_input().splitlines() if line.strip()]


def _parsed(text: str) -> list[str]:
    if only := parse_id(text):
        return [only]
    parts = [part for part in _SEPARATORS.split(text) if part]
    return [_one(part) for part in parts] or [_one(text)]


def _one(text: str) -> str:
    found = parse_id(text)
    if found is None:
        shown = brief(text)
        raise UsageError(f"{shown!r} is no arXiv id; paste one such as 2507.21049, or its link")
    return found


def read_where(text: str | None, context: Context) -> Query | None:
    """The query behind `--where`, if there is any."""
    return None if text is None else read_query(text, context)


def read_query(text: str, context: Context) -> Query:
    """The query; what makes no sense is drawn on stderr with a caret, and raises UsageError."""
    from papers_tui.model.query.errors import QueryError, explain
    from papers_tui.model.query.parser import parse

    try:
        return parse(text, named=context.settings.named)
    except QueryError as error:
        drawn = explain(text, error, streams.columns(sys.stderr, context.environment) - 2)
        to_stderr("".join(f"  {line}\n" for line in drawn.splitlines()))
        raise UsageError(error.sentence) from error
