"""The settings and their defaults."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.order import Order

if TYPE_CHECKING:
    from collections.abc import Mapping

PDF_NAME = "{year} - {author} - {title} [{id}].pdf"
"""The pattern of PDF names unless the settings have another one."""

VAULT_NAME = "{author} {year} - {title}"
"""The same for notes in a vault."""

CITE_KEY = "{author}{year}{title}"
"""The pattern of citation keys unless the settings have another one: arXiv's own form."""

CITE_PARTS = ("author", "year", "title", "word", "id")
"""The names that it may have in braces: the first author's last name, the year, the first four
words of the title that say something, the first of them, the digits of the arXiv id."""

PDF_PARTS = ("id", "title", "author", "year", "month", "day")
"""The names that a pattern may have in braces: the arXiv id, the title, the first author's last
name; of the first version's date four, two and two digits."""


_NOTHING_COUNTS = "all settings have their defaults"
"""The end of a problem's sentence where nothing in the file counts."""


class Problem(NamedTuple):
    """Something in the settings file, or in the reading list, that does not count."""

    line: int
    """From 1; 0 where it concerns no single line."""

    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence}" if self.line else self.sentence


LONGEST_NAME = 60
"""Characters of the name of a search or a watch."""

HOOKS = ("on_star", "on_status", "on_tag", "on_new")
"""The events that start programs: changes of stars, status and tags, and finds of watches."""

TERMINAL_PROGRAMS = ("w3m", "lynx", "links", "elinks", "cha", "browsh", "tdf", "less", "vim")
"""Browsers and viewers that draw on the terminal."""


INPUTS = ("none", "json", "jsonl", "markdown", "bibtex", "text", "full-text")
OUTPUTS = ("hide", "status", "pane", "terminal")
MANY = ("each", "all")
PLACEHOLDERS = ("id", "title", "authors", "year", "url", "arxiv", "pdf")
"""The fields that the arguments of a user's command may name in braces."""

PLACEHOLDER = re.compile(r"\{\{([a-z_]+)\}\}|\{([a-z_]+)\}")
"""A name in double braces, which stands for itself in single ones, or else a placeholder."""


class UserCommand(NamedTuple):
    """A program that the user's settings make a command."""

    name: str
    run: tuple[str, ...]
    """The program and its arguments."""

    key: str = ""
    """As the user wrote it, not yet looked at."""

    title: str = ""
    input: str = "none"
    output: str = "hide"
    many: str = "each"
    confirm: bool = False

    @property
    def id(self) -> str:
        """The id of the command, as the keys of the settings and the palette know it."""
        return f"user.{self.name}"

    @property
    def shown(self) -> str:
        """Its title, or else its name."""
        return self.title or self.name


class Settings(NamedTuple):
    """The settings in force; each of them is described in `model.settings_table`."""

    start: str = "newest"
    order: Order = Order.LISTED
    density: str = "auto"
    seen_after: float = 1.0
    keys_preset: str = "vim"
    theme: str = "auto"
    date_format: str = "21 Aug 2026"
    clock: int = 24
    ascii: bool = False
    mouse: bool = True
    q_quits: bool = False
    prefetch: bool = True
    refresh_newest: int = 10
    refresh_others: int = 6
    endpoint: str = ""
    arxiv_endpoint: str = ""
    editor: tuple[str, ...] = ()
    browser: tuple[str, ...] = ()
    pdf_viewer: tuple[str, ...] = ()
    terminal_programs: tuple[str, ...] = TERMINAL_PROGRAMS
    pdf_folder: str = ""
    pdf_name: str = PDF_NAME
    vault_name: str = VAULT_NAME
    cite_key: str = CITE_KEY

    searches: tuple[tuple[str, str], ...] = ()
    """Names and queries, in the order of the file."""

    watches: tuple[tuple[str, str], ...] = ()
    """The same for queries that are followed."""

    keys: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Command ids and their keys as the user wrote them, not yet looked at."""

    hooks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Programs, in words, that are started when something has changed, by the names in `HOOKS`."""

    commands: tuple[UserCommand, ...] = ()
    """Programs that are commands of the reader."""

    lines: Mapping[str, int] = MappingProxyType({})
    """The line of each setting in the file; a search or key is `searches.NAME` or `keys.ID`."""

    problems: tuple[Problem, ...] = ()

    @classmethod
    def defaults(cls, line: int, reason: str) -> Settings:
        """The defaults, because of something on a line, from 1, that makes the file unreadable."""
        return cls(problems=(Problem(line, f"{reason}; {_NOTHING_COUNTS}"),))

    @property
    def why_unread(self) -> Problem | None:
        """The problem for which nothing in the file counts, if there is one."""
        return next((one for one in self.problems if one.sentence.endswith(_NOTHING_COUNTS)), None)

    @property
    def command_ids(self) -> tuple[str, ...]:
        """The ids of the user's commands."""
        return tuple(one.id for one in self.commands)

    @property
    def named(self) -> dict[str, str]:
        """The queries for `in:`, by name; of two with one name the watch."""
        return {**dict(self.searches), **dict(self.watches)}
