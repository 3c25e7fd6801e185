"""The program itself: help, palette, going back, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.tui.commands import Place
from papers_tui.tui.reader.actions.base import Action, command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from papers_tui.tui.reader.window import Window

    Attempt = Callable[[], bool]


class Program(Action):
    """The commands `app.*`."""

    def __init__(self, window: Window, layers: Sequence[Attempt], stop: Attempt) -> None:
        """Each of `layers` takes one thing away that lies on the list, or returns False."""
        super().__init__(window)
        self._layers = layers
        self._stop = stop

    @command("app.back")
    def back(self) -> None:
        """Undo one layer: the reading view, marks, filter, search, the message."""
        window = self._window
        if window.reading:
            if window.part is None or not window.part.go_back():
                window.place = Place.LIST
        elif not any(take_away() for take_away in (*self._layers, window.source.go_back)):
            window.hush()
            window.set_focus(window.cards)

    @command("app.help")
    def help(self) -> None:
        from papers_tui.tui.dialogs.help import Help

        window = self._window
        window.app.push_screen(Help(window.keymap, window.place, window.give))

    @command("app.stop")
    def stop(self) -> None:
        if not self._stop():
            self._window.say("Nothing is running that could be stopped.")

    @command("app.palette")
    def palette(self) -> None:
        self._window.app.action_command_palette()

    @command("app.theme")
    def theme(self) -> None:
        self._window.app.action_change_theme()

    @command("app.suspend")
    def suspend(self) -> None:
        self._window.app.action_suspend_process()

    @command("app.quit")
    def quit(self) -> None:
        self._window.app.exit()
