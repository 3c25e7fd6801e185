"""The sections of a text, to go to one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from papers_tui.tui.dialogs.picker import Choice, Picker
from papers_tui.tui.render.lines import Span
from papers_tui.tui.render.wrap import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.text.document.outline import Section

_INDENT = 2


class Outline(Picker[int, "Section"]):
    """The result is the section's line in the source."""

    NAME: ClassVar[str] = "Sections"
    KEYS: ClassVar[str] = "Enter goes there · Esc closes"
    SHAPE: ClassVar[str] = "-long"
    PLACEHOLDER: ClassVar[str] = "A section: type to find it"
    NOTHING: ClassVar[str] = "No section has these words."

    def __init__(self, sections: Sequence[Section], current: Section | None) -> None:
        super().__init__()
        self._sections = tuple(sections)
        self._current = current

    def on_mount(self) -> None:
        super().on_mount()
        self.when_drawn(lambda: self.narrow(self._current))

    def choices(self, typed: str, width: int) -> Sequence[Choice[Section]]:
        words = typed.casefold().split()
        least = min((one.level for one in self._sections), default=0)
        return [
            Choice((Span(fit(" " * (_INDENT * (one.level - least)) + one.title, width)),), one)
            for one in self._sections
            if all(word in one.title.casefold() for word in words)
        ]

    def picked(self, value: Section) -> None:
        self.dismiss(value.line)
