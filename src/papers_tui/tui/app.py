"""The program around the windows. Everything it works with is handed to it."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from functools import cached_property, partial
from threading import Thread
from typing import TYPE_CHECKING

from textual.app import App
from textual.errors import NoWidget
from textual.events import Key, MouseDown, MouseScrollDown, MouseScrollUp, MouseUp, Resize
from textual.geometry import Offset, Size

from papers_tui.tui.reader.screen import ReaderScreen
from papers_tui.tui.terminal.filters import TerminalGuard
from papers_tui.tui.terminal.input import ESCAPE_WITH_NEXT
from papers_tui.tui.terminal.type_ahead import TypeAhead
from papers_tui.tui.themes import AUTO, THEMES, chosen, offered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.driver import Driver
    from textual.filter import LineFilter
    from textual.screen import Screen

    from papers_tui.model.period import Period
    from papers_tui.services.session import Session
    from papers_tui.tui.terminal.watchdog import Watchdog

_PICKED = "theme"
"""The name, in the state, of the theme that was picked last."""


_LOOK_AGAIN = 0.25
"""Seconds after a change of the window's size in which it may have changed once more."""

_BY_HAND = Key, MouseDown, MouseScrollDown, MouseScrollUp

_LEFT = 1
"""The button of the mouse that everything can be done with."""

_TURN = 0.001
"""Seconds after which a thread that computes lets the screen have its turn; Python's own 5 ms,
several times for a key, would be felt."""


_LAST_SAVE = 5.0
"""Seconds that a save may take when the event loop is blocked and the program is to end."""


def _driver() -> type[Driver] | None:
    """The driver of the terminal; Textual's own on Windows."""
    if sys.platform == "win32":
        return None
    from papers_tui.tui.terminal.driver import TerminalDriver

    return TerminalDriver


