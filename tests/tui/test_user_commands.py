"""Commands of the settings: what their programs get, what is shown of them, and what is refused."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from papers_tui.model.settings import UserCommand
from papers_tui.services.programs.user_commands import arguments
from papers_tui.store.settings.load import load
from papers_tui.tui.dialogs.confirm import Confirm
from papers_tui.tui.dialogs.output import Output
from papers_tui.tui.keys.from_settings import keymap_of
from papers_tui.tui.terminal import lend
from tests.support.home import put
from tests.support.reference import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.fake_hub import FakeHub
    from tests.support.reader import Run, Running

ARGUMENTS = "import json, sys; print(json.dumps(sys.argv[1:]))"
READ = "import json, sys; open(sys.argv[1], 'a').write(json.dumps(sys.stdin.read()) + '\\n')"

STAND_IN = """
import json, pathlib, sys
task = {"arguments": sys.argv[1:], "input": sys.stdin.read()}
pathlib.Path.home().joinpath(pathlib.Path(sys.argv[0]).name + ".json").write_text(json.dumps(task))
print("It is short.")
"""
"""A program of the examples, which keeps what it was given."""


def command(name: str, code: str, *arguments: str, **fields: Any) -> str:
    """A table of the settings, for a program of that code."""
    run = [sys.executable, "-I", "-S", "-c", code, *arguments]
    rows = {"run": run, **fields}
    return f"[commands.{name}]\n" + "".join(
        f"{key} = {json.dumps(value)}\n" for key, value in rows.items()
    )


async def shown(app: Running) -> list[str]:
    """The rows of the dialog with a program's output, which is closed again."""
    await app.until(lambda: isinstance(app.app.screen, Output))
    await app.settle()
    assert isinstance(app.app.screen, Output)
    rows = app.app.screen.plain
    await app.press("escape")
    return rows


async def test_a_placeholder_is_one_argument_and_no_shell_reads_it(run: Run, home: Path) -> None:
    words = ("{id}", "{title}", "x={year}", "{{id}}", "$HOME", '{"a": 1}')
    put(home, command("show", ARGUMENTS, *words, key="f5", output="pane"))
    async with run() as app:
        paper = app.screen.paper
        assert paper is not None
        assert paper.published is not None
        await app.press("f5")
        given = json.loads(" ".join(await shown(app)))
        year = f"x={paper.published.year}"
        assert given == [paper.id, paper.title, year, "{id}", "$HOME", '{"a": 1}']


async def test_marked_papers_go_into_one_run_or_one_each(run: Run, home: Path) -> None:
    text = command("one", ARGUMENTS, "{id}", key="f5", output="pane", many="all")
    put(home, text + command("each", ARGUMENTS, "{id}", key="f6", output="pane"))
    async with run() as app:
        await app.press("v", "v")
        first, second = app.list_ids[:2]
        await app.press("f5")
        assert await shown(app) == [json.dumps([first, second])]
        await app.press("f6")
        assert await shown(app) == [json.dumps([first]), json.dumps([second])]


@pytest.mark.parametrize(("status", "runs"), [(0, 2), (3, 1)])
async def test_a_program_on_the_terminal_is_not_run_again_once_it_fails(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, status: int, runs: int
) -> None:
    commands = []

    async def ended(_app: object, command: list[str]) -> int:
        commands.append(command)
        return status

    monkeypatch.setattr(lend, "run_in_terminal", ended)
    put(home, command("edit", ARGUMENTS, "{id}", key="f5", output="terminal"))
    async with run() as app:
        await app.press("v", "v", "f5")
        assert len(commands) == runs
        assert ("ended with status 3" in app.status) is bool(status)


async def test_each_form_of_input_is_read_by_the_program(run: Run, home: Path) -> None:
    forms = ("json", "jsonl", "markdown", "bibtex", "text")
    parts = [
        command(form, READ, str(home / "read"), key=f"f{number}", input=form)
        for number, form in enumerate(forms, 5)
    ]
    put(home, "".join(parts))
    async with run() as app:
        paper = app.screen.paper
        assert paper is not None
        await app.press("f5", "f6", "f7", "f8", "f9")
        lines = (home / "read").read_text(encoding="utf-8").splitlines()
        array, line, markdown, bibtex, text = map(json.loads, lines)
        assert json.loads(array)[0]["id"] == json.loads(line)["id"] == paper.id
        assert paper.id in markdown
        assert bibtex.startswith("@")
        assert text.startswith(paper.title)


async def test_the_first_line_goes_to_the_status_line_and_a_failure_always(
    run: Run, home: Path
) -> None:
    text = command("say", r"print('\n\x1b[31mhello\nmore')", key="f5", output="status")
    put(home, text + command("fail", "raise SystemExit(4)", key="f6"))
    async with run() as app:
        await app.press("f5")
        assert "hello" in app.status
        assert "more" not in app.status
        await app.press("f6")
        assert "ended with status 4" in app.status


async def test_a_command_that_wants_it_is_confirmed_first(run: Run, home: Path) -> None:
    put(home, command("ask", READ, str(home / "read"), key="f5", confirm=True))
    async with run() as app:
        await app.press("f5")
        assert isinstance(app.app.screen, Confirm)
        rows = app.app.screen.query_one("#confirm-rows")
        assert rows.size.height >= 1
        await app.press("escape")
        assert not (home / "read").exists()
        await app.press("f5", "enter")
        assert (home / "read").exists()


