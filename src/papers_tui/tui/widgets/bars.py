"""The one-line bars: what is on screen, where one is in it, and the keys that matter here."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from papers_tui.tui.commands import ALWAYS, FOOTERS, Place
from papers_tui.tui.render.wrap import cells, fit, fit_middle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events

    from papers_tui.tui.keys.keymap import Keymap

_LEAST = 8
"""A part that would get less room than this is left out rather than shortened."""

_SHORT = 24
"""A part no longer than this, and not the first, is left out rather than shortened."""

_NAME = 16
"""Cells of the first part at the left, or of what it has of them, that others leave to it."""

_APART = 2
"""The spaces between two parts."""

BESIDE_GROUPS = 44
"""Cells of a title for what else it says than the names of groups: a list, a filter, an age."""

_WARNING = "$text-warning"
"""The color of what is wrong."""

BarText = tuple[str, str]
"""A text and its style."""

NO_TITLES: Mapping[str, str] = MappingProxyType({})


def with_current(texts: Sequence[str], at: int, room: int) -> list[BarText]:
    """Texts as parts, the one that is current in brackets.

    A click on one opens the group of its number. The first ones are left out where the current one
    would not be in sight with them, in a bar with room for so many cells.
    """
    here, other = ("[{}]", "bold"), ("{}", "$foreground-muted")
    parts = [
        (form.format(text), f"{style} @click=screen.open_group({number})")
        for number, text in enumerate(texts)
        for form, style in [here if number == at else other]
    ]
    first = 0
    while first < at and _taken(("…", ""), *parts[first : at + 1]) > room:
        first += 1
    return [("…", "$foreground-muted"), *parts[first:]] if first else parts


class Bar(Widget):
    """Parts at the left, parts at the right; what does not fit is left out, last first.

    The first at the left gives way to the first at the right, but to no other.
    """

    ALLOW_SELECT = False
    auto_links = False  # what can be clicked keeps its color

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._left: tuple[BarText, ...] = ()
        self._right: tuple[BarText, ...] = ()

    def show(self, left: Sequence[BarText], right: Sequence[BarText] = ()) -> None:
        """Show these parts; the same ones again cost nothing."""
        shown = tuple(left), tuple(right)
        if shown != (self._left, self._right):
            self._left, self._right = shown
            self.refresh()

    @property
    def text(self) -> str:
        """The bar as plain text."""
        return self.render().plain

    def render(self) -> Content:
        width = self.size.width - 2
        right = _fitting(self._right, self._room_at_the_right(width))
        width -= _APART if right else 0
        taken = sum(cells(text) for text, _ in right)
        left = _fitting(self._left, width - taken)
        gap = self.size.width - 2 - taken - sum(cells(text) for text, _ in left)
        return Content.assemble((" ", ""), *left, (" " * max(0, gap), ""), *right)

    def _room_at_the_right(self, width: int) -> int:
        """The cells beside the name at the left, or all where the first part needs more."""
        if not self._left or not self._right:
            return width
        room = width - _APART - min(_NAME, cells(self._left[0][0]))
        return room if cells(self._right[0][0]) <= room else width


class StatusBar(Bar):
    """A bar with a sentence, for which the other parts make room."""

    def say(self, where: Sequence[BarText], sentence: BarText, right: Sequence[BarText]) -> None:
        """Show where one is, what there is to say, and what stands at the right.

        Where not all of it fits, what does not warn goes at the right, then where one is, and a
        sentence that is still too long is shortened in the middle.
        """
        text, style = sentence
        width = self.size.width - 2
        warnings = [part for part in right if _WARNING in part[1]]
        for last in (right, warnings):
            if not width or cells(text) + _taken(*where, *last) <= width:
                self.show((*where, *([sentence] if text else ())), last)
                return
        room = width - _taken(*warnings)
        self.show(((fit_middle(text, max(room, _LEAST)), style),), warnings)


def _taken(*parts: BarText) -> int:
    """The cells of parts, with the spaces before or after each."""
    return sum(cells(text) + _APART for text, _ in parts)


def _fitting(parts: Sequence[BarText], width: int) -> list[BarText]:
    """As many parts as fit, with spaces between; a long one that does not fit is shortened."""
    kept: list[BarText] = []
    for text, style in parts:
        can_be_cut = not kept or cells(text) > _SHORT
        least = min(_LEAST, cells(text)) if can_be_cut else cells(text)
        apart = _APART if kept else 0
        if width - apart < least:
            break
        shown = fit(text, width - apart)
        if kept:
            kept[-1] = kept[-1][0] + " " * apart, kept[-1][1]
        kept.append((shown, style))
        width -= apart + cells(shown)
    return kept


class Footer(Widget):
    """The keys that matter here; a click gives the command."""

    ALLOW_SELECT = False

    @dataclass
    class Pressed(Message):
        """A command was clicked."""

        command_id: str

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap
        self._named: tuple[str, ...] = FOOTERS[Place.LIST]
        self._titles: Mapping[str, str] = {}
        self._keys: tuple[tuple[str, str], ...] = ()
        self._at_list = True
        self._held = ""
        """The command on which the button of the mouse was pressed."""

    def show(
        self,
        command_ids: Sequence[str],
        keys: Sequence[tuple[str, str]] = (),
        titles: Mapping[str, str] = NO_TITLES,
        *,
        at_list: bool = True,
    ) -> None:
        """Show the keys of commands, the last two of them always; or other keys and their effect.

        `titles` are names that commands have only here; `at_list` says whether a list is on
        screen. The same ones again cost nothing.
        """
        shown = tuple(command_ids), tuple(keys), titles, at_list
        if shown != (self._named, self._keys, self._titles, self._at_list):
            self._named, self._keys, self._titles, self._at_list = shown
            self.refresh()

    @property
    def hints(self) -> list[tuple[str, str, str]]:
        """Command id, key and title of what fits: a short one where a longer one does not."""
        named = self._named
        first, last = self._hints(named[:-ALWAYS]), self._hints(named[-ALWAYS:])
        if self._keys:
            first, last = [("", key, title) for key, title in self._keys], []
        width = self.size.width - 1 - sum(_hint_width(hint) for hint in last)
        shown = []
        for hint in first:
            if (left := width - _hint_width(hint)) >= 0:
                shown.append(hint)
                width = left
        return shown + last

    def render(self) -> Content:
        parts: list[BarText] = [(" ", "")]
        for _, key, title in self.hints:
            parts += [(f"{key} ", "bold $text-accent"), (f"{title}  ", "")]
        return Content.assemble(*parts)

    def _hints(self, command_ids: Sequence[str]) -> list[tuple[str, str, str]]:
        """Those that have a key."""
        shown = ((one, self._keymap.shown(one)) for one in command_ids)
        hints = [(one, keys[0], self._title(one)) for one, keys in shown if keys]
        if self._at_list and hints and hints[-1][0] == "app.quit":
            hints[-1] = "app.quit", self._keymap.leaving, hints[-1][2]
        return hints

    def _title(self, command_id: str) -> str:
        return self._titles.get(command_id) or self._keymap.command(command_id).title

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._held = self._command_at(event.x)

    def on_click(self, event: events.Click) -> None:
        command_id = self._command_at(event.x)
        if command_id and command_id == self._held:  # else the footer has changed in between
            self.post_message(self.Pressed(command_id))

    def _command_at(self, x: int) -> str:
        """The command that is named there, if any."""
        start = 1
        for hint in self.hints:
            start += _hint_width(hint)
            if x < start:
                return hint[0]
        return ""


def _hint_width(hint: tuple[str, str, str]) -> int:
    _, key, title = hint
    return cells(key) + cells(title) + 3
