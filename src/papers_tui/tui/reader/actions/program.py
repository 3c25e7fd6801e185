"""The program itself: help, palette, going back, leaving."""

from __future__ import annotations

from papers_tui.tui.commands import Place
from papers_tui.tui.reader.actions.base import Action


class Program(Action):
    """The commands `app.*`."""

    def back(self) -> None:
        """Undo one layer: the reading view, marks, filter, search, what was said."""
        window = self._window
        if window.reading:
            window.place = Place.LIST
        elif not (window.selection.clear() or window.filter.clear() or window.lazy.leave_search()):
            window.hush()
            window.cards.focus()

    def help(self) -> None:
        from papers_tui.tui.dialogs.help import Help

        self._window.app.push_screen(Help(self._window.keymap, self._window.place), self._run)

    def stop(self) -> None:
        if not self._window.lazy.stop():
            self._window.say("Nothing is being fetched that could be stopped.")

    def palette(self) -> None:
        self._window.app.action_command_palette()

    def quit(self) -> None:
        self._window.app.exit()

    def _run(self, command_id: str | None) -> None:
        if command_id:
            self._window.give(command_id)
