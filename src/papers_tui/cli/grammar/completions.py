"""Scripts that complete the command line in a shell, made from its grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shtab

from papers_tui.cli.grammar.registry import complete_parser

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

_BASH = """
# Words of the program that may hold spaces and special characters; none of them is ever evaluated.
{name}() {{
  local line
  while IFS= read -r line; do
    printf -v line '%q' "$line"
    [[ $line == "$1"* ]] && printf '%s\\n' "$line"
  done < <(papers-tui completion {option} 2>/dev/null)
}}
"""
_BASH_JOINED = r"""
# Bash separates words at colons and the like: they are joined before what is offered is looked up,
# and of what is offered the beginning is left away that bash takes for a word of its own. Only what
# follows -o names files, of which bash quotes special characters and ends folders in a slash.
_papers_tui() {
  local rest=${COMP_LINE:0:COMP_POINT} last=${COMP_WORDS[COMP_CWORD]} next word start
  local -a joined=()
  local -i at
  for ((at = 0; at <= COMP_CWORD; at++)); do
    word=${COMP_WORDS[at]} next=${rest#"${rest%%[![:space:]]*}"}
    if ((at)) && [[ $next == "$rest" ]]; then
      joined[${#joined[@]}-1]+=$word
    else
      joined+=("$word")
    fi
    rest=${next#"$word"}
  done
  [[ $last == [:=\<\>] ]] && last=
  start=${joined[${#joined[@]}-1]} start=${start%"$last"}
  COMP_WORDS=("${joined[@]}") COMP_CWORD=$((${#joined[@]} - 1))
  _shtab_papers_tui
  COMPREPLY=("${COMPREPLY[@]#"$start"}")
  [[ ${COMP_WORDS[COMP_CWORD-1]} == -o ]] || compopt +o filenames 2>/dev/null
  [[ ${COMPREPLY[0]} == *: ]] && compopt -o nospace 2>/dev/null
  return 0
}
complete -o filenames -F _papers_tui papers-tui
"""
_ZSH = """
{name}() {{
  local -a found
  found=("${{(@f)$(papers-tui completion {option} 2>/dev/null)}}")
  compadd {after} -a found
}}
"""


def script(shell: str) -> str:
    """The script for one of `cli.commands.completion.SHELLS`."""
    parser = complete_parser()
    for action in _actions(parser):
        if (how := _completed(action)) is not None:
            action.complete = how  # type: ignore[attr-defined]
    return str(shtab.complete(parser, shell)) + (_BASH_JOINED if shell == "bash" else "")


def _completed(action: argparse.Action) -> dict[str, Any] | None:
    """The way shtab completes that argument, where it has no choices of its own."""
    match action.dest:
        case "tag":
            return _by("--tags", "_papers_tui_tags", "")
        case "names":
            return _by("--watches", "_papers_tui_watches", "")
        case "where" | "query":
            return _by("--queries", "_papers_tui_queries", "-S ''")
        case "file" | "output":
            return shtab.FILE
        case _:
            return None


def _by(option: str, name: str, in_zsh: str) -> dict[str, Any]:
    """The program's output when it is called with that option."""
    bash = _BASH.format(name=name, option=option)
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
