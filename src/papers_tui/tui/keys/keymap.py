"""The keys of the commands: those of the command table, unless the settings say otherwise."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

from papers_tui.tui.commands import AVAILABLE, BY_ID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual.binding import BindingType

    from papers_tui.model.settings import Problem
    from papers_tui.tui.commands import Command


class Keymap(NamedTuple):
    """The keys of every command; made from settings by `keys.from_settings`."""

    changed: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Textual's names of the keys, for the commands that have not those of the table."""

    problems: tuple[Problem, ...] = ()
    """The faults of the keys in the settings."""

    own: tuple[Command, ...] = ()
    """The commands that the settings add to those of the table."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands that there are, of this system and of the settings."""
        return (*AVAILABLE, *self.own)

    def command(self, command_id: str) -> Command:
        """The command with that id."""
        if known := BY_ID.get(command_id):
            return known
        return next(one for one in self.own if one.id == command_id)

    def keys_of(self, command_id: str) -> tuple[str, ...]:
        """Textual's names of the keys of a command."""
        if command_id in self.changed:
            return self.changed[command_id]
        return tuple(filter(None, self.command(command_id).keys.split(",")))

    def pressed(self, command_id: str) -> Iterator[str]:
        """The keys of a command, each by the name that Textual gives it when it is pressed."""
        for key in self.keys_of(command_id):
            yield next(iter(Binding.make_bindings([Binding(key, "")]))).key

    def shown(self, command_id: str) -> tuple[str, ...]:
        """The keys of a command as people write them."""
        if command_id not in self.changed:
            return self.command(command_id).shown_keys
        from papers_tui.tui.keys.names import shown_key

        return tuple(map(shown_key, self.changed[command_id]))

    def key(self, command_id: str) -> str:
        """The key of a command, in the middle of a sentence."""
        keys = self.shown(command_id)
        return keys[0] if keys else f'"{self.command(command_id).title}" in the palette'

    @property
    def leaving(self) -> str:
        """The key that leaves the program from a list."""
        shown = dict(zip(self.keys_of("app.back"), self.shown("app.back"), strict=True))
        others = [name for key, name in shown.items() if key != "escape"]
        return others[0] if others else self.key("app.quit")

    def bindings(self) -> list[BindingType]:
        """The bindings of all commands."""
        made = (one._replace(keys=",".join(self.keys_of(one.id))) for one in self.commands)
        return [binding for command in made for binding in command.bindings()]


DEFAULT = Keymap()
