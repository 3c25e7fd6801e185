"""The note on a paper."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import SuspendNotSupported
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import TextArea

from papers_tui.text.clean import harmless
from papers_tui.tui.dialogs.base import HEIGHTS, WIDTHS
from papers_tui.tui.widgets.bars import Bar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

_KEEP_EVERY = 5.0
"""Seconds of writing that a crash may cost at most."""


class NoteEditor(ModalScreen[str]):
    """The result is the text. What is being written is kept every few seconds."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        ("ctrl+s,escape", "save", "Save and close"),
        ("ctrl+o", "editor", "Open in $EDITOR"),
    ]

    def __init__(
        self,
        title: str,
        note: str,
        keep: Callable[[str], None],
        undo: str = "u",
        editor: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._editor = editor
        self._hint = f"Esc saves and closes, Ctrl+O opens your editor, {undo} takes it back later"
        self._heading = title
        self._keep = keep
        self._kept = note
        self._area = TextArea(note, id="note-text", soft_wrap=True)
        self._bars = Bar(id="note-title"), Bar(id="note-hint")

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog", classes="-tall"):
            yield self._bars[0]
            yield self._area
            yield self._bars[1]

    def on_mount(self) -> None:
        self._bars[0].show([(self._heading, "bold")])
        self._say(self._hint)
        self._area.move_cursor(self._area.document.end)
        self._area.focus()
        self.set_interval(_KEEP_EVERY, self.keep)

    def keep(self) -> None:
        """Keep the text as it is now, should the program not come to save it."""
        if self._area.text != self._kept:
            self._kept = self._area.text
            self._keep(self._kept)

    def action_save(self) -> None:
        """Close with the text as it is."""
        self.dismiss(harmless(self._area.text))

    def action_editor(self) -> None:
        """Go on in the user's own editor, with the terminal lent to it."""
        self.keep()
        command = list(self._editor) or _editor()
        with tempfile.TemporaryDirectory(prefix="papers-tui-note-") as folder:
            file = Path(folder) / "note.md"
            file.write_text(self._area.text, encoding="utf-8")
            try:
                with self.app.suspend():
                    subprocess.run([*command, str(file)], check=False)  # noqa: S603
                text = file.read_text(encoding="utf-8", errors="replace")
            except (SuspendNotSupported, OSError, ValueError) as error:
                self._say(f"{command[0]} could not be opened ({type(error).__name__})")
                return
        self._area.text = harmless(text).removesuffix("\n")
        self.refresh()

    def _say(self, text: str) -> None:
        self._bars[1].show([(text, "$foreground-muted")])


def _editor() -> list[str]:
    """The command of the user's editor, as words; vi where the environment has none that works."""
    try:
        named = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    except ValueError:
        named = []
    return named or ["vi"]
