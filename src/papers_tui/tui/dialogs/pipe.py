"""Asking for a program that gets papers; those that were used last are offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from papers_tui.services.programs import command_lines
from papers_tui.text.clean import one_line
from papers_tui.tui.dialogs.picker import Choice, Picker
from papers_tui.tui.render.lines import Span
from papers_tui.tui.render.wrap import fit

if TYPE_CHECKING:
    from collections.abc import Sequence


class Pipe(Picker[str, str]):
    """The result is the program with its arguments, as it was typed."""

    NAME: ClassVar[str] = "Pipe"
    KEYS: ClassVar[str] = "Enter runs it · Esc closes"
    PLACEHOLDER: ClassVar[str] = "A program that reads JSON, such as jq ."
    NOTHING: ClassVar[str] = "No program has been used yet."

    def __init__(self, recent: Sequence[str]) -> None:
        super().__init__()
        self._recent = tuple(recent)

    def choices(self, typed: str, width: int) -> Sequence[Choice[str]]:
        typed = typed.strip()
        others = [one for one in self._recent if typed in one and one != typed]
        listed = [Choice((Span(fit(one_line(one), width)),), one) for one in others]
        if not typed:
            return listed
        if not words(typed):
            return [Choice((Span("A quote is not closed.", "warning"),)), *listed]
        return [Choice((Span(fit(one_line(typed), width)),), typed), *listed]

    def picked(self, value: str) -> None:
        self.dismiss(value)


def words(command: str) -> list[str]:
    """A command line in words as a shell splits them; none where a quote is not closed."""
    try:
        return command_lines.words(command)
    except ValueError:
        return []
