"""The recipes of the page on digests, run as they stand in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.support.data import fake_days
from tests.support.home import put

if TYPE_CHECKING:
    from tests.support.command_line import Shell

PAGE = (Path(__file__).resolve().parents[2] / ".github/docs/digest.md").read_text("utf-8")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the recipes are scripts of a shell")


def recipe(name: str) -> str:
    return PAGE.split(f"<!-- {name} -->\n```sh\n")[1].split("```")[0]


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with the program and stand-ins for those that send."""
    folder = tmp_path / "bin"
    folder.mkdir()
    scripts = {
        "papers-tui": f'exec "{sys.executable}" -m papers_tui "$@"',
        "sendmail": f"exec cat >> {tmp_path}/sent",
        "curl": f"cat >> {tmp_path}/sent; echo >> {tmp_path}/sent",
    }
    for name, script in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


def run(shell: Shell, programs: Path, script: str) -> None:
    environment = {
        "PATH": f"{programs}:/usr/bin:/bin",
        "PYTHONPATH": shell.environment()["PYTHONPATH"],
        "HF_ENDPOINT": shell.hub.url,
        "PAPERS_TUI_HOME": str(shell.home),
        "TO": "me@example.org",
        "WEBHOOK": "https://hooks.example.org/x",
    }
    subprocess.run(  # noqa: S603
        ["/bin/sh", "-c", script], check=True, env=environment, cwd=shell.home, timeout=60
    )


@pytest.mark.parametrize(
    ("name", "character"), [("mail", "To: me@example.org"), ("chat", '"blocks"')]
)
def test_a_recipe_sends_what_is_new_and_nothing_else(
    shell: Shell, programs: Path, tmp_path: Path, name: str, character: str
) -> None:
    days = fake_days.days(date(2026, 8, 3), date(2026, 8, 4), 6)
    first, second = sorted(days)
    shell.hub.days.clear()
    shell.hub.days[first] = days[first]
    put(shell.home, '[watches]\nall = "upvotes:>=0"\n')
    run(shell, programs, recipe(name))
    sent = (tmp_path / "sent").read_text("utf-8")
    assert sent.count(character) == 1
    run(shell, programs, recipe(name))
    assert (tmp_path / "sent").read_text("utf-8") == sent
    for file in shell.home.glob("archive.db*"):
        file.unlink()
    shell.hub.days[second] = days[second]
    run(shell, programs, recipe(name))
    news = (tmp_path / "sent").read_text("utf-8").removeprefix(sent)
    ids = [entry["paper"]["id"] for entry in days[second]]
    assert all(f"papers/{paper}" in news.replace("=\n", "") for paper in ids)
    assert not any(entry["paper"]["id"] in news.replace("=\n", "") for entry in days[first])


def step_scripts(workspace: Path) -> list[tuple[str, dict[str, str]]]:
    """The scripts of the workflow, each with the variables that the page gives it."""
    workflow = yaml.safe_load(PAGE.split("```yaml\n")[1].split("```")[0])
    job = workflow["jobs"]["digest"]
    values = {"github.workspace": str(workspace), "secrets.MSMTP": "host mail.example.org"}

    def filled(variables: dict[str, str]) -> dict[str, str]:
        return {name: re.sub(r"\$\{\{ (.+?) \}\}", lambda found: values[found[1]], text)
                for name, text in variables.items()}  # fmt: skip

    return [
        (step["run"], {**filled(job["env"]), **filled(step.get("env", {}))})
        for step in job["steps"]
        if "run" in step
    ]


def test_the_workflow_mails_each_morning_what_is_new_from_the_state_alone(
    shell: Shell, programs: Path, tmp_path: Path
) -> None:
    for name in ("sudo", "apt-get", "pipx"):
        (programs / name).write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    days = fake_days.days(date(2026, 8, 3), date(2026, 8, 5), 6)
    shell.hub.days.clear()
    state, sent = tmp_path / "state.db", tmp_path / "sent"
    for number, day in enumerate(sorted(days)):
        shell.hub.days[day] = days[day]
        workspace = tmp_path / f"workspace {number}"  # as a checkout and a cache make it
        workspace.mkdir()
        watches = '[watches]\nall = "upvotes:>=0"\nbad = "(this"\n'
        (workspace / "config.toml").write_text(watches, "utf-8")
        if number:
            state.replace(workspace / "state.db")
        sent.write_text("", encoding="utf-8")
        for script, variables in step_scripts(workspace):
            environment = {
                **variables,
                "HOME": str(tmp_path),
                "PATH": f"{programs}:/usr/bin:/bin",
                "PYTHONPATH": shell.environment()["PYTHONPATH"],
                "HF_ENDPOINT": shell.hub.url,
            }
            subprocess.run(  # noqa: S603
                ["/bin/bash", "-e", "-c", script], check=True, env=environment, cwd=workspace,
                timeout=60,
            )  # fmt: skip
        (workspace / "state.db").replace(state)
        text = sent.read_text("utf-8").replace("=\n", "")
        found = {entry["paper"]["id"] for each in days.values() for entry in each
                 if f"papers/{entry['paper']['id']}" in text}  # fmt: skip
        assert found == {entry["paper"]["id"] for entry in days[day]}
        assert text.count("\nTo: me@example.org\n") == 1
    assert (tmp_path / ".msmtprc").read_text("utf-8") == "host mail.example.org"


def test_the_workflow_has_the_recipe_for_mail() -> None:
    indented = "".join(f"          {line}\n" for line in recipe("mail").splitlines())
    assert indented in PAGE