async def test_a_full_text_or_pdf_that_cannot_be_fetched_is_named(run: Run, home: Path) -> None:
    async with run():
        pass
    text = command("read", "", key="f5", input="full-text")
    put(home, text + command("copy", "", "{pdf}", key="f6"))
    async with run(offline=True) as app:
        for key in ("f5", "f6"):
            await app.press("m", key)
            assert "offline" in app.status.lower()


async def test_the_documented_examples_do_what_they_say(
    run: Run, hub: FakeHub, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (FOLDER / "programs.md").read_text(encoding="utf-8")
    put(home, page.split("<!-- examples -->\n```toml\n")[1].split("```")[0])
    for folder in ("bin", "notes", "e-reader"):
        (home / folder).mkdir()
    for name in ("curl", "llm"):
        program = home / "bin" / name
        program.write_text(f"#!{sys.executable}\n{STAND_IN}")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(home))
    async with run() as app:
        assert (*app.screen.keymap.problems, *app.screen.session.settings.problems) == ()
        paper = app.screen.paper
        assert paper is not None
        hub.library.forms[paper.id] = "full"
        app.screen.give("user.slack")
        await app.settle()
        await app.press("enter")
        sent = json.loads((home / "curl.json").read_text())["arguments"]
        assert json.loads(sent[sent.index("--data") + 1])["text"].endswith(paper.hub_url)
        app.screen.give("user.summary")
        assert await shown(app) == ["It is short."]
        assert "## 1 Introduction" in json.loads((home / "llm.json").read_text())["input"]
        app.screen.give("user.note")
        await app.settle()
        assert paper.id in (home / "notes" / f"{paper.id}.md").read_text(encoding="utf-8")
        app.screen.give("user.e-reader")
        await app.until(lambda: "To the e-reader has ended." in app.status)
        (copied,) = (home / "e-reader").iterdir()
        assert copied.read_bytes().startswith(b"%PDF")


async def test_it_stands_in_footer_help_and_palette(run: Run, home: Path) -> None:
    put(home, command("sum-up", "", key="f5", title="Sum up"))
    async with run(size=(200, 60)) as app:
        assert ("user.sum-up", "F5", "Sum up") in app.screen.query_one("Footer").hints  # type: ignore[attr-defined]
        await app.press("?", *"sum")
        await app.press("escape", "ctrl+p", *"sum")
        assert any("Sum up" in one for one in app.app.screen.offered)  # type: ignore[attr-defined]


def test_keys_of_the_settings_rebind_it_and_a_key_that_is_taken_is_left_out(tmp_path: Path) -> None:
    text = (
        '[keys]\n"user.a" = ["F7"]\n'
        '[commands.a]\nrun = ["a"]\nkey = "F5"\n[commands.b]\nrun = ["b"]\nkey = "s"\n'
        '[commands.c]\nrun = ["c"]\nkey = "F7"\n[commands.d]\nrun = ["d"]\nkey = "Ctrl+Q"\n'
        '[commands.e]\nrun = ["e"]\nkey = "F9"\n'
    )
    settings = load(put(tmp_path, text))
    keymap = keymap_of(settings)
    assert settings.problems == ()
    assert {one.id: keymap.shown(one.id) for one in keymap.own} == {
        "user.a": ("F7",), "user.b": (), "user.c": (), "user.d": (), "user.e": ("F9",),
    }  # fmt: skip
    assert [str(one) for one in keymap.problems] == [
        "line 8: s is the key of paper.star, so user.b has none",
        "line 11: F7 is the key of user.a, so user.c has none",
        "line 14: Ctrl+Q always quits, so it cannot be the key of user.d",
    ]


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ('[commands.Bad_Name]\nrun = ["a"]', 1, "is no name of a command"),
        ('[commands.a]\nrun = "sh -c true"', 2, "must be a list of words"),
        ("[commands.a]\nrun = []", 2, "must be a list of words"),
        ('[commands.a]\nkey = "F5"', 1, "must be a list of words"),
        ('[commands.a]\nrun = ["a", "{tilte}"]', 2, 'unknown "{tilte}" (did you mean title?)'),
        ('[commands.a]\nrun = ["{pdf}"]', 2, "no placeholder in its name"),
        ("[commands]\na = 1", 2, "must be a table with run"),
    ],
)
def test_a_command_that_cannot_be_is_reported_and_the_rest_counts(
    text: str, line: int, part: str, tmp_path: Path
) -> None:
    settings = load(put(tmp_path, f'{text}\n[commands.good]\nrun = ["b"]\n'))
    assert settings.commands == (UserCommand("good", ("b",)),)
    (problem,) = settings.problems
    assert problem.line == line
    assert part in problem.sentence


def test_a_field_that_cannot_be_is_left_out_and_the_command_counts(tmp_path: Path) -> None:
    text = (
        '[commands.a]\nrun = ["a"]\ninput = "xml"\noutput = "pain"\nmany = 3\n'
        'confirm = "yes"\ncolor = 1\n'
        '[commands.b]\nrun = ["b"]\noutput = "terminal"\ninput = "json"\n'
    )
    settings = load(put(tmp_path, text))
    assert settings.commands == (
        UserCommand("a", ("a",)), UserCommand("b", ("b",), output="terminal"),
    )  # fmt: skip
    assert [one.line for one in settings.problems] == [3, 4, 5, 6, 7, 11]


async def test_a_title_that_begins_with_a_dash_becomes_no_option(run: Run) -> None:
    titled = UserCommand("a", ("a", "{title}", "-t{title}"))
    async with run() as app:
        paper = app.screen.paper
        assert paper is not None
        words = arguments(titled, [replace(paper, title="--output=x; $(id)")], app.screen.session)
        assert words == ["a", " --output=x; $(id)", "-t--output=x; $(id)"]
