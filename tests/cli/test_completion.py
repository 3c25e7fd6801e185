"""`completion`: the scripts, run by the shells that they are for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from papers_tui.cli.commands.completion import SHELLS
from papers_tui.cli.grammar.registry import COMMANDS
from papers_tui.model.query.parser import parse
from papers_tui.model.query.syntax import TagIs
from tests.support.home import put
from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Shell

HERE = [name for name in ("bash", "fish") if shutil.which(name)]
"""The shells of this machine that can be asked; bash is everywhere where these tests run."""

BASH = r"""
eval "$(papers-tui completion bash)"
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_shtab_papers_tui 2>/dev/null
printf '%s\n' "${COMPREPLY[@]}"
"""
FISH = """
papers-tui completion fish | source
set line (string join ' ' -- $argv)
for candidate in (complete -C "$line")
    string split -f1 \\t -- $candidate
end
"""
ZSH = r"""
compdef() { }
compadd() { print -rl -- $found }
eval "$(papers-tui completion zsh)"
$1
"""
RUNS = {"bash": ("bash", "--norc", "-c", BASH, "bash"), "fish": ("fish", "-N", "-c", FISH)}

Ask = Callable[..., list[str]]


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A PATH on which the program of this source is."""
    program = tmp_path / "bin" / "papers-tui"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m papers_tui "$@"\n')
    program.chmod(0o755)
    return f"{program.parent}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture
def ask(shell: Shell, tmp_path: Path, path: str) -> Ask:
    """The words that a shell offers for the last of some words."""

    def ask(name: str, *words: str) -> list[str]:
        done = subprocess.run(  # noqa: S603
            [*RUNS[name], "papers-tui", *words],
            check=False, capture_output=True, text=True, timeout=60,
            env=shell.environment(PATH=path, HOME=str(tmp_path)),
        )  # fmt: skip
        return done.stdout.splitlines()

    return ask


def test_bash_is_among_the_shells_that_are_tried() -> None:
    assert "bash" in HERE


@pytest.mark.parametrize("name", HERE)
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["unst"], {"unstar"}),
        (["list", "--tren"], {"--trending"}),
        (["list", "--format", ""], {"table", "json", "jsonl", "markdown", "ids"}),
        (["status", "to"], {"to-read"}),
        (["completion", ""], set(SHELLS)),
        (["config", "in"], {"init"}),
        (["star", "--off"], {"--offline"}),
    ],
)
@pytest.mark.program
def test_commands_options_and_choices_are_offered(
    ask: Ask, name: str, words: list[str], offered: set[str]
) -> None:
    assert set(ask(name, *words)) == offered


@pytest.mark.parametrize("name", HERE)
@pytest.mark.program
def test_tags_are_offered_as_they_are(shell: Shell, ask: Ask, name: str) -> None:
    for tag in ("agents", "to discuss", "$(touch pwned)", "*"):
        shell("tag", tag, "2507.21049", "--offline")
    offered = ask(name, "tag", "")
    if name == "bash":
        assert set(offered) == {"agents", r"to\ discuss", r"\$\(touch\ pwned\)", r"\*"}
    else:
        assert set(offered) == {"agents", "to discuss", "$(touch pwned)", "*"}
    assert ask(name, "untag", "ag") == ["agents"]
    assert not list(shell.home.parent.rglob("pwned"))


@pytest.mark.parametrize("name", HERE)
@pytest.mark.program
def test_queries_are_offered(shell: Shell, ask: Ask, name: str) -> None:
    put(shell.home, '[searches]\nmine = "is:to-read"\nother = "zebras"\n')
    assert ask(name, "list", "--where", "z") == ["zebras"]
    assert ask(name, "search", "upv") == ["upvotes:"]


