"""`show --comments --full-text`, `pdf` and `open`: one paper in depth, on the command line."""

from __future__ import annotations

import io
import json
import os
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from papers_tui.model.date_style import DATES
from papers_tui.store.archive.archive import Archive
from tests.support.fake_hub.faults import Fault
from tests.support.oracles.paper_json import check
from tests.support.patience import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Shell

CODE = "    " + "x" * 120
TEXT = f"# A Title\n\n## 1 Introduction\n\n{'many words ' * 30}\n\n```\n{CODE}\n```"


def reported(key: str, text: str, hours: int, **data: Any) -> dict[str, Any]:
    return {
        "id": key,
        "author": {"name": "ada", "fullname": "Ada Lovelace"},
        "createdAt": f"2026-08-20T{hours:02}:00:00.000Z",
        "data": {"latest": {"raw": text}, "edited": False, "hidden": False, **data},
    }


@pytest.fixture
def key(shell: Shell) -> str:
    """A paper with a discussion and a text."""
    key = shell.listed(shell.day())[0]
    shell.hub.library.comments[key] = [
        reported("b", "An *answer* [2J", 11, parentCommentId="a"),
        reported("a", "A question", 10, reactions=[{"reaction": "fire", "count": 2}], edited=True),
        reported("c", "Buy", 12, hidden=True),
    ]
    shell.hub.library.texts[key] = TEXT
    return key


def test_json_has_the_discussion_and_the_text_when_they_are_asked_for(
    shell: Shell, key: str
) -> None:
    plain = shell("show", key).json
    check(plain)
    done = shell("show", key, "--comments", "--full-text")
    assert (done.status, done.err) == (0, "")
    paper = done.json
    assert set(paper) - set(plain) == {"discussion", "full_text"}
    assert paper["full_text"] == TEXT
    assert paper["discussion"][0] == {
        "id": "a",
        "author": "ada",
        "created": "2026-08-20T10:00:00Z",
        "text": "A question",
        "edited": True,
        "hidden": False,
        "reactions": [{"reaction": "🔥", "count": 2}],
        "parent": None,
    }
    assert [one["parent"] for one in paper["discussion"]] == [None, "a", None]
    hidden = paper["discussion"][2]
    assert (hidden["hidden"], hidden["author"], hidden["text"]) == (True, None, "")


def test_a_second_look_asks_nobody(shell: Shell, key: str) -> None:
    first = shell("show", key, "--comments", "--full-text")
    asked = len(shell.hub.requests)
    assert shell("show", key, "--comments", "--full-text").out == first.out
    assert shell("--offline", "show", key, "--comments", "--full-text").out == first.out
    assert len(shell.hub.requests) == asked


def test_text_shows_replies_below_their_comment_and_keeps_code(shell: Shell, key: str) -> None:
    text = shell("show", key, "--comments", "--full-text", "--format", "text").out
    ten, eleven, twelve = (
        DATES.moment(datetime(2026, 8, 20, hour, tzinfo=UTC)) for hour in (10, 11, 12)
    )
    question = text.index(f"\nada (Ada Lovelace), {ten}, edited\nA question\n🔥 2\n")
    answer = text.index(f"\n    ada (Ada Lovelace), {eleven}\n    An answer [2J\n")
    hidden = text.index(f"\n{twelve}\nThis comment was hidden\n")
    assert question < answer < hidden < text.index("1 Introduction")
    assert "Buy" not in text
    assert f"\n  {CODE}\n" in text


def test_markdown_makes_nothing_active_that_readers_wrote(shell: Shell, key: str) -> None:
    text = shell("show", key, "--comments", "--format", "markdown").out
    assert "\n> > An \\*answer\\* \\[2J\n" in text
    assert "2026-08-20 11:00 UTC" in text  # documents are read elsewhere, too
    assert "\n> A question\n" in text


def test_linked_repositories_are_named_with_their_pages(shell: Shell) -> None:
    for key in shell.listed(shell.day()):
        text = shell("show", key, "--comments", "--format", "text").out
        if "Linked datasets" in text:
            assert "\nhttps://huggingface.co/datasets/lab-" in text
            return
    raise AssertionError("no made-up paper has datasets")


