"""Wrong usage, help, pipes that close, and what is loaded for a command."""

from __future__ import annotations

import os
import subprocess
import sys
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from papers_tui.cli.grammar.registry import COMMANDS, parse, parser_of
from papers_tui.cli.main import run
from papers_tui.model.query.reference import LANGUAGE
from tests.support.command_line import PROGRAM, ROOT, Done, commands_in, loaded
from tests.support.home import put

if TYPE_CHECKING:
    from tests.support.command_line import Shell


@pytest.mark.parametrize(
    "typed",
    [
        "lst",
        "list x",
        "list --date",
        "list --date nonsense",
        "list --limit 0",
        "list --limit -1",
        "list --format html",
        "list --date 2025-12-11 --trending",
        "list --remote",
        "search",
        "search x --nosuch",
        "search x --where y",
        "show",
        "show 2507.21049 --format table",
        "open",
        "open nonsense",
        "open 2507.21049 --page web",
        "pdf",
        "pdf 2507.21049 -o",
        "pdf 2507.21049 -o -",
        "sync --since 2025-12-11 --until 2025-12-01",
        "sync --since trending",
        "help nosuch",
        "export -o papers.foo",
        "digest --to a@b.org",
        "digest --from a@b.org --format html",
        "--demo list",
    ],
)
def test_wrong_usage_is_one_line_and_status_2(typed: str, shell: Shell) -> None:
    done = shell(*typed.split())
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("papers-tui: error: ")
    assert done.err.count("\n") == 1
    assert not shell.home.exists()


@pytest.mark.parametrize("words", ["extra word", "-x", "-- -x"])
def test_words_too_many_stand_in_the_error_as_they_were_typed(words: str, shell: Shell) -> None:
    named = words.removeprefix("-- ")
    error = f"unrecognized arguments: {named} (see papers-tui list --help)"
    assert shell("list", *words.split()).err == f"papers-tui: error: {error}\n"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("list --ofline", "'--ofline' (did you mean --offline? See papers-tui list --help)"),
        ("list --demo", "'--demo' (see papers-tui list --help)"),
        ("search --agent", "'--agent' (see papers-tui search --help)"),
        ("star --where=x 2507.21049", "'--where' (see papers-tui star --help)"),
    ],
)
def test_an_option_that_there_is_not_is_named_and_guessed(
    typed: str, said: str, shell: Shell
) -> None:
    assert shell(*typed.split()).err == f"papers-tui: error: there is no option {said}\n"
    assert shell(*typed.split(), "--help").status == 0


def test_a_misspelt_command_is_guessed(shell: Shell) -> None:
    assert "did you mean search?" in shell("serach", "x").err


def test_what_was_typed_cannot_steer_the_terminal(shell: Shell) -> None:
    for typed in (["\x1b[31m"], ["list", "\x1b[31m"], ["search", "a:\x1b[31m"]):
        assert "\x1b" not in shell(*typed).err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, shell: Shell) -> None:
    done = shell(name, "--help")
    assert (done.status, done.err) == (0, "")
    assert f"papers-tui {name}" in done.out
    assert name in shell("--help").out


