"""The base of actions: methods marked with the command that they carry out."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from papers_tui.tui.reader.window import Window

    Handler = Callable[[], None]

M = TypeVar("M", bound="Callable[..., None]")


def command(command_id: str) -> Callable[[M], M]:
    """Mark the method that does the command with this id of the table in `tui.commands`."""

    def marked(method: M) -> M:
        method.command_id = command_id  # type: ignore[attr-defined]
        return method

    return marked


class Action:
    """Commands that belong together, and what they work with."""

    methods: ClassVar[Mapping[str, str]] = {}
    """The names of the marked methods, by the ids of their commands."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        marked = {
            method.command_id: name
            for name, method in vars(cls).items()
            if hasattr(method, "command_id")
        }
        cls.methods = {**cls.methods, **marked}

    def __init__(self, window: Window) -> None:
        self._window = window
        self._session = window.session

    def handlers(self) -> dict[str, Handler]:
        """The handler of each command."""
        return {command_id: getattr(self, name) for command_id, name in self.methods.items()}

    def _key(self, command_id: str) -> str:
        """The key of a command, in the middle of a sentence."""
        return self._window.keymap.key(command_id)
