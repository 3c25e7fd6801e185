"""All commands with the keys of today, those for this place first, to be found and given."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.widgets import Input

from papers_tui.tui.commands import GROUPS, Command, Place
from papers_tui.tui.dialogs.base import Dialog
from papers_tui.tui.render.card import (
    CODE,
    NOTE,
    SELECTED,
    STAR,
    STATUS_SYMBOLS,
    TALK,
    UNSEEN,
    UPVOTES,
    WATCH,
)
from papers_tui.tui.render.lines import EMPTY, Line, Span
from papers_tui.tui.render.messages import joined
from papers_tui.tui.render.rows import styled_rows
from papers_tui.tui.render.wrap import cells, wrap
from papers_tui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from textual.binding import BindingType
    from textual.events import Click
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
    (UNSEEN, "not seen yet"),
    (STAR, "starred by you"),
    (SELECTED, "marked, to act on several at once"),
    (" ".join(STATUS_SYMBOLS.values()), "to read, reading, read"),
    (f"{NOTE} #tag", "your note, your tags"),
    (f"{WATCH}name", "found by what you follow"),
    (f"{UPVOTES}163", "upvotes at the hub"),
    (f"{TALK} 3", "comments at the hub"),
    (f"{CODE} 8", "its code is known; GitHub stars"),
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


class _Row(NamedTuple):
    """A row of the help, and the command of which it is one."""

    line: Line
    command_id: str = ""


class Help(Dialog[None]):
    """The commands by where they have an effect, and what the symbols mean.

    Those of the place at hand can be chosen and given. Nothing is chosen until one types or goes
    down: Enter in a help that is only looked at does nothing.
    """

    NAME: ClassVar[str] = "Help"
    KEYS: ClassVar[str] = "↑ ↓ choose · Enter does it · Esc closes"
    SHAPE: ClassVar[str] = "-large"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,f1", "dismiss", "Close"),
        ("down,ctrl+n", "go(1)", "Down"),
        ("up,ctrl+p", "go(-1)", "Up"),
        ("pagedown", "page(1)", "Page down"),
        ("pageup", "page(-1)", "Page up"),
    ]

    def __init__(self, keymap: Keymap, place: Place, give: Callable[[str], object]) -> None:
        """`give` does what the command with an id says."""
        super().__init__()
        self._keymap, self._place, self._give = keymap, place, give
        self._list = LineList(id="help-rows")
        self._rows: Sequence[_Row] = ()
        self._stops: dict[str, range] = {}
        """The rows of each command that can be chosen, by its id."""

        self._at = ""
        """The command that is chosen."""

    def parts(self) -> Iterable[Widget]:
        yield Input(placeholder="Type to find a command", id="help-search")
        yield self._list

    def on_mount(self) -> None:
        self._list.can_focus = False
        self._narrow("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._narrow(event.value)
        self._at = _nearest(list(self._stops), event.value, self._keymap)
        self._list.scroll_row_to(0)
        self._draw()

    def action_go(self, step: int) -> None:
        """Choose the next command, or the one before; scroll where there is none in sight."""
        ids = list(self._stops)
        if not self._at:
            in_sight = self._in_sight
            index = ids.index(in_sight[0]) if in_sight and step > 0 else -1
        else:
            index = ids.index(self._at) + step if self._at in self._in_sight else -1
        if 0 <= index < len(ids):
            self._at = ids[index]
            self._draw()
        else:
            self._list.scroll_rows(step)

    def action_page(self, direction: int) -> None:
        """Scroll by what is in sight; what was chosen makes room for what comes into it."""
        self._list.scroll_rows(direction * max(1, self._list.page - 2))
        if self._at and (in_sight := self._in_sight) and self._at not in in_sight:
            self._at = in_sight[0]
            self._draw()

    @on(Input.Submitted)
    def _entered(self) -> None:
        """Give the command that is chosen; the second of two keys may find the dialog closed."""
        if self._at and not self.is_closed:
            self.dismiss()
            self.app.call_later(self._give, self._at)

    def on_click(self, event: Click) -> None:
        """Give the command that is clicked."""
        if event.widget is self._list and 0 <= event.y + self._list.top < len(self._rows):
            clicked = self._rows[event.y + self._list.top].command_id
            self._at = clicked or self._at
            if clicked:
                self._entered()

    @property
    def _in_sight(self) -> list[str]:
        """The commands in sight that can be chosen."""
        rows = range(self._list.top, self._list.top + self._list.page)
        return [command_id for command_id, own in self._stops.items() if own[0] in rows]

    def _narrow(self, query: str) -> None:
        words = query.lower().split()
        palette = "".join(self._keymap.shown("app.palette")[:1])
        width = self._list.text_width if self._list.size.width else _WIDTH
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
        rows = list(_introduction(self._keymap, self._place, width)) if has_room else []
        for number, (title, commands) in enumerate(sections):
            if commands:
                rows += [_Row((Span(title, "strong"),)), _Row(EMPTY)]
                rows += _command_rows(commands, keys, width, name_places=number == _ELSEWHERE)
        self._rows = (*rows, *_legend(words, width))
        can_be_given = {one.id for one in here}
        self._stops = {}
        for number, (_, command_id) in enumerate(self._rows):
            if command_id in can_be_given:
                before = self._stops.get(command_id, range(number, number))
                self._stops[command_id] = range(before.start, number + 1)
        self._draw()

    def _draw(self) -> None:
        """Show the rows, the chosen one with a bar and in sight."""
        here = self._stops.get(self._at, range(0))
        lines = [
            (line[0]._replace(text=f"▌{line[0].text[1:]}", style="accent"), *line[1:])
            if number in here
            else line
            for number, (line, _) in enumerate(self._rows)
        ]
        current = here.start if here else -1
        self._list.show(lines, "No command has these words.", current, len(here))
        if here:
            is_first = here == next(iter(self._stops.values()))
            self._list.reveal(here[-1])
            self._list.reveal(0 if is_first else here[0])

    def on_resize(self) -> None:
        self.when_drawn(lambda: self._narrow(self.query_one(Input).value))


def _nearest(command_ids: Sequence[str], typed: str, keymap: Keymap) -> str:
    """The command that is chosen for what is typed: by its title, else the first."""
    words = typed.lower().split()
    if not words:
        return ""
    titles = {command_id: keymap.command(command_id).title.lower() for command_id in command_ids}
    return min(
        command_ids,
        key=lambda one: (
            not titles[one].startswith(words[0]),
            sum(word not in titles[one] for word in words),
        ),
        default="",
    )


def _fits(command: Command, keys: tuple[str, ...], words: list[str]) -> bool:
    text = f"{command.title} {command.help} {command.id} {' '.join(keys)}".lower()
    return all(word in text for word in words)


def _command_rows(
    commands: list[Command],
    keys: Mapping[str, tuple[str, ...]],
    width: int,
    *,
    name_places: bool = False,
) -> Iterator[_Row]:
    keys_width = _FEW_KEYS_WIDTH if width < _NARROW else _KEYS_WIDTH
    for group, title in sorted(GROUPS.items(), key=lambda one: _spread(one[0], commands)):
        members = [command for command in commands if command.group == group]
        if members:
            yield _Row((Span(title, "heading"),))
            for command in members:
                shown = joined(keys[command.id], " ", keys_width - 1)
                where = _PLACES.get(command.place, "") if name_places else ""
                text = command.help.removesuffix(".") + (f" ({where})" if where else "")
                lines = _command_lines(shown, text, keys_width, width - keys_width - 2)
                yield from (_Row(line, command.id) for line in lines)
            yield _Row(EMPTY)


def _introduction(keymap: Keymap, place: Place, width: int) -> Iterator[_Row]:
    """The commands to begin with."""
    steps = next(steps for places, steps in _FIRST_STEPS.items() if place & places)
    spans: list[Span] = []
    for command_id, does in steps:
        spans += [Span(", ")] if spans else []
        spans += [Span(keymap.key(command_id), "accent"), Span(f" {does}")]
    spans.append(Span(". The symbols are explained at the end."))
    yield from map(_Row, styled_rows(spans, width))
    yield _Row(EMPTY)


def _spread(group: str, commands: list[Command]) -> tuple[int, bool]:
    """In how few places a group is of use: what is for one place alone stands first."""
    places = (one.place.value.bit_count() for one in commands if one.group == group)
    return min(places, default=0), group == "move"


def _legend(words: list[str], width: int) -> Iterator[_Row]:
    """The symbols on cards, as far as they have the words."""
    found = [(symbol, meaning) for symbol, meaning in _SYMBOLS
             if all(word in f"{symbol} {meaning} symbols".lower() for word in words)]  # fmt: skip
    if found:
        yield _Row((Span("Symbols", "heading"),))
    for symbol, meaning in found:
        keys_width = _FEW_KEYS_WIDTH if width < _NARROW else _KEYS_WIDTH
        yield from map(_Row, _command_lines(symbol, meaning, keys_width, width - keys_width - 2))


def _command_lines(keys: str, text: str, keys_width: int, width: int) -> Iterator[Line]:
    """The keys, and the text beside them, or below them where they take its place."""
    first, *rest = wrap(text, width)
    if cells(keys) >= keys_width:
        yield (Span(f"  {keys}", "accent"),)
        keys = ""
    yield (Span(f"  {keys}{' ' * (keys_width - cells(keys))}", "accent"), Span(first))
    for line in rest:
        yield (Span(" " * (keys_width + 2)), Span(line))