@pytest.mark.parametrize("name", ["reader", *COMMANDS])
def test_a_python_that_drops_docstrings_is_no_hindrance(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = f"{name}_" if iskeyword(name) else name
    monkeypatch.setattr(f"papers_tui.cli.commands.{module}.__doc__", None)
    assert COMMANDS.get(name, "commands:") in parser_of(name).format_help()


def test_help_on_a_topic_is_its_page_and_without_one_the_commands(shell: Shell) -> None:
    query = shell("help", "query").out
    assert all(row.syntax in query and row.example in query for row in LANGUAGE)
    files = shell("help", "files").out
    assert all(str(shell.home / name) in files for name in ("archive.db", "pdf"))
    assert "app.palette" in shell("help", "keys").out
    assert shell("help").out == shell("--help").out


@pytest.mark.parametrize("name", COMMANDS)
def test_help_on_a_command_is_its_own_help_with_examples_that_make_sense(
    name: str, shell: Shell
) -> None:
    page = shell("help", name).out
    assert page == shell(name, "--help").out
    examples = page.split("\nexamples:\n")[1].splitlines()
    assert 1 <= len(examples) <= 2
    for example in examples:
        for arguments in commands_in(example):
            parse(arguments)


def test_a_misspelt_topic_is_guessed(shell: Shell) -> None:
    done = shell("help", "exprt")
    message = "there is no topic or command 'exprt' (did you mean export? See papers-tui --help)"
    assert (done.status, done.err) == (2, f"papers-tui: error: {message}\n")
    assert "(see papers-tui --help)" in shell("help", "zzz").err


def test_the_first_lines_of_help_say_that_pipes_get_json(shell: Shell) -> None:
    beginning = shell("--help").out.split("\noptions:")[0]
    assert "JSON" in beginning
    assert "pipe" in beginning


def test_an_address_that_is_none_is_an_error_only_when_it_is_needed(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "ftp://nowhere")
    assert shell("list").status == 1
    assert "HF_ENDPOINT" in shell("list").err
    assert shell("search", "x").status == 0
    assert shell("list", "--offline").err.count("HF_ENDPOINT") == 0


@pytest.mark.program
def test_a_search_loads_neither_a_screen_nor_a_network(shell: Shell) -> None:
    shell("list")
    heavy = {"textual", "rich", "httpx", "asyncio", "ssl", "platformdirs", "hypothesis"}
    assert not heavy & loaded(shell, "search", "upvotes:>=0", "sort:upvotes")
    assert not {"textual", "rich", "httpx"} & loaded(shell, "list")
    assert not {"textual", "rich", "httpx"} & loaded(shell, "stats")
    key = shell.listed(shell.day())[0]
    assert not {"textual", "rich", "httpx"} & loaded(shell, "show", key, "--format", "text")


@pytest.mark.program
def test_no_command_loads_textual(shell: Shell) -> None:
    modules = loaded(shell, "list")
    assert "httpx" in modules
    assert not {"textual", "rich"} & modules


@pytest.mark.program
@pytest.mark.parametrize("given", [[], ["--offline"], ["--demo", "--ascii"]])
def test_the_reader_needs_no_grammar_for_its_switches(given: list[str]) -> None:
    code = (
        "import sys, papers_tui.cli.launch as start\n"
        "start.read = lambda options, env: print(*sys.modules)\n"
        f"from papers_tui.cli.main import run; run({given})"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    grammar = {"argparse", "papers_tui.cli.grammar.registry", "httpx"}
    assert not grammar & set(done.stdout.split())


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close in another way there")
@pytest.mark.program
def test_a_reader_that_has_seen_enough_ends_a_command_quietly(shell: Shell) -> None:
    shell("list", "--trending", "--limit", "200")
    command = [*PROGRAM, "list", "--trending", "--offline"]
    with subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=shell.environment()
    ) as program:
        assert program.stdout
        assert program.stderr
        program.stdout.read(10)
        program.stdout.close()
        assert program.stderr.read() == b""
        assert program.wait(60) == 0


@pytest.mark.program
def test_output_is_utf8_in_any_locale(shell: Shell) -> None:
    title = "Über 漢字 und τ"
    shell.hub.days[shell.day()][0]["paper"]["title"] = title
    locale = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    assert shell.program("list", "--limit", "1", **locale).json[0]["title"] == title
    assert title in shell.program("list", "--limit", "1", "--format", "table", **locale).out


UNDECODED = {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
"""An environment in which Python takes arguments for ASCII."""

as_bytes = pytest.mark.skipif(sys.platform == "win32", reason="arguments are no bytes there")


def program(
    shell: Shell, *arguments: bytes, text: bytes = b"", locale: dict[str, str] | None = None
) -> Done:
    """The end of a program of its own that gets these bytes, as a shell hands them over."""
    done = subprocess.run(  # noqa: S603 - our own program
        [*map(os.fsencode, PROGRAM), *arguments],
        check=False,
        capture_output=True,
        input=text,
        env={**shell.environment(), **(locale or {})},
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@as_bytes
def test_arguments_are_utf8_in_any_locale(shell: Shell, tmp_path: Path) -> None:
    note, file = "Grüße, 漢字".encode(), f"{tmp_path}/Grüße.bib".encode()
    assert program(shell, b"--offline", b"note", b"2507.21049", note, locale=UNDECODED).err == ""
    assert program(shell, b"--offline", b"note", b"2507.21049").out == "Grüße, 漢字\n"
    assert program(shell, b"export", b"-o", file, locale=UNDECODED).status == 0
    assert [path.name for path in tmp_path.glob("*.bib")] == ["Grüße.bib"]


@as_bytes
@pytest.mark.parametrize("locale", [{}, UNDECODED])
def test_a_home_in_bytes_that_are_no_text_is_printed_as_it_is(
    shell: Shell, tmp_path: Path, locale: dict[str, str]
) -> None:
    home = os.fsencode(tmp_path) + "/b\udcffd Grüße".encode("utf-8", "surrogateescape")
    done = subprocess.run(  # noqa: S603
        [*PROGRAM, "config", "init"],
        check=False,
        capture_output=True,
        env={**shell.environment(), **locale, "PAPERS_TUI_HOME": os.fsdecode(home)},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(home + b"/config.toml is written")
    assert Path(os.fsdecode(home), "config.toml").is_file()


@as_bytes
@pytest.mark.parametrize("locale", [{}, UNDECODED])
def test_what_is_no_utf8_is_refused(shell: Shell, locale: dict[str, str]) -> None:
    latin = "Grüße".encode("latin-1")
    done = program(shell, b"--offline", b"note", b"2507.21049", latin, locale=locale)
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert "no UTF-8" in done.err
    piped = program(shell, b"--offline", b"note", b"2507.21049", b"-", text=latin, locale=locale)
    assert (piped.status, piped.err.count("\n")) == (1, 1)
    assert "no UTF-8" in piped.err
    assert not (shell.home / "library.toml").exists()


def test_an_interrupt_is_status_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("papers_tui.cli.main.run_command", interrupted)
    assert run(["list"]) == 130


full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")


def in_a_shell(shell: Shell, arguments: str, redirection: str) -> Done:
    """The end of the program in a shell that leads its streams elsewhere."""
    done = subprocess.run(  # noqa: S602
        f"{' '.join(PROGRAM)} {arguments} {redirection}",
        shell=True,
        check=False,
        capture_output=True,
        text=True,
        env=shell.environment(),
    )
    return Done(done.returncode, done.stdout, done.stderr)


@full
@pytest.mark.program
@pytest.mark.parametrize(
    ("redirection", "reason"),
    [
        (">&-", "stdout is closed (look at where it goes)"),
        (">/dev/full", "No space left on device (free some space)"),
    ],
)
@pytest.mark.parametrize(
    "arguments", ["--version", "list --help", "help", "list --offline", "config path", "stats"]
)
def test_an_output_that_cannot_be_written_is_an_error(
    shell: Shell, arguments: str, redirection: str, reason: str
) -> None:
    shell("list")
    done = in_a_shell(shell, arguments, redirection)
    sentence = f"papers-tui: error: the output could not be written: {reason}\n"
    assert (done.status, done.err) == (1, sentence)


@full
@pytest.mark.program
def test_a_message_that_cannot_be_written_ends_no_command(shell: Shell) -> None:
    put(shell.home, "no_setting = 1\n")  # about which there is a warning
    for redirection in ("2>&-", "2>/dev/full"):
        assert in_a_shell(shell, "--offline star 2507.21049", redirection).status == 0
        assert in_a_shell(shell, "--offline unstar 2507.21049", redirection).status == 0
        assert in_a_shell(shell, "nosuch", redirection).status == 2


@pytest.mark.parametrize("columns", ["72", "80", "120"])
def test_help_fits_the_terminal(
    columns: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for page in (["help", "query"], ["--help"], *([name, "--help"] for name in COMMANDS)):
        shown = shell(*page).out.splitlines()
        assert all(len(text) <= int(columns) for text in shown), page


@pytest.mark.parametrize(
    "command",
    ["export -o", "export --vault", "pdf 2507.21049 -o", "digest -o", "import"],
)
@pytest.mark.parametrize("name", ["x" * 5_000, "y/" * 3_000 + "x.bib"])
def test_a_name_that_no_file_can_have_is_one_line_and_status_2(
    command: str, name: str, shell: Shell
) -> None:
    done = shell("--offline", *command.split(), name)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "is no path: " in done.err
    assert done.err.endswith(" (give another)\n")


@pytest.mark.parametrize("command", ["export", "pdf 2507.21049", "digest"])
def test_a_file_that_cannot_be_is_refused_by_each_command_in_the_same_words(
    shell: Shell, tmp_path: Path, command: str
) -> None:
    shell("list")
    shell("star", "2507.21049", "--offline")
    folder = put(tmp_path / "other", "").parent
    kept = shell.home / "pdf" / "[2507.21049].pdf"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"%PDF-")
    reported = [
        (str(folder), 1, f"{folder} is a folder (give the name of a file in it)"),
        ("", 2, "-o has no name behind it (give that of a file)"),
        (
            str(folder / "config.toml/x.bib"),
            1,
            "could not be written: its folder is not there",
        ),
        (str(folder / "none" / "x.bib"), 1, "could not be written: its folder is not there"),
    ]
    for name, status, sentence in reported:
        done = shell("--offline", *command.split(), "-o", name)
        assert (done.status, done.err.count("papers-tui: error: ")) == (status, 1)
        assert sentence in done.err
