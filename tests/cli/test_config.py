"""`config`: the path, what holds and where it comes from, a file to begin with."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from papers_tui.model.settings import Settings
from papers_tui.model.settings_table import SETTINGS
from papers_tui.store.settings.load import load
from papers_tui.tui.commands import COMMANDS
from papers_tui.tui.keys.from_settings import keymap_of
from tests.support.home import put

if TYPE_CHECKING:
    from tests.support.command_line import Shell


@pytest.fixture(autouse=True)
def plain(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable says anything, not even where the hub is."""
    for setting in SETTINGS:
        for variable in setting.variables:
            monkeypatch.delenv(variable, raising=False)


def row(shown: str, name: str) -> str:
    """The report on a setting, with one space for many."""
    return " ".join(re.findall(rf"^{name} = .*$", shown, re.MULTILINE)[0].split())


def test_the_path_is_printed_whether_there_is_a_file_or_not(shell: Shell) -> None:
    assert shell("config", "path").out == f"{shell.home / 'config.toml'}\n"
    assert not shell.home.exists()


def test_what_config_can_do_is_reported_where_nothing_is_chosen(shell: Shell) -> None:
    done = shell("config")
    assert (done.status, done.out) == (2, "")
    assert "path|show|init" in done.err


def test_a_file_to_begin_with_is_there_for_doctor(shell: Shell) -> None:
    assert "config.toml: there is none yet" in " ".join(shell("doctor", "--offline").out.split())
    shell("config", "init")
    done = " ".join(shell("doctor", "--offline").out.split())
    assert f"in order, with all settings at their defaults; its place is {shell.home}" in done


def test_without_a_file_all_defaults_hold(shell: Shell) -> None:
    done = shell("config", "show")
    assert (done.status, done.err) == (0, "")
    shown = tomllib.loads(done.out)
    assert list(shown) == [setting.name for setting in SETTINGS]
    for setting in SETTINGS:
        value = shown[setting.name]
        assert (tuple(value) if isinstance(value, list) else value) == setting.effective
    assert done.out.count("  # default") == len(SETTINGS)


def test_what_holds_is_shown_with_where_it_comes_from(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(shell.home, 'theme = "nord"\nmouse = false\nendpoint = "https://a.example"\nclock = 13\n'
        '[searches]\n"to discuss" = \'tag:"x"\'\n[keys]\npaper.star = "F5"\n'
        'seen.all = "x"\n')  # fmt: skip
    monkeypatch.setenv("EDITOR", "code --wait")
    done = shell("config", "show")
    assert done.status == 0
    assert row(done.out, "theme") == 'theme = "nord" # line 1'
    assert row(done.out, "endpoint") == 'endpoint = "https://a.example" # line 3'
    assert row(done.out, "clock") == "clock = 24 # default"
    assert row(done.out, "mouse") == "mouse = false # line 2"
    assert row(done.out, "editor") == 'editor = ["code", "--wait"] # EDITOR'
    assert row(done.out, '"to discuss"') == r'"to discuss" = "tag:\"x\"" # line 6'
    assert row(done.out, "paper.star") == 'paper.star = ["F5"] # line 8'
    assert row(done.out, "seen.all") == 'seen.all = ["A"] # default'
    first, second = done.err.splitlines()
    assert first == "papers-tui: warning: config.toml, line 4: clock must be 24 or 12, not 13"
    assert second.startswith("papers-tui: warning: config.toml, line 9: x would be the key of both")
    again = put(shell.home, done.out)
    assert load(again).problems == ()


@pytest.mark.parametrize(
    ("variable", "value", "name", "shown"),
    [
        ("HF_ENDPOINT", "https://b.example/", "endpoint", '"https://b.example" # HF_ENDPOINT'),
        ("PAPERS_TUI_ARXIV", "http://x.example", "arxiv_endpoint",
         '"http://x.example" # PAPERS_TUI_ARXIV'),
        ("HF_ENDPOINT", "https://me:x@b.example", "endpoint",
         '"https://…@b.example" # HF_ENDPOINT'),
        ("VISUAL", "emacs", "editor", '["nano"] # line 3'),
        ("BROWSER", "w3m", "browser", '["firefox"] # line 4'),
    ],
)  # fmt: skip
def test_the_environment_goes_before_the_file_for_addresses_only(
    shell: Shell,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
    name: str,
    shown: str,
) -> None:
    put(shell.home, 'endpoint = "https://a.example"\narxiv_endpoint = "https://y.example"\n'
        'editor = ["nano"]\nbrowser = ["firefox"]\n')  # fmt: skip
    monkeypatch.setenv(variable, value)
    assert row(shell("config", "show").out, name) == f"{name} = {shown}"


def test_a_first_file_sets_nothing_and_says_everything(shell: Shell) -> None:
    done = shell("config", "init")
    assert (done.status, done.err) == (0, "")
    path = shell.home / "config.toml"
    text = path.read_text(encoding="utf-8")
    assert load(path) == Settings()
    for setting in SETTINGS:
        assert f"\n# {setting.name} = " in text
    for command in COMMANDS:
        assert f"\n# {command.id} = [" in text
    assert max(map(len, text.splitlines())) <= 100


def test_every_line_of_the_first_file_may_be_uncommented(shell: Shell) -> None:
    shell("config", "init")
    path = shell.home / "config.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^# (?=[\w.\-\"]+ = |\[\w+\]$)", "", text, flags=re.M), "utf-8")
    settings = load(path)
    assert settings.problems == ()
    assert [name for name, _ in settings.keys] == [command.id for command in COMMANDS]
    keymap = keymap_of(settings)
    assert keymap.problems == ()
    assert [keymap.shown(one.id) for one in COMMANDS] == [one.shown_keys for one in COMMANDS]


def test_a_file_that_is_there_stays_as_it_is(shell: Shell) -> None:
    path = put(shell.home, 'theme = "nord"\n')
    done = shell("config", "init")
    assert (done.status, done.out) == (1, "")
    assert "is there already (edit it, or move it away first)" in done.err
    assert path.read_text() == 'theme = "nord"\n'


def test_a_file_that_cannot_be_written_is_reported(shell: Shell) -> None:
    shell.home.write_text("a file where the folder should be")
    done = shell("config", "init")
    assert done.status == 1
    assert "is no folder" in done.err
    shell.home.unlink()
    (shell.home / "config.toml").mkdir(parents=True)
    done = shell("config", "init")
    assert done.status == 1
    assert "is there already" in done.err


def test_other_commands_warn_of_what_does_not_count(shell: Shell) -> None:
    put(shell.home, "clock = 13\n")
    done = shell("library")
    assert done.status == 0
    assert "warning: config.toml, line 1: clock must be 24 or 12, not 13" in done.err
    assert shell("help", "files").err == ""


def test_help_shows_the_keys_of_today(shell: Shell) -> None:
    put(shell.home, 'keys.paper.star = ["F5", "ö"]\nkeys.seen.all = []\n')
    shown = [row.split() for row in shell("help", "keys").out.splitlines()]
    assert ["F5", "ö", "paper.star"] in [row[:3] for row in shown]
    assert "seen.all" in [row[0] for row in shown if row]


def test_commands_ask_the_hub_of_the_settings(shell: Shell) -> None:
    put(shell.home, f'endpoint = "{shell.hub.url}"\n')
    assert shell("list", "--date", shell.day()).ids == shell.listed(shell.day())
    assert shell.hub.asked("/api/daily_papers")