def test_a_discussion_of_an_hour_ago_is_fetched_again(shell: Shell, key: str) -> None:
    shell("show", key, "--comments")
    archive = Archive.open(shell.home / "archive.db")
    found = archive.details(key)
    assert found is not None
    archive.close()
    made_older(shell, key, found[0])
    shell.hub.library.comments[key] = []
    shell.hub.fault("/api/papers/", Fault(status=503))
    old = shell("show", key, "--comments")
    assert (old.status, len(old.json["discussion"])) == (0, 3)
    assert old.err.startswith("papers-tui: warning: The hub has trouble (503)")
    assert "Shown is the discussion as it was fetched on " in old.err
    assert shell("show", key, "--comments").json["discussion"] == []


def made_older(shell: Shell, key: str, raw: bytes) -> None:
    """As if the discussion had been fetched two hours ago."""
    (shell.home / "archive.db").unlink()
    archive = Archive.open(shell.home / "archive.db")
    archive.store_details(key, raw, datetime.now(UTC) - timedelta(hours=2))
    archive.close()
    shell("show", key)


def test_what_cannot_be_had_is_warned_of_and_null(shell: Shell, key: str) -> None:
    shell("show", key)
    done = shell("--offline", "show", key, "--comments", "--full-text")
    assert (done.status, done.json["discussion"], done.json["full_text"]) == (0, [], None)
    assert done.err.count("leave out --offline to fetch it") == 2
    shell.hub.library.texts.pop(key)
    shell.hub.library.forms[key] = "html"
    done = shell("show", key, "--full-text")
    assert (done.status, done.json["full_text"]) == (0, None)
    assert f"papers-tui pdf {key} fetches its PDF" in done.err
    shell.hub.fault("/api/papers/", Fault(raw=b""))
    done = shell("show", key, "--comments")
    assert (done.status, done.json["discussion"], done.err.count("\n")) == (0, [], 1)


def test_bibtex_has_no_place_for_a_discussion(shell: Shell) -> None:
    done = shell("show", "2507.21049", "--comments", "--format", "bibtex")
    assert (done.status, done.out) == (2, "")


def test_a_pdf_is_fetched_once_and_its_path_is_data(shell: Shell, key: str) -> None:
    done = shell("pdf", key)
    assert (done.status, done.err) == (0, "")
    path = shell.home / "pdf" / done.out.removesuffix("\n").rpartition(os.sep)[2]
    assert str(path) == done.out.strip()
    assert path.read_bytes().startswith(b"%PDF-")
    assert path.name.endswith(f"[{key}].pdf")
    assert shell("--offline", "pdf", key).out == done.out
    assert len(shell.hub.asked("/pdf/")) == 1


def test_a_pdf_goes_into_a_file_of_ones_own(shell: Shell, key: str, tmp_path: Path) -> None:
    mine = tmp_path / "mine.pdf"
    assert shell("pdf", key, "-o", str(mine)).out == f"{mine}\n"
    assert mine.read_bytes().startswith(b"%PDF-")
    assert not (shell.home / "pdf").exists()
    shell("pdf", key)
    copy = tmp_path / "copy.pdf"
    assert shell("--offline", "pdf", key, "-o", str(copy)).status == 0
    assert copy.read_bytes() == mine.read_bytes()


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        (Fault(status=404, body="<html>", kind="text/html"), "arXiv has no PDF of this paper"),
        (Fault(body="<html>", status=200, kind="text/html"), "is no PDF but a web page"),
        (Fault(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n%PDF-"), "broke off"),
        (Fault(status=429), "arXiv asks for fewer requests"),
    ],
)
def test_a_pdf_that_cannot_be_had_is_one_line(
    shell: Shell, key: str, fault: Fault, what: str
) -> None:
    shell.hub.fault("/pdf/", fault)
    done = shell("pdf", key)
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert what in done.err
    assert list((shell.home / "pdf").iterdir()) == []


