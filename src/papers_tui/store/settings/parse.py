"""The settings in a file's text, and the problems of the rest."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from papers_tui.model.order import Order
from papers_tui.model.settings import HOOKS, LONGEST_NAME, Problem, Settings
from papers_tui.model.settings_table import BY_NAME
from papers_tui.store.settings import LARGEST_FILE
from papers_tui.store.settings.values import BadValue, check_start, checked, command_words, shown
from papers_tui.store.toml.diagnose import fault
from papers_tui.store.toml.lines import first_unreadable, lines
from papers_tui.text.clean import one_line
from papers_tui.text.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from papers_tui.model.settings import UserCommand

_LONGEST_QUERY = 10_000
_MOST_KEYS = 20
_MOST_COMMANDS = 100
_TABLES = ("searches", "watches", "keys", "hooks", "commands")


def parse(raw: bytes) -> Settings:
    """The settings in a file of these bytes; a bad part leaves the rest in force."""
    if len(raw) > LARGEST_FILE:
        return Settings.defaults(0, "the file has more than a mebibyte, so it is not read")
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
        return _Reading(tomllib.loads(text), lines(text)).settings()
    except UnicodeDecodeError as error:
        return Settings.defaults(raw.count(b"\n", 0, error.start) + 1, "this is not UTF-8")
    except tomllib.TOMLDecodeError as error:
        found = fault(text, str(error))
        return Settings.defaults(found.line, f"this is no TOML: {found.reason}")
    except (ValueError, RecursionError):
        return Settings.defaults(first_unreadable(text), "a number too long, or a list too deep")


@dataclass(slots=True)
class _Reading:
    """A document that is looked through, and what was found to be wrong with it."""

    document: dict[str, Any]
    places: Mapping[tuple[str, ...], int]
    problems: list[Problem] = field(default_factory=list)

    def settings(self) -> Settings:
        """The settings that count, with all problems in the order of the file."""
        values = {name: value for name in self.document if (value := self._value(name)) is not None}
        searches, watches = self._queries("searches", "search"), self._queries("watches", "watch")
        for name, _ in searches:
            if name in dict(watches):
                self._wrong(
                    ("searches", name), f"{one_line(name)} is also a watch, which in: then means"
                )
        made = Settings(
            **values,
            searches=searches,
            watches=watches,
            keys=self._keys(),
            hooks=self._hooks(),
            commands=self._commands(),
        )
        made = self._with_start(made)
        self.problems.sort(key=lambda problem: problem.line)
        at = {".".join(path): line for path, line in self.places.items()}
        return made._replace(lines=at, problems=tuple(self.problems))

    def _value(self, name: str) -> Any:
        """The value of a setting, or None when there is none that counts."""
        if name in _TABLES:
            return None
        if (setting := BY_NAME.get(name)) is None:
            message = f"there is no setting {shown(name)}"
            self._wrong((name,), message + did_you_mean(name, (*BY_NAME, *_TABLES)))
            return None
        try:
            value = checked(setting, self.document[name])
        except BadValue as error:
            self._wrong((name,), str(error))
            return None
        return Order(value) if name == "order" else value

    def _with_start(self, made: Settings) -> Settings:
        try:
            check_start(made.start, (name for name, _ in made.searches))
        except BadValue as error:
            self._wrong(("start",), str(error))
            return made._replace(start=Settings().start)
        return made

    def _queries(self, table: str, noun: str) -> tuple[tuple[str, str], ...]:
        good = {}
        for name, query in self._table(table, "names and queries").items():
            if isinstance(query, str) and not (name.strip() and query.strip()):
                named = f"the {noun} {one_line(name)} has no query"
                self._wrong((table, name), named if name.strip() else f"a {noun} has no name")
            elif isinstance(query, str) and len(query) > _LONGEST_QUERY:
                long = f"the {noun} {one_line(name)} has more than {_LONGEST_QUERY:,} characters"
                self._wrong((table, name), long)
            elif isinstance(query, str):
                good[one_line(name, LONGEST_NAME)] = one_line(query, _LONGEST_QUERY)
            else:
                self._wrong((table, name), f"the {noun} {one_line(name)} is no text")
        return tuple(good.items())

    def _keys(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Command ids and keys; `group.name` in quotes is the same as a table in a table."""
        good = {}
        for name, value in self._table("keys", "commands and keys").items():
            inner = value if isinstance(value, dict) else {"": value}
            for rest, keys in inner.items():
                command = f"{name}.{rest}" if rest else name
                listed = [keys] if isinstance(keys, str) else keys
                if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
                    message = (
                        f'the keys of {one_line(command)} must be a list such as ["x", "Ctrl+D"]'
                    )
                    self._wrong(("keys", name, *filter(None, [rest])), message)
                else:
                    good[one_line(command)] = tuple(map(one_line, listed[:_MOST_KEYS]))
        return tuple(good.items())

    def _hooks(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The programs of hooks; one that names no program does not count."""
        good = {}
        for name, value in self._table("hooks", "hooks and programs").items():
            if name not in HOOKS:
                message = f"there is no hook {shown(name)}"
                self._wrong(("hooks", name), message + did_you_mean(name, HOOKS))
                continue
            try:
                good[name] = command_words(f"the hook {name}", value)
            except BadValue as error:
                self._wrong(("hooks", name), str(error))
        return tuple(good.items())

    def _commands(self) -> tuple[UserCommand, ...]:
        """The programs that are commands."""
        if not (table := self._table("commands", "commands, each a table")):
            return ()
        from papers_tui.store.settings.commands import read_command

        made = []
        for name, value in list(table.items())[:_MOST_COMMANDS]:

            def wrong(path: tuple[str, ...], sentence: str, name: str = name) -> None:
                place = ("commands", name, *path)
                self._wrong(place if place in self.places else ("commands", name), sentence)

            if command := read_command(name, value, wrong):
                made.append(command)
        return tuple(made)

    def _table(self, name: str, of: str) -> dict[str, Any]:
        table = self.document.get(name, {})
        if isinstance(table, dict):
            return table
        self._wrong((name,), f"{name} must be a table of {of}")
        return {}

    def _wrong(self, path: tuple[str, ...], sentence: str) -> None:
        self.problems.append(Problem(self.places.get(path, 0), sentence))
