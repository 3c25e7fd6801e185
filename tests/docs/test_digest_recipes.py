"""The recipes of the page on digests, run as they stand in it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.data import fake_days

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


@pytest.mark.parametrize(("name", "sign"), [("mail", "To: me@example.org"), ("chat", '"blocks"')])
def test_a_recipe_sends_what_is_new_and_nothing_else(
    shell: Shell, programs: Path, tmp_path: Path, name: str, sign: str
) -> None:
    days = fake_days.days(date(2026, 8, 3), date(2026, 8, 4), 6)
    first, second = sorted(days)
    shell.hub.days.clear()
    shell.hub.days[first] = days[first]
    shell.home.mkdir()
    (shell.home / "config.toml").write_text('[watches]\nall = "upvotes:>=0"\n', encoding="utf-8")
    run(shell, programs, recipe(name))
    sent = (tmp_path / "sent").read_text("utf-8")
    assert sent.count(sign) == 1
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


def test_the_workflow_has_the_recipe_for_mail() -> None:
    indented = "".join(f"          {line}\n" for line in recipe("mail").splitlines())
    assert indented in PAGE