def test_a_pdf_without_a_place_or_a_network_is_refused(
    shell: Shell, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell("pdf", key, "-o", "-").status == 2
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{key} 2507.21049"))
    two = shell("pdf", "-", "-o", str(tmp_path / "x.pdf"))
    assert (two.status, "there are 2 ids for one file" in two.err) == (2, True)
    assert "leave out --offline" in shell("--offline", "pdf", key).err
    assert shell("pdf", key, "-o", str(tmp_path)).status == 1
    assert shell("pdf", key, "-o", str(tmp_path / "none" / "x.pdf")).status == 1
    assert shell("open", key, "--page", "nosuch").status == 2


@pytest.fixture
def opened(tmp_path: Path) -> Path:
    """A folder for PATH with a browser in it that writes down what it is given."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("xdg-open", "open"):
        program = folder / name
        program.write_text(
            f'#!/bin/sh\nprintf "%s\\n" "$@" > "{folder}/new"\nmv "{folder}/new" "{folder}/said"\n'
        )
        program.chmod(0o755)
    return folder


def what_was_opened(shell: Shell, folder: Path, *arguments: str) -> str:
    done = shell.program("open", *arguments, PATH=f"{folder}:{os.environ['PATH']}", BROWSER="")
    assert (done.status, done.out, done.err) == (0, "", "")
    wait_until((folder / "said").exists)
    given = (folder / "said").read_text().removesuffix("\n")
    (folder / "said").unlink()
    return given


@pytest.mark.skipif(sys.platform == "win32", reason="there a PDF's program is started otherwise")
@pytest.mark.program
def test_pages_are_opened_in_the_browser_and_the_pdf_in_its_viewer(
    shell: Shell, key: str, opened: Path
) -> None:
    inner = shell.hub.days[shell.day()][0]["paper"]
    inner |= {"githubRepo": "https://github.com/o/r", "projectPage": "https://example.org/p"}
    assert what_was_opened(shell, opened, key) == f"https://huggingface.co/papers/{key}"
    for page, address in {
        "arxiv": f"https://arxiv.org/abs/{key}",
        "code": "https://github.com/o/r",
        "project": "https://example.org/p",
    }.items():
        assert what_was_opened(shell, opened, key, "--page", page) == address
    path = what_was_opened(shell, opened, key, "--page", "pdf")
    assert path == shell("pdf", key).out.strip()
    assert what_was_opened(shell, opened, key, "--page", "pdf", "--offline") == path


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
@pytest.mark.program
def test_a_browser_that_draws_on_the_terminal_gets_none_that_is_a_pipe(
    shell: Shell, key: str, opened: Path
) -> None:
    browser = opened / "w3m"
    browser.write_text("#!/bin/sh\necho drawn\n")
    browser.chmod(0o755)
    done = shell.program("open", key, BROWSER=str(browser))
    assert (done.status, done.out, done.err) == (0, "", "")


def test_a_browser_that_fails_is_an_error(
    shell: Shell, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", f"{sys.executable} -m no_such_module")
    done = shell("open", key)
    assert (done.status, done.out) == (1, "")
    assert "ended with status 1 (correct BROWSER, or open https://" in done.err


def test_a_page_that_is_missing_or_no_web_address_is_not_opened(shell: Shell, key: str) -> None:
    inner = shell.hub.days[shell.day()][0]["paper"]
    inner.pop("githubRepo", None)
    inner["projectPage"] = "file:///etc/passwd"
    done = shell("open", key, "--page", "code")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert f"no code page of {key} is known" in done.err
    assert "no plain web address" in shell("open", key, "--page", "project").err


def test_json_of_a_hostile_discussion_is_still_json(shell: Shell, key: str) -> None:
    shell.hub.library.comments[key] = [None, 7, {"id": "\x1b[2J", "data": []}, {"id": ["x"]}, {}]
    done = shell("show", key, "--comments")
    assert [one["id"] for one in json.loads(done.out)["discussion"]] == ["[2J"]
    assert "\x1b" not in done.out


@pytest.mark.program
def test_programs_and_names_of_the_settings_are_used(
    shell: Shell, key: str, opened: Path, tmp_path: Path
) -> None:
    mine = opened / "xdg-open"
    shell.home.mkdir(exist_ok=True)
    (shell.home / "config.toml").write_text(
        f'browser = ["{mine}", "page=%s"]\npdf_viewer = ["{mine}", "pdf=%s"]\n'
        f'pdf_folder = "{tmp_path}/mine"\npdf_name = "{{id}} by {{author}}"\n',
        encoding="utf-8",
    )
    assert what_was_opened(shell, opened, key) == f"page=https://huggingface.co/papers/{key}"
    shown = what_was_opened(shell, opened, key, "--page", "pdf")
    assert shown.startswith(f"pdf={tmp_path}/mine/{key} by ")
    assert shell("library", "--where", "has:pdf").status == 0
    assert shell("search", "has:pdf", "--format", "ids").out == f"{key}\n"
