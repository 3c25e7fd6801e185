"""Queries from the command line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from papers_tui.model.query.parser import Query


def read_where(text: str | None, environment: Mapping[str, str]) -> Query | None:
    """The query behind `--where`, if there is any."""
    return None if text is None else read_query(text, environment)


def read_query(text: str, environment: Mapping[str, str]) -> Query:
    """The query; what makes no sense is drawn on stderr with a caret, and raises WrongUsage."""
    from papers_tui.model.query.errors import QueryError, explain
    from papers_tui.model.query.parser import parse

    try:
        return parse(text)
    except QueryError as error:
        drawn = explain(text, error, streams.columns(sys.stderr, environment) - 2)
        sys.stderr.write("".join(f"  {line}\n" for line in drawn.splitlines()))
        hint = f"; {error.hint}" if error.hint else ""
        raise WrongUsage(f"{error}{hint}") from error
