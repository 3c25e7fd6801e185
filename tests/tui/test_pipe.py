"""`|`: papers go into a program as JSON, and what it writes is shown, whatever it does."""

from __future__ import annotations

import json
import os
import shlex
import sys
from typing import TYPE_CHECKING

import pytest
from textual.events import Key

from papers_tui.services.programs import run as programs
from papers_tui.services.programs.run import MOST, ProgramError, Run
from papers_tui.services.programs.user_commands import UnsafeArgument, refuse_unsafe
from papers_tui.tui.dialogs.output import Output
from papers_tui.tui.dialogs.pipe import Pipe
from tests.support.patience import seconds

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.reader import Run as Start
    from tests.support.reader import Running

IDS = "import json, sys; [print(one['id']) for one in json.load(sys.stdin)]"


def python(code: str, *arguments: str) -> list[str]:
    """A program of that code."""
    return [sys.executable, "-I", "-S", "-c", code, *arguments]


async def piped(app: Running, *words: str) -> list[str]:
    """The rows of the dialog once a program was typed."""
    await app.press("|")
    assert isinstance(app.app.screen, Pipe)
    app.app.screen.query_one("Input").value = shlex.join(words)  # type: ignore[attr-defined]
    await app.press("enter")
    await app.until(lambda: isinstance(app.app.screen, Output))
    await app.settle()
    assert isinstance(app.app.screen, Output)
    return app.app.screen.plain


async def test_a_program_gets_the_paper_under_the_cursor_or_those_marked(run: Start) -> None:
    async with run() as app:
        assert await piped(app, *python(IDS)) == [app.current]
        await app.press("escape", "v", "v")
        assert await piped(app, *python(IDS)) == list(app.list_ids[:2])


async def test_the_program_used_last_is_offered_also_after_a_restart(run: Start) -> None:
    async with run() as app:
        await piped(app, "echo", "1")
        await app.press("escape")
        await piped(app, "echo", "2")
        await app.press("escape")
    async with run() as app:
        await app.press("|")
        dialog = app.app.screen
        assert isinstance(dialog, Pipe)
        assert [one.strip() for one in dialog.offered] == ["echo 2", "echo 1"]
        await app.press("down", "enter")
        await app.until(lambda: isinstance(app.app.screen, Output))
        await app.settle()
        assert app.app.screen.plain == ["1"]  # type: ignore[attr-defined]


