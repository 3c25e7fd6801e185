"""Print a script that completes this command line in a shell.

bash: put `eval "$(papers-tui completion bash)"` into ~/.bashrc.

zsh: papers-tui completion zsh > a file named _papers-tui in a folder of $fpath.

fish: papers-tui completion fish > ~/.config/fish/completions/papers-tui.fish
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from papers_tui.cli.context import Context

SHELLS = ("bash", "zsh", "fish")

EXAMPLES = ("papers-tui completion zsh > ~/.zfunc/_papers-tui",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the shell, and the hidden options by which the scripts ask for words."""
    parser.add_argument("shell", nargs="?", choices=SHELLS, help=", ".join(SHELLS))
    for option in ("--tags", "--queries", "--watches"):
        parser.add_argument(option, action="store_true", help=argparse.SUPPRESS)


def run(options: argparse.Namespace, context: Context) -> int:
    """Print the script, or the words."""
    if options.tags or options.queries or options.watches:
        for word in _words(options, context):
            streams.write(f"{word}\n")
    elif options.shell is None:
        raise UsageError(f"which shell? {', '.join(SHELLS)}; see papers-tui completion --help")
    else:
        from papers_tui.cli.grammar.completions import script

        streams.write(script(options.shell).rstrip("\n") + "\n")
    return 0


def _words(options: argparse.Namespace, context: Context) -> Iterable[str]:
    if options.watches:
        return (name for name, _ in context.settings.watches)
    return _tags(context) if options.tags else _queries(context)


def _tags(context: Context) -> tuple[str, ...]:
    """The tags of the reading list, the most used first."""
    from papers_tui.model.library.grouping import tags_in_use

    with context.session() as session:
        return tags_in_use(session.saved_library)


def _queries(context: Context) -> Iterator[str]:
    """Saved searches, then what a query may begin with."""
    from papers_tui.model.query.fields import CHOICES, FIELDS
    from papers_tui.model.query.syntax import quoted

    yield from (query for _, query in context.settings.searches)
    for field in FIELDS:
        if field in CHOICES:
            yield from (f"{field}:{choice}" for choice in CHOICES[field])
        elif field == "in":
            yield from (f"in:{quoted(name)}" for name in context.settings.named)
        elif field == "tag":
            yield from (f"tag:{quoted(tag)}" for tag in _tags(context))
        else:
            yield f"{field}:"