class PapersApp(App[str]):
    """Hosts the reader. Its result is what to run next, such as the sample, or None."""

    TITLE = "papers-tui"
    CSS_PATH = "papers.tcss"
    ENABLE_COMMAND_PALETTE = False  # there is one of our own

    def __init__(
        self,
        session: Session,
        start: Period | None = None,
        *,
        background: str | None = None,
        ascii: bool = False,  # noqa: A002 - the option's name
    ) -> None:
        """`background` is what the terminal's was found to be; `ascii` draws our symbols in ASCII,
        as the setting does."""
        super().__init__(driver_class=_driver())
        self._session = session
        self._start = start or session.lists.named(session.settings.start)
        self._own_filters: list[LineFilter] = [TerminalGuard()]
        if ascii or session.settings.ascii:
            from papers_tui.tui.terminal.filters import AsciiSymbols

            self._own_filters.append(AsciiSymbols())
        self.animation_level = "none"
        # Nothing here pops up: each screen would have two widgets more. Private in Textual 8.2,
        # where only `run_test` turns them off.
        self._disable_tooltips = self._disable_notifications = True
        for ours in THEMES:
            self.register_theme(ours)
        picked = session.state.get(_PICKED)
        first = chosen(self.available_themes, session.settings.theme, picked, background)
        self.theme = self._colored_for = first
        self.stylesheet.set_variables(self.get_css_variables())
        self._type_ahead = TypeAhead(
            self, self._act, self._hand_on, self._waits, self._leaves, self._report_waiting
        )
        self._has_alt = False
        """Whether the next key was pressed with Alt."""

        self.crash = ""
        """The report, after a crash."""

        self.lost = ""
        """The reason why the terminal was lost, if it was."""
        self.watchdog: Watchdog | None = None
        """The thread that sees signals, where there are any."""

    def get_default_screen(self) -> Screen[None]:
        return self._window(self._session, self.size, self._start)

    @cached_property
    def takes_alt(self) -> bool:
        """Whether a command has a key with Alt, which most terminals send as Escape and a key."""
        keymap = self._window.keymap
        return any("alt+" in key for one in keymap.commands for key in keymap.keys_of(one.id))

    @cached_property
    def _window(self) -> type[ReaderScreen]:
        settings = self._session.settings
        changed = settings.keys or settings.commands or settings.q_quits
        if not changed and settings.keys_preset == "vim":
            return ReaderScreen
        from papers_tui.tui.keys.from_settings import keymap_of

        return ReaderScreen.with_keymap(keymap_of(settings))

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), *self._own_filters]

    def action_help_quit(self) -> None:
        """Ctrl+C, where nothing is selected that it could copy: it ends no program, and says so."""
        reader = self.screen_stack[0]
        if isinstance(reader, ReaderScreen):
            reader.say(f"{reader.keymap.key('app.quit')} leaves the program.")

    def action_command_palette(self) -> None:
        """Offer everything that can be done or gone to."""
        reader = self.screen_stack[0]
        if isinstance(reader, ReaderScreen) and reader.is_current:
            from papers_tui.tui.palette.palette import Palette

            self.push_screen(Palette(reader))

    def action_suspend_process(self) -> None:
        """Stop the program until the shell continues it."""
        if callable(stop := getattr(self._driver, "stop_process", None)):
            stop()

    def action_change_theme(self) -> None:
        """Choose a theme, seeing each one while moving through them."""
        from papers_tui.tui.dialogs.themes import ThemePicker

        self.push_screen(ThemePicker(offered(self.available_themes, self.theme)), self._keep_theme)

    def _keep_theme(self, name: str | None) -> None:
        """Begin with the theme that was picked the next time, too."""
        reader = self.screen_stack[0]
        if name and isinstance(reader, ReaderScreen):
            reader.save(self._session.state.put, _PICKED, name)

    def refresh_css(self, animate: bool = True) -> None:
        """Draw in the colors of another theme; with the first one's the rules are read anyhow."""
        if self.theme != self._colored_for:
            self._colored_for = self.theme
            super().refresh_css(animate)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keep cursors from blinking: each time would draw again, also over a slow connection."""
        if getattr(event.widget, "cursor_blink", False):
            event.widget.cursor_blink = False  # type: ignore[attr-defined]

    def on_resize(self) -> None:
        """Look again a moment later: of two changes one upon the other, the second may be lost."""
        if not self.is_headless:
            self.set_timer(_LOOK_AGAIN, self._look_again)

    def _look_again(self) -> None:
        size = Size(*shutil.get_terminal_size((0, 0)))
        if size.area and size != self.size:
            self.post_message(Resize(size, size))

    async def on_unmount(self) -> None:
        if self._session.connection is not None:
            await self._session.connection.close()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, Key) and not event.is_forwarded:
            has_ended = not self.screen_stack
            if not has_ended and (key := self._plain_key(event)) is not None:
                await self._type_ahead.take(key)
        else:
            await self._hand_on(event)

    def _plain_key(self, key: Key) -> Key | None:
        """Escape and a key that came at once, one by one; in a note they are one with Alt, which
        does nothing there, and closes nothing."""
        if key.key == ESCAPE_WITH_NEXT:
            self._has_alt = bool(getattr(self.screen, "HAS_PROSE", False))
            return None if self._has_alt else Key("escape", None)
        has_alt, self._has_alt = self._has_alt, False
        return None if has_alt else key

    async def _hand_on(self, event: events.Event) -> None:
        """Have Textual find what the event is for; other buttons than the left one do nothing."""
        if isinstance(event, MouseDown | MouseUp) and not event.is_forwarded:
            if event.button != _LEFT:
                return
            if isinstance(event, MouseDown):
                self._grab(event)
        self._count(event)
        await super().on_event(event)

    def _grab(self, event: MouseDown) -> None:
        """Have what can be dragged get all that follows, which may come before it knows."""
        with suppress(NoWidget):
            widget, _ = self.screen.get_widget_at(event.x, event.y)
            grabs: Callable[[Offset], bool] | None = getattr(widget, "grabs", None)
            if grabs is not None and grabs(event.screen_offset - widget.content_region.offset):
                self.capture_mouse(widget)

    async def _act(self, key: Key) -> bool:
        """Do the command of a key where nothing is typed; False where it has none.

        As the private way of Textual 8.2 for a key that no widget takes: bindings that go first,
        then the others.
        """
        self._count(key)
        return await self._check_bindings(key.key, True) or await self._check_bindings(key.key)

    def _waits(self, key: Key) -> bool:
        """Whether a key is for a paper of a list that is still to come."""
        reader = self.screen
        return isinstance(reader, ReaderScreen) and reader.waits(key.key)

    def _leaves(self, key: Key) -> bool:
        """Whether a key leaves the program and so waits for none before it."""
        reader = self.screen
        return isinstance(reader, ReaderScreen) and reader.leaves(key.key)

    def _report_waiting(self, keys: int) -> None:
        """Have the reader say how many keys wait for a list."""
        reader = next(iter(self.screen_stack), None)
        if isinstance(reader, ReaderScreen):
            reader.keys_wait(keys)

    def _count(self, event: events.Event) -> None:
        """Count what comes from the user, whichever window it is for."""
        if isinstance(event, _BY_HAND) and not event.is_forwarded:
            reader = next(iter(self.screen_stack), None)
            if isinstance(reader, ReaderScreen):
                reader.touches += 1

    def repaint(self) -> None:
        """Draw all of the screen again, whatever the terminal shows."""
        self.refresh(layout=True)

    def terminal_lost(self, reason: str) -> None:
        """End because nobody sees the program any more, or can type."""
        self.lost = self.lost or reason
        self.end(1)

    def ask_to_end(self, is_lost: bool) -> None:
        """End from another thread, when the event loop gets to it."""
        with suppress(RuntimeError):  # the event loop has ended
            end = partial(self.terminal_lost, "It was closed.") if is_lost else self.end
            if self._loop is not None:  # private; `call_from_thread` waits for the event loop
                self._loop.call_soon_threadsafe(end)

    def end(self, status: int = 0) -> None:
        """End as asked from outside; a note that is being written is kept."""
        self._keep_drafts()
        self.exit(return_code=status)

    def _keep_drafts(self) -> None:
        for screen in self.screen_stack:
            if callable(keep := getattr(screen, "keep", None)):
                keep()

    def end_at_once(self) -> None:
        """End from another thread although something blocks the event loop, with all saved."""
        saving = Thread(target=self._save_all, daemon=True)
        saving.start()
        saving.join(_LAST_SAVE)
        if callable(leave := getattr(self._driver, "leave_at_once", None)):
            leave()
        os._exit(1)

    def _save_all(self) -> None:
        self._keep_drafts()
        for end in self._session.at_close:
            end()

    def _handle_exception(self, error: Exception) -> None:
        """Crash after a bug, unless the program is being left.

        Once that is so, Textual 8.2 takes no widget in: what is still at work may miss its own.
        """
        if not self._exit:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End after a bug without showing local variables, as Textual would: they hold secrets.

        Textual 8.2 calls this private method for it, and has no public one to override.
        """
        from papers_tui.tui.terminal.crash import crash_report

        self.crash = crash_report(self._exception) if self._exception else "an unknown error"
        self._close_messages_no_wait()


def run(
    session: Session,
    start: Period | None = None,
    *,
    ascii: bool = False,  # noqa: A002 - the option's name
) -> PapersApp:
    """Run the reader until the user leaves it; `ascii` is as `PapersApp` has it."""
    from papers_tui.tui.terminal.background import find

    sys.setswitchinterval(_TURN)

    settings = session.settings
    background = find(session.state, os.environ) if settings.theme == AUTO else None
    app = PapersApp(session, start, background=background, ascii=ascii)
    if sys.platform != "win32":
        from papers_tui.tui.terminal.watchdog import Watchdog

        app.watchdog = Watchdog(0, app.ask_to_end, app.end_at_once)
        app.watchdog.begin()
    app.run(mouse=settings.mouse)
    return app
