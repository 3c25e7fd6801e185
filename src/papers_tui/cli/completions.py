"""Scripts that complete the command line in a shell, made from its grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shtab

from papers_tui.cli.arguments import whole_parser

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

_BASH = """
# Words of the program's that may hold blanks and signs; none of them is ever evaluated.
{name}() {{
  local line
  while IFS= read -r line; do
    printf -v line '%q' "$line"
    [[ $line == "$1"* ]] && printf '%s\\n' "$line"
  done < <(papers-tui completion {option} 2>/dev/null)
  {after}
}}
"""
_ZSH = """
{name}() {{
  local -a found
  found=("${{(@f)$(papers-tui completion {option} 2>/dev/null)}}")
  compadd {after} -a found
}}
"""
_BASH_QUERY = "compopt -o nospace 2>/dev/null || true"


def script(shell: str) -> str:
    """The script for one of `cli.commands.completion.SHELLS`."""
    parser = whole_parser()
    for action in _actions(parser):
        if (how := _completed(action)) is not None:
            action.complete = how  # type: ignore[attr-defined]
    return str(shtab.complete(parser, shell))


def _completed(action: argparse.Action) -> dict[str, Any] | None:
    """How shtab completes that argument, where it has no choices of its own."""
    match action.dest:
        case "tag":
            return _by("--tags", "_papers_tui_tags", "", "")
        case "where" | "query":
            return _by("--queries", "_papers_tui_queries", _BASH_QUERY, "-S ''")
        case "file" | "output":
            return shtab.FILE
        case _:
            return None


def _by(option: str, name: str, in_bash: str, in_zsh: str) -> dict[str, Any]:
    """What the program says when it is called with that option."""
    bash = _BASH.format(name=name, option=option, after=in_bash or "true")
    zsh = _ZSH.format(name=name, option=option, after=in_zsh)
    fish = f"(papers-tui completion {option} 2>/dev/null)"
    return {"bash": name, "zsh": name, "fish": fish, "preamble": {"bash": bash, "zsh": zsh}}


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """All arguments of a grammar and of the commands within it."""
    for action in parser._actions:  # argparse has no other way to ask
        yield action
        if isinstance(action.choices, dict):
            for command in action.choices.values():
                yield from _actions(command)