@pytest.mark.parametrize("name", HERE)
@pytest.mark.program
def test_watches_are_offered_by_name(shell: Shell, ask: Ask, name: str) -> None:
    put(shell.home, '[watches]\n"my field" = "zebras"\nvotes = "upvotes:>=50"\n')
    spaced = r"my\ field" if name == "bash" else "my field"
    assert set(ask(name, "watch", "")) == {spaced, "votes"}
    assert ask(name, "watch", "votes", "m") == [spaced]
    assert "in:votes" in ask(name, "search", "in:")


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("search is:sta", "search is:starred "),
        ("search zebras is:to-", "search zebras is:to-read "),
        ("list --where is:unse", "list --where is:unseen "),
        ("search upv", "search upvotes:"),
        ("sta", "sta"),
        ("uns", "unstar "),
        ("tag to", r"tag to\ discuss "),
        ("export -o di", "export -o dir/"),
    ],
)
@pytest.mark.program
def test_bash_completes_words_that_it_parts(
    shell: Shell, tmp_path: Path, path: str, typed: str, completed: str
) -> None:
    shell("tag", "to discuss", "2507.21049", "--offline")
    (tmp_path / "dir").mkdir()
    env = shell.environment(
        PATH=path, PS1="> ", INPUTRC=os.devnull, TERM="xterm", HOME=str(tmp_path)
    )
    with Terminal(["bash", "--norc", "--noprofile", "-i"], env) as bash:
        bash.send(b'eval "$(papers-tui completion bash)"; cd; echo re""ady\n')
        bash.wait_for("ready")
        bash.send(f"papers-tui {typed}\t#".encode())
        bash.wait_for(f"papers-tui {completed}#")


@pytest.mark.parametrize("zsh", [found for found in [shutil.which("zsh")] if found])
def test_zsh_understands_its_script_and_gets_tags_as_they_are(
    shell: Shell, path: str, tmp_path: Path, zsh: str
) -> None:
    script = tmp_path / "_papers-tui"
    script.write_text(shell("completion", "zsh").out, encoding="utf-8")
    subprocess.run([zsh, "-n", str(script)], check=True)  # noqa: S603
    for tag in ("to discuss", "$(touch pwned)"):
        shell("tag", tag, "2507.21049", "--offline")
    done = subprocess.run(  # noqa: S603
        [zsh, "-f", "-c", ZSH, "zsh", "_papers_tui_tags"],
        check=True, capture_output=True, text=True, env=shell.environment(PATH=path),
    )  # fmt: skip
    assert set(done.stdout.splitlines()) == {"to discuss", "$(touch pwned)"}


def test_every_command_is_in_every_script(shell: Shell) -> None:
    for name in SHELLS:
        done = shell("completion", name)
        assert (done.status, done.err) == (0, "")
        assert [command for command in COMMANDS if command not in done.out] == []
        assert "==SUPPRESS==" not in done.out


@pytest.mark.program
def test_words_are_found_without_a_screen_or_a_network(shell: Shell) -> None:
    shell("tag", "to discuss", "2507.21049", "--offline")
    assert shell("completion", "--tags").out == "to discuss\n"
    assert 'tag:"to discuss"\n' in shell("completion", "--queries").out
    code = "import sys; from papers_tui.cli.main import run; run(sys.argv[1:]); print(*sys.modules)"
    for option in ("--tags", "--queries", "--watches"):
        done = subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-c", code, "completion", option],
            check=True, capture_output=True, text=True, env=shell.environment(),
        )  # fmt: skip
        loaded = set(done.stdout.splitlines()[-1].split())
        assert not loaded & {"textual", "rich", "httpx", "shtab", "sqlite3"}


def test_an_offered_tag_is_a_query_for_that_tag(shell: Shell) -> None:
    tags = {"agents", "to discuss", "vision(old)", '"best"'}
    for tag in tags:
        shell("tag", tag, "2507.21049", "--offline")
    lines = shell("completion", "--queries").out.splitlines()
    queries = [parse(line).tree for line in lines if line.startswith("tag:")]
    assert {query.tag for query in queries if isinstance(query, TagIs)} == tags
    assert len(queries) == len(tags)


def test_without_a_shell_it_is_wrong_usage(shell: Shell) -> None:
    done = shell("completion")
    assert (done.status, done.out) == (2, "")
    assert "which shell? bash, zsh, fish (see papers-tui completion --help)" in done.err
    assert shell("completion", "powershell").status == 2


def test_the_hidden_options_are_in_no_help(shell: Shell) -> None:
    out = shell("completion", "--help").out
    assert not [option for option in ("--tags", "--queries", "--watches") if option in out]
