"""Arguments in order: options may stand anywhere, and a query may begin with `-`."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

VALUED = frozenset(
    {
        "--at",
        "--date",
        "--format",
        "--from",
        "--limit",
        "--month",
        "--name",
        "--page",
        "--restore",
        "--schedule",
        "--search",
        "--since",
        "--sort",
        "--status",
        "--tag",
        "--to",
        "--until",
        "--vault",
        "--week",
        "--where",
        "--with",
    }
)
"""The options, of whichever command, that take the next argument, whatever that begins with."""

_FLAGS = frozenset({"-h"})
_NONE = frozenset[str]()
SHORT = {"-o": frozenset({"digest", "export", "pdf"})}
"""Options of one dash that take a value, and their commands; with others they are words."""


class Arranged(NamedTuple):
    """The command, and its arguments in the one order that argparse cannot misread."""

    command: str | None
    options: list[str]
    words: list[str]

    @property
    def arguments(self) -> list[str]:
        """Options first, each with its value, then the words behind a `--`."""
        return [*self.options, "--", *self.words] if self.words else self.options


def arrange(given: Sequence[str]) -> Arranged:
    """The arguments in order. The command is the first that is no option and no option's value.

    One dash alone makes no option but for `-h` and `-o`: `-title:foo` and `-3` are words.
    """
    options: list[str] = []
    words: list[str] = []
    rest = iter(given)
    for argument in rest:
        if argument == "--":
            words.extend(rest)
        elif argument in VALUED or not SHORT.get(argument, _NONE).isdisjoint(words[:1] or given):
            options.append(_valued("=".join((argument, *islice(rest, 1)))))
        elif argument.startswith("--") or argument in _FLAGS:
            options.append(_valued(argument))
        else:
            words.append(argument)
    return Arranged(words[0] if words else None, options, words[1:])


def _valued(option: str) -> str:
    """The option as argparse may have it, which reads a value `--` as an empty list."""
    return option.removesuffix("=--")
