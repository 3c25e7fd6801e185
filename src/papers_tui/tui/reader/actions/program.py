"""The program itself: help, palette, going back, leaving."""

from __future__ import annotations

from papers_tui.tui.commands import Place
from papers_tui.tui.reader.actions.base import Action


class Program(Action):
    """The commands `app.*`."""

    def back(self) -> None:
        """Undo one layer: the reading view, marks, filter, search, what was said."""
        screen = self._screen
        if screen.reading:
            screen.place = Place.LIST
        elif not (screen.picking.clear() or screen.filtering.clear() or screen.late.leave_search()):
            screen.hush()
            screen.cards.focus()

    def help(self) -> None:
        from papers_tui.tui.dialogs.help import Help

        self._screen.app.push_screen(Help(self._screen.keymap, self._screen.place), self._run)

    def stop(self) -> None:
        if not self._screen.late.stop():
            self._screen.say("Nothing is being fetched that could be stopped.")

    def palette(self) -> None:
        self._screen.app.action_command_palette()

    def quit(self) -> None:
        self._screen.app.exit()

    def _run(self, command_id: str | None) -> None:
        if command_id:
            self._screen.give(command_id)
