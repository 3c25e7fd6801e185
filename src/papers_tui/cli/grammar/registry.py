"""The commands by their names, and the way from arguments to one that is ready to run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import redirect_stderr
from functools import partial
from importlib import import_module
from io import StringIO
from keyword import iskeyword
from typing import TYPE_CHECKING, Protocol, cast

from papers_tui.cli import streams
from papers_tui.cli.context import Context
from papers_tui.cli.errors import UsageError
from papers_tui.cli.grammar.argv import arrange
from papers_tui.cli.grammar.parser import Parser
from papers_tui.cli.settings import settings_in
from papers_tui.store.paths import Paths
from papers_tui.text.clean import brief
from papers_tui.text.wording import nearest

if TYPE_CHECKING:
    import argparse

Task = Callable[[Mapping[str, str]], int]
"""A command's work: the environment in, the exit status out."""

COMMANDS = {
    "list": "the papers of a day, a week, a month, or what is trending",
    "search": "search all that is archived, or ask the hub",
    "similar": "the archived papers that are nearest to one",
    "show": "a paper in full",
    "open": "a page of a paper in the browser, or its PDF",
    "pdf": "the PDF of a paper, fetched once",
    "sync": "fill the archive day by day",
    "star": "star papers",
    "unstar": "take the star off papers",
    "tag": "tag papers",
    "untag": "take a tag off papers",
    "status": "set how far the reading of papers has come",
    "note": "print or write the note on a paper",
    "library": "the reading list",
    "export": "the reading list for other programs",
    "import": "add papers from other programs' files to the reading list",
    "zotero": "send papers to the Zotero on this machine",
    "watch": "what your watches found",
    "digest": "papers as a mail, a feed, a page or messages of a chat",
    "stats": "what is archived, in numbers",
    "config": "where the settings are, which are in force, a first file",
    "doctor": "check files and terminal, repair them, restore a backup",
    "completion": "a script that completes all of this in a shell",
    "help": "the keys, the query language, the files, a command",
}
"""Each is a module of `cli.commands`, loaded when it is asked for."""

READER = "reader"
"""The module behind no command at all."""

_NOT_WARNED = (READER, "config", "doctor", "completion", "help")
"""Modules that need no warning of what is wrong with the settings."""


_ANSWERED_AT_ONCE = frozenset(("-h", "--help", "--version"))


class Command(Protocol):
    """A module in `cli.commands`; its docstring is the description in its help."""

    __doc__: str | None
    """None under `python -OO`, whose help has the summaries alone."""
    __name__: str

    EXAMPLES: tuple[str, ...]
    """Command lines that its help shows."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, options: argparse.Namespace, context: Context) -> int: ...


def parse(given: Sequence[str]) -> Task:
    """The command of the arguments, ready to run.

    Raises UsageError when they make no sense, and SystemExit after printing help or the version.
    """
    arranged = arrange(given)
    if arranged.command is not None and arranged.command not in COMMANDS:
        raise unknown("command", arranged.command, COMMANDS)
    name = arranged.command or READER
    parser = parser_of(name)
    written = [option.partition("=")[0] for option in arranged.options]
    if _ANSWERED_AT_ONCE.isdisjoint(written):
        for option in written:  # argparse would first miss the word that it was meant to be
            if option not in parser.options:
                raise unknown("option", option, parser.options, parser.prog)
    options = parser.parse_args(arranged.arguments)
    return partial(_run, _command(name), options)


def parser_of(name: str) -> Parser:
    """The grammar of a command, or of the reader."""
    command = _command(name)
    if name == READER:
        width = max(map(len, COMMANDS))
        listed = "\n".join(f"  {name:<{width}}  {text}" for name, text in COMMANDS.items())
        more = "papers-tui help COMMAND, or COMMAND --help, explains one."
        epilog = f"commands:\n{listed}\n\n{more}\n\n{_examples(command)}"
        parser = Parser("papers-tui", command.__doc__ or "", epilog)
    else:
        parser = Parser(f"papers-tui {name}", command.__doc__ or COMMANDS[name], _examples(command))
    command.add_arguments(parser)
    return parser


def _examples(command: Command) -> str:
    return "\n".join(["examples:", *(f"  {line}" for line in command.EXAMPLES)])


def complete_parser() -> Parser:
    """The grammar of everything at once, for what needs to look at all of it."""
    parser = parser_of(READER)
    commands = parser.add_subparsers(metavar="COMMAND")
    for name, text in COMMANDS.items():
        _command(name).add_arguments(commands.add_parser(name, help=text, description=text))
    return parser


def _command(name: str) -> Command:
    module = f"{name}_" if iskeyword(name) else name
    return cast("Command", import_module(f"papers_tui.cli.commands.{module}"))


def _run(command: Command, options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    if getattr(options, "quiet", False):
        with redirect_stderr(StringIO()):  # errors are raised, and still reported
            return _run_with_warnings(command, options, environment)
    return _run_with_warnings(command, options, environment)


def _run_with_warnings(
    command: Command, options: argparse.Namespace, environment: Mapping[str, str]
) -> int:
    settings = settings_in(Paths.from_environment(environment))
    if command.__name__.rpartition(".")[2] not in _NOT_WARNED:
        for problem in settings.problems:
            streams.warn(f"config.toml, {problem}")
    if getattr(options, "no_hooks", False):
        settings = settings._replace(hooks=())
    return command.run(options, Context(environment, options.offline, settings))


def unknown(
    kind: str, name: str, known: Iterable[str], explained: str = "papers-tui"
) -> UsageError:
    """The error for a name that does not exist, with the nearest one that does.

    The help of the program or command `explained` has them all.
    """
    dashes = "-" * (len(name) - len(name.lstrip("-")))  # which all options have alike
    near = nearest(name.lstrip("-"), (one.removeprefix(dashes) for one in known))
    if dashes and not name.startswith(dashes + near[:1]):
        near = ""  # options are short words, all of them a little alike
    meant = f"did you mean {dashes}{near}? See" if near else "see"
    return UsageError(f"there is no {kind} {brief(name)!r}; {meant} {explained} --help")
