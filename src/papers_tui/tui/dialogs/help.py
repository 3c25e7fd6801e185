"""All commands with the keys of today, those for this place first; typing narrows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import Input

from papers_tui.tui.commands import GROUPS, Command, Place
from papers_tui.tui.dialogs.base import Dialog
from papers_tui.tui.render.lines import EMPTY, Line, Span
from papers_tui.tui.render.messages import joined
from papers_tui.tui.render.rows import styled_rows
from papers_tui.tui.render.wrap import cells, wrap
from papers_tui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from textual.binding import BindingType
    from textual.widget import Widget

    from papers_tui.tui.keys.keymap import Keymap

_KEYS_WIDTH, _FEW_KEYS_WIDTH = 16, 10
_NARROW = 60
"""Cells below which a command shows no more keys than fit in a narrow column."""

_WIDTH = 65
_ROOM = 20
"""Rows of the window from which on the help begins with an introduction."""

_FIRST_STEPS = {
    Place.LIST: (
        ("paper.read", "reads a paper"),
        ("app.back", "goes back"),
        ("paper.star", "stars it for your list"),
        ("list.search", "searches everything"),
    ),
    Place.READING: (
        ("move.on", "reads on"),
        ("part.next", "goes to the next part"),
        ("paper.after", "to the next paper"),
        ("app.back", "back to the list"),
    ),
}
"""The commands that the introduction names, and what they do."""

_SYMBOLS = (
    ("●", "not seen yet"),
    ("★", "starred by you"),
    ("✓", "marked, to act on several at once"),
    ("☐ ◐ ☑", "to read, reading, read"),
    ("✎ #tag", "your note, your tags"),
    ("◆name", "found by what you follow"),
    ("▲163", "upvotes at the hub"),
    ("talk 3", "comments at the hub"),
    ("code 8", "its code is known; GitHub stars"),
)
_HERE = {
    Place.LIST: "In the list",
    Place.ABSTRACT: "While reading the abstract",
    Place.DISCUSSION: "While reading the discussion",
    Place.LINKED: "Among what is linked",
    Place.TEXT: "While reading the full text",
}
_ELSEWHERE = 2
_PLACES = {
    Place.LIST: "in the list",
    Place.READING: "while reading",
    Place.LINKED: "among what is linked",
    Place.DISCUSSION | Place.LINKED | Place.TEXT: "in the other parts",
}


class Help(Dialog[None]):
    """The commands by where they have an effect, and what the symbols mean."""

    NAME: ClassVar[str] = "Help"
    KEYS: ClassVar[str] = "↑ ↓ scroll · Esc closes"
    SHAPE: ClassVar[str] = "-large"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,f1", "dismiss", "Close"),
        ("down", "scroll(1)", "Down"),
        ("up", "scroll(-1)", "Up"),
        ("pagedown", "scroll(10)", "Page down"),
        ("pageup", "scroll(-10)", "Page up"),
    ]

    def __init__(self, keymap: Keymap, place: Place) -> None:
        super().__init__()
        self._place = place
        self._keymap = keymap
        self._rows = LineList(id="help-rows")

    def parts(self) -> Iterable[Widget]:
        yield Input(placeholder="Type to find a command", id="help-search")
        yield self._rows

    def on_mount(self) -> None:
        self._rows.can_focus = False
        self._narrow("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    def action_scroll(self, rows: int) -> None:
        """Scroll the commands while the keys go to the search."""
        self._rows.scroll_rows(rows)

    def _narrow(self, query: str) -> None:
        words = query.lower().split()
        palette = "".join(self._keymap.shown("app.palette")[:1])
        width = self._rows.text_width if self._rows.size.width else _WIDTH
        by_name = (f"{palette} by name" if palette and width >= _NARROW else "palette",)
        shown = self._keymap.shown
        keys = {command.id: shown(command.id) or by_name for command in self._keymap.commands}
        found = [
            command for command in self._keymap.commands if _fits(command, keys[command.id], words)
        ]
        here = [one for one in found if one.place & self._place]
        sections = (
            (_HERE[self._place], [one for one in here if one.place != Place.ANYWHERE]),
            ("Everywhere", [one for one in here if one.place == Place.ANYWHERE]),
            ("In other places", [one for one in found if one not in here]),
        )
        has_room = not words and self.app.size.height >= _ROOM
        lines = list(_introduction(self._keymap, self._place, width)) if has_room else []
        for number, (title, commands) in enumerate(sections):
            if commands:
                lines += [(Span(title, "strong"),), EMPTY]
                lines += _lines(commands, keys, width, name_places=number == _ELSEWHERE)
        lines += _legend(words, width)
        self._rows.show(lines, "No command has these words.")

    def on_resize(self) -> None:
        self.when_drawn(lambda: self._narrow(self.query_one(Input).value))


def _fits(command: Command, keys: tuple[str, ...], words: list[str]) -> bool:
    text = f"{command.title} {command.help} {command.id} {' '.join(keys)}".lower()
    return all(word in text for word in words)


def _lines(
    commands: list[Command],
    keys: Mapping[str, tuple[str, ...]],
    width: int,
    *,
    name_places: bool = False,
) -> Iterator[Line]:
    keys_width = _FEW_KEYS_WIDTH if width < _NARROW else _KEYS_WIDTH
    for group, title in sorted(GROUPS.items(), key=lambda one: _spread(one[0], commands)):
        members = [command for command in commands if command.group == group]
        if members:
            yield (Span(title, "heading"),)
            for command in members:
                shown = joined(keys[command.id], " ", keys_width - 1)
                where = _PLACES.get(command.place, "") if name_places else ""
                text = command.help.removesuffix(".") + (f" ({where})" if where else "")
                yield from _command_lines(shown, text, keys_width, width - keys_width - 2)
            yield EMPTY


def _introduction(keymap: Keymap, place: Place, width: int) -> Iterator[Line]:
    """The commands to begin with."""
    steps = next(steps for places, steps in _FIRST_STEPS.items() if place & places)
    spans: list[Span] = []
    for command_id, does in steps:
        spans += [Span(", ")] if spans else []
        spans += [Span(keymap.key(command_id), "accent"), Span(f" {does}")]
    spans.append(Span(". The symbols are explained at the end."))
    yield from styled_rows(spans, width)
    yield EMPTY


def _spread(group: str, commands: list[Command]) -> tuple[int, bool]:
    """In how few places a group is of use: what is for one place alone stands first."""
    places = (one.place.value.bit_count() for one in commands if one.group == group)
    return min(places, default=0), group == "move"


def _legend(words: list[str], width: int) -> Iterator[Line]:
    """The symbols on cards, as far as they have the words."""
    found = [(symbol, meaning) for symbol, meaning in _SYMBOLS
             if all(word in f"{symbol} {meaning} symbols".lower() for word in words)]  # fmt: skip
    if found:
        yield (Span("Symbols", "heading"),)
    for symbol, meaning in found:
        keys_width = _FEW_KEYS_WIDTH if width < _NARROW else _KEYS_WIDTH
        yield from _command_lines(symbol, meaning, keys_width, width - keys_width - 2)


def _command_lines(keys: str, text: str, keys_width: int, width: int) -> Iterator[Line]:
    """The keys, and the text beside them, or below them where they take its place."""
    first, *rest = wrap(text, width)
    if cells(keys) >= keys_width:
        yield (Span(f"  {keys}", "accent"),)
        keys = ""
    yield (Span(f"  {keys}{' ' * (keys_width - cells(keys))}", "accent"), Span(first))
    for line in rest:
        yield (Span(" " * (keys_width + 2)), Span(line))
