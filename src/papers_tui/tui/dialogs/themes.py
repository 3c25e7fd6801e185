"""The themes, seen while one moves through them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from papers_tui.tui.dialogs.picker import Choice, Picker
from papers_tui.tui.render.lines import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType


class ThemePicker(Picker[str, str]):
    """The result is the theme that was picked; None leaves the one that was there."""

    NAME: ClassVar[str] = "Theme"
    KEYS: ClassVar[str] = "↑ ↓ show · Enter keeps · Esc leaves it as it was"
    PLACEHOLDER: ClassVar[str] = "A theme, or dark, or light"
    NOTHING: ClassVar[str] = "No theme has these words."
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "leave", "Leave")]

    def __init__(self, themes: Sequence[tuple[str, bool]]) -> None:
        super().__init__()
        self._themes = themes
        """Names, our own first, and whether they are dark."""

        self._before = ""

    def on_mount(self) -> None:
        self._before = self.app.theme
        super().on_mount()
        self.when_drawn(lambda: self.narrow(self._before))

    def choices(self, typed: str, width: int) -> Sequence[Choice[str]]:
        words = typed.casefold().split()
        return [
            Choice(
                (
                    Span("● " if name == self._before else "  ", "accent"),
                    Span(f"{name:<24}"),
                    Span("dark" if dark else "light", "muted"),
                ),
                name,
            )
            for name, dark in self._themes
            if all(word in f"{name} {'dark' if dark else 'light'}" for word in words)
        ]

    def moved(self, value: str) -> None:
        self.app.theme = value

    def picked(self, value: str) -> None:
        self.app.theme = value
        self.dismiss(value)

    def leave(self) -> None:
        """Close with the theme that was there before."""
        self.app.theme = self._before
        self.dismiss()
