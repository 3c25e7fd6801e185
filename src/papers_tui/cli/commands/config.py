"""Print where the settings are, or which are in force and why, or write a file to start from.

The environment goes before the file where both name an address; the file before $VISUAL, $EDITOR
and $BROWSER.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import CommandError
from papers_tui.cli.settings import key_problems, keymap_in

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from papers_tui.cli.context import Context
    from papers_tui.cli.output.settings_toml import SettingRow
    from papers_tui.model.settings import Settings, UserCommand

WHAT = ("path", "show", "init")

EXAMPLES = (
    "papers-tui config show",
    "papers-tui config init",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the action."""
    help_text = "where the file is; the settings in force; write a first file"
    parser.add_argument("what", choices=WHAT, metavar="|".join(WHAT), help=help_text)


def run(options: argparse.Namespace, context: Context) -> int:
    """Print it, or write it."""
    if options.what == "path":
        streams.write(f"{context.paths.config}\n")
    elif options.what == "show":
        _show(context)
    else:
        _init(context)
    return 0


def _show(context: Context) -> None:
    from papers_tui.cli.output.settings_toml import SettingRow, rows, setting_rows

    settings, name = context.settings, context.paths.config.name
    for row in rows(setting_rows(settings, context.environment)):
        streams.write(row)
    at = settings.lines
    tables = {
        title: [
            SettingRow(name, query, f"line {at[f'{title}.{name}']}")
            for name, query in queries
            if f"{title}.{name}" in at
        ]
        for title, queries in (("searches", settings.searches), ("watches", settings.watches))
    }
    tables["hooks"] = [
        SettingRow(hook, run, f"line {at.get(f'hooks.{hook}', 0)}") for hook, run in settings.hooks
    ]
    tables["keys"] = list(_keys(settings))
    tables |= {f"commands.{one.name}": _command(one, settings) for one in settings.commands}
    for title, items in tables.items():
        if items:
            streams.write(f"\n[{title}]\n")
        for row in rows(items):
            streams.write(row)
    for problem in (*settings.problems, *key_problems(settings)):
        streams.warn(f"{name}, {problem}")


def _command(command: UserCommand, settings: Settings) -> list[SettingRow]:
    """The settings of a command that is a program."""
    from papers_tui.cli.output.settings_toml import SettingRow

    at, path = settings.lines, f"commands.{command.name}"
    fields = ("run", "key", "title", "input", "output", "many", "confirm")
    values = ((field, getattr(command, field)) for field in fields)
    return [
        SettingRow(field, value, f"line {at[place]}" if place in at else "default")
        for field, value in values
        if (place := f"{path}.{field}") in at or value
    ]


def _keys(settings: Settings) -> Iterator[SettingRow]:
    """The keys in force of every command that the settings name."""
    from papers_tui.cli.output.settings_toml import SettingRow

    if settings.keys:
        from papers_tui.tui.commands import COMMANDS

        keymap = keymap_in(settings)
        known = {one.id for one in (*COMMANDS, *keymap.own)}
        for command_id, _ in settings.keys:
            if command_id in known:
                line = settings.lines.get(f"keys.{command_id}", 0)
                refused = any(problem.line == line for problem in keymap.problems)
                source = "default" if refused else f"line {line}"
                yield SettingRow(command_id, keymap.shown(command_id), source)


def _init(context: Context) -> None:
    from papers_tui.cli.output.settings_toml import first_file
    from papers_tui.store.files.regular import is_there
    from papers_tui.store.settings.load import begin
    from papers_tui.tui.commands import COMMANDS

    path = context.paths.config
    commands = ((one.id, one.shown_keys, one.help) for one in COMMANDS)
    try:
        begin(path, "".join(first_file(commands)))
    except OSError as error:
        if is_there(path):
            raise CommandError(
                f"{path} is there already; edit it, or move it away first"
            ) from error
        raise CommandError(
            f"{path} could not be written: {error.strerror}; check its folder"
        ) from error
    streams.write(f"{path} is written; it has every setting as a comment\n")