async def test_words_are_split_as_a_shell_does_but_no_shell_reads_them(
    run: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    show = "import json, sys; print(json.dumps(sys.argv[1:]))"
    async with run() as app:
        rows = await piped(app, *python(show, "a b", "$HOME", "; touch x", "*"))
        assert json.loads(" ".join(rows)) == ["a b", "$HOME", "; touch x", "*"]
        assert not (tmp_path / "x").exists()


async def test_an_open_quote_is_named_and_runs_nothing(run: Start) -> None:
    async with run() as app:
        await app.press("|", "j", "q", "space", "'", "enter")
        assert isinstance(app.app.screen, Pipe)
        assert app.app.screen.offered == []


async def test_a_program_that_is_missing_is_named(run: Start) -> None:
    async with run() as app:
        await app.press("|", "n", "o", "-", "s", "u", "c", "h", "enter")
        await app.until(lambda: "could not be started" in app.status)


async def test_what_a_program_writes_is_made_safe_to_show(run: Start) -> None:
    async with run() as app:
        rows = await piped(app, *python(r"print('a\x1b]0;x\x07\x1b[31mb\u202ec\tend\n\n  two')"))
        assert not any(ord(one) < 32 or one == "\u202e" for row in rows for one in row)
        assert rows[1:] == ["", "  two"]


async def test_keys_work_while_a_program_hangs_and_stop_ends_it(run: Start) -> None:
    async with run() as app:
        await app.press("|")
        hang = shlex.join(python("import time; time.sleep(600)"))
        app.app.screen.query_one("Input").value = hang  # type: ignore[attr-defined]
        await app.pilot.press("enter")
        await app.until(lambda: app.screen.lazy.pipe.runs)
        cursor = app.cursor
        await app.pilot.press("j")
        await app.until(lambda: app.cursor == cursor + 1)
        await app.pilot.press("X")
        await app.until(lambda: isinstance(app.app.screen, Output))
        await app.settle()
        assert app.app.screen.plain[0].endswith("was stopped.")  # type: ignore[attr-defined]


async def test_keys_behind_the_one_that_opens_the_dialog_are_typed_into_it(run: Start) -> None:
    async with run() as app:
        for key, character in (
            ("vertical_line", "|"),
            ("j", "j"),
            ("q", "q"),
            ("vertical_line", "|"),
        ):
            app.app.post_message(Key(key, character))
        await app.settle()
        assert [type(screen) for screen in app.app.screen_stack[1:]] == [Pipe]
        assert isinstance(app.app.screen, Pipe)
        assert app.app.screen.typed == "jq|"
        assert app.cursor == 0


def test_a_flood_is_cut_and_ended() -> None:
    outcome = Run(python("while True: print('x' * 999)"), b"[]", seconds(60)).outcome()
    assert len(outcome.output) == MOST
    assert outcome.problem.endswith("wrote more than 256 KiB and was ended")


def test_a_program_that_takes_too_long_is_ended_with_all_that_it_started() -> None:
    code = "import os, time; os.fork(); print('x', flush=True); time.sleep(600)"
    outcome = Run(python(code), b"[]", 0.5).outcome()
    assert outcome.problem.endswith("took more than 0.5 seconds and was ended")


def test_a_program_that_leaves_a_process_with_its_output_is_not_waited_for() -> None:
    code = "import os, time\nif os.fork() == 0: os.setsid(); time.sleep(9)\nelse: print('done')"
    outcome = Run(python(code), b"[]", seconds(60)).outcome()
    assert (outcome.output, outcome.problem) == ("done\n", "")


def test_what_an_ended_program_left_behind_is_not_stopped(tmp_path: Path) -> None:
    asked, answer = tmp_path / "asked", tmp_path / "answer"
    os.mkfifo(asked)
    os.mkfifo(answer)
    code = (
        "import os, sys\n"
        "if os.fork() == 0:\n"
        "    os.close(1); os.close(2)\n"
        "    open(sys.argv[1]).read(); open(sys.argv[2], 'w').write('alive')"
    )
    run = Run(python(code, str(asked), str(answer)), b"", seconds(60))
    assert run.outcome().problem == ""
    run.stop()
    asked.write_text("?")
    assert answer.read_text() == "alive"


@pytest.mark.parametrize("argument", ["a&calc", '"', "50%", "a|b", "x > y", "(1)"])
def test_a_batch_file_of_windows_gets_no_argument_that_could_be_a_command(argument: str) -> None:
    with pytest.raises(UnsafeArgument, match="is a batch file"):
        refuse_unsafe(["C:\\tools\\Code.CMD", argument], "win32")
    refuse_unsafe(["C:\\tools\\code.exe", argument], "win32")
    refuse_unsafe(["code.cmd", argument], "linux")
    refuse_unsafe(["code.cmd", "On Nets - a study, part 1", "https://arxiv.org/abs/1"], "win32")


def test_a_program_need_not_read_what_it_is_given() -> None:
    outcome = Run(python("print('ok')"), b"x" * 10**7, seconds(60)).outcome()
    assert (outcome.output, outcome.problem) == ("ok\n", "")
    assert Run(python("raise SystemExit(3)"), b"").outcome().problem.endswith("status 3")


def test_a_program_gets_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    outcome = Run(python("import os; print(dict(os.environ))"), b"").outcome()
    assert "hf_secret" not in outcome.output
    with pytest.raises(ProgramError, match="could not be started"):
        programs.Run(["no-such-program"], b"")
