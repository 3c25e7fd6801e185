"""The user's programs, started by a command that then ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.services.programs import hooks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.cli.context import Context
    from papers_tui.services.programs.hooks import Hook


def start(context: Context, some: Sequence[Hook]) -> None:
    """Start hooks, unless a hook runs this command; a warning where none can be started."""
    if not hooks.may_start():
        return
    try:
        hooks.start(some, context.paths)
    except OSError as error:
        streams.warn(f"{hooks.not_started(error)}; the change is made")
