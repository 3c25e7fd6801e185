"""The keys of the settings, understood and checked against each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from papers_tui.model.settings import Problem
from papers_tui.text.clean import one_line
from papers_tui.text.wording import did_you_mean
from papers_tui.tui.commands import BY_ID, COMMANDS, Command
from papers_tui.tui.keys.keymap import Keymap
from papers_tui.tui.keys.names import KNOWN, key_named, shown_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from papers_tui.model.settings import Settings

_QUIT, _QUIT_KEY, _COPY_KEY = "app.quit", "ctrl+q", "ctrl+c"
_BACK = "app.back"
_Q_QUITS = {_QUIT: ("q", _QUIT_KEY), _BACK: ("escape",)}
_ARROWS = {
    "move.down": ("down",),
    "move.up": ("up",),
    "move.top": ("home",),
    "move.bottom": ("end",),
    "move.text-down": ("shift+down",),
    "move.text-up": ("shift+up",),
    "list.before": ("left_square_bracket", "left"),
    "list.after": ("right_square_bracket", "right"),
    "paper.before": ("left_square_bracket", "left"),
    "paper.after": ("right_square_bracket", "right"),
}
PRESETS = {"vim": {}, "arrows": _ARROWS}


def keymap_of(settings: Settings) -> Keymap:
    """The keys as the settings want them; what cannot be keeps the keys it has without them."""
    base = {**PRESETS[settings.keys_preset], **(_Q_QUITS if settings.q_quits else {})}
    own = tuple(
        Command(one.id, "", one.shown, f"{one.shown}: runs {one_line(one.run[0])}.")
        for one in settings.commands
    )
    return _Rebinding(settings, Keymap(base, own=own)).made()


@dataclass(slots=True)
class _Rebinding:
    """The keys of the settings, while they are checked."""

    settings: Settings
    base: Keymap
    wanted: dict[str, tuple[str, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def made(self) -> Keymap:
        """The keymap, with what is wrong."""
        for command_id, written in self.settings.keys:
            self._want(command_id, written)
        self._take_from_back()
        while clash := next(self._clashes(), None):
            self._give_up(*clash)
        self._add_own()
        changed = {**self.base.changed, **self.wanted}
        problems = sorted(self.problems, key=lambda problem: problem.line)
        return Keymap(changed, tuple(problems), self.base.own)

    def _add_own(self) -> None:
        """Give the user's commands their keys, as far as these are free."""
        for command in self.settings.commands:
            if not command.key or command.id in self.wanted:
                continue
            path, lines = f"commands.{command.name}", self.settings.lines
            line = lines.get(f"{path}.key", lines.get(path, 0))
            key = self._key(command.id, command.key, line)
            if key is None:
                continue
            self.wanted[command.id] = (key,)
            if clash := next(self._clashes(), None):
                del self.wanted[command.id]
                other = clash[1] if clash[2] == command.id else clash[2]
                sentence = f"{shown_key(key)} is the key of {other}, so {command.id} has none"
                self.problems.append(Problem(line, sentence))

    def _take_from_back(self) -> None:
        """A key that is to quit no longer goes back as well, unless the settings say that too."""
        quits, back = self.wanted.get(_QUIT, ()), self.base.keys_of(_BACK)
        if _BACK not in self.wanted and set(quits) & set(back):
            self.wanted[_BACK] = tuple(key for key in back if key not in quits)

    def _want(self, command_id: str, written: tuple[str, ...]) -> None:
        known = (*BY_ID, *(one.id for one in self.base.own))
        if command_id not in known:
            sentence = f'there is no command "{command_id}"'
            self._wrong(command_id, sentence + did_you_mean(command_id, known))
            return
        keys = tuple(dict.fromkeys(key for one in written if (key := self._key(command_id, one))))
        if command_id == _QUIT and _QUIT_KEY not in keys:
            keys += (_QUIT_KEY,)
        if keys or not written:
            self.wanted[command_id] = keys

    def _key(self, command_id: str, written: str, line: int = 0) -> str | None:
        key = key_named(written)
        if key is None:
            sentence = f'{command_id}: no key is called "{written}"'
            self._wrong(command_id, sentence + did_you_mean(written, KNOWN), line)
        elif key == _COPY_KEY:
            self._wrong(command_id, f"Ctrl+C copies, so it cannot be the key of {command_id}", line)
        elif key == _QUIT_KEY and command_id != _QUIT:
            self._wrong(
                command_id, f"Ctrl+Q always quits, so it cannot be the key of {command_id}", line
            )
        else:
            return key
        return None

    def _clashes(self) -> Iterator[tuple[str, str, str]]:
        """Keys with two commands that can be given at the same place."""
        now = Keymap({**self.base.changed, **self.wanted}, own=self.base.own)
        owners: dict[str, list[str]] = {}
        for command in (*COMMANDS, *self.base.own):
            for key in now.pressed(command.id):
                for other in owners.setdefault(key, []):
                    if now.command(other).place & command.place:
                        yield key, other, command.id
                owners[key].append(command.id)

    def _give_up(self, key: str, one: str, other: str) -> None:
        both = [command_id for command_id in (one, other) if command_id in self.wanted]
        for command_id in both:
            del self.wanted[command_id]
        line = max(self._line(command_id) for command_id in both)
        sentence = (
            f"{shown_key(key)} would be the key of both {one} and {other}, so both stay as they"
        )
        self.problems.append(Problem(line, f"{sentence} are without these settings"))

    def _wrong(self, command_id: str, sentence: str, line: int = 0) -> None:
        self.problems.append(Problem(line or self._line(command_id), sentence))

    def _line(self, command_id: str) -> int:
        return self.settings.lines.get(f"keys.{command_id}", 0)
