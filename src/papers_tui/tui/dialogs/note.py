"""The note on a paper."""

from __future__ import annotations

import asyncio
import sys
from threading import Lock
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.widgets import TextArea

from papers_tui.text.clean import own
from papers_tui.tui.dialogs.base import Dialog
from papers_tui.tui.widgets.bars import Bar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from textual.binding import BindingType
    from textual.widget import Widget

_KEEP_EVERY = 5.0
"""Seconds of writing that a crash may cost at most."""


class Draft(Protocol):
    """The place where a note is kept while it is written."""

    def keep(self, text: str) -> None: ...
    def lend(self, text: str) -> Path: ...
    def take_back(self) -> str: ...


class NoteEditor(Dialog[str]):
    """The result is the text. What is being written is kept every few seconds."""

    NAME: ClassVar[str] = "Note"
    KEYS: ClassVar[str] = "Esc saves and closes · Ctrl+O opens your editor"
    SHAPE: ClassVar[str] = "-tall"
    HAS_PROSE = True
    """Whether keys with Alt may be pressed in it, which must not close it as Escape does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("ctrl+s,escape", "save", "Save and close"),
        ("ctrl+o", "editor", "Open in $EDITOR"),
    ]

    def __init__(
        self, title: str, note: str, draft: Draft, undo: str, editor: Sequence[str]
    ) -> None:
        super().__init__()
        self._editor = editor
        self._hint = f"After saving, {undo} undoes it"
        self._heading = title
        self._draft = draft
        self._kept: str | None = note
        """The text that was given to the draft last; None once none is to be."""

        self._keeping = Lock()
        self._is_lent = False
        """Whether the user's editor has the text, and what is typed here would be lost."""

        self._area = TextArea(note, id="note-text", soft_wrap=True)
        self._bars = Bar(id="note-title"), Bar(id="note-hint")

    def parts(self) -> Iterable[Widget]:
        yield self._bars[0]
        yield self._area
        yield self._bars[1]

    def on_mount(self) -> None:
        self._bars[0].show([(self._heading, "bold")])
        self._say(self._hint)
        self._area.move_cursor(self._area.document.end)
        self._area.focus()
        self.set_interval(_KEEP_EVERY, self._keep_behind)

    def keep(self) -> None:
        """Keep the text as it is now, should the program not come to save it."""
        self._kept = self._area.text
        self._keep(self._kept)

    def _keep_behind(self) -> None:
        """Keep it in a thread, as writing may take a while, and keys do not wait for it."""
        if self._area.text != self._kept and not self.is_closed:
            self._kept = self._area.text
            self.run_worker(asyncio.to_thread(self._keep, self._kept), group="draft")

    def _keep(self, text: str) -> None:
        with self._keeping:
            if text == self._kept:  # else there is a newer one, or none is wanted any more
                self._draft.keep(text)

    def action_save(self) -> None:
        """Close with the text as it is, unless an editor has it."""
        if self._is_lent:
            return
        with self._keeping:  # a draft that is written later would outlive the note
            self._kept = None
        self.dismiss(own(self._area.text))

    def leave(self) -> None:
        """Close with the text as it is."""
        self.action_save()

    def action_editor(self) -> None:
        """Go on in the user's own editor, with the terminal lent to it."""
        if not self._is_lent:
            self._is_lent = True
            self.run_worker(self._edit(), group="editor")

    async def _edit(self) -> None:
        from papers_tui.services.programs.command_lines import CommandLineError
        from papers_tui.tui.terminal.lend import LendError

        try:
            await self._lend()
        except (CommandLineError, LendError) as error:
            self._say(str(error), "$text-warning")
        except OSError as error:
            self._say(f"The editor cannot get the note ({error.strerror}).", "$text-warning")
        finally:
            self._is_lent = False

    async def _lend(self) -> None:
        """Have the editor change the text; what it saved is taken however it ended."""
        from papers_tui.services.programs.command_lines import editor_command
        from papers_tui.services.programs.desktop import failure
        from papers_tui.tui.terminal.lend import LendError, run_in_terminal

        command = list(self._editor) or editor_command(sys.platform)
        with self._keeping:
            self._kept = self._area.text
            file = self._draft.lend(self._kept)
        try:
            status = await run_in_terminal(self.app, [*command, str(file)])
        except LendError:
            self._draft.take_back()
            raise
        text = self._draft.take_back()
        self._area.text = own(text).removesuffix("\n")
        self._area.move_cursor(self._area.document.end)
        if status:
            ended = f"{failure(command, status)}; the text is as it was saved last."
            self._say(ended, "$text-warning")

    def _say(self, text: str, style: str = "$foreground-muted") -> None:
        self._bars[1].show([(text, style)])
