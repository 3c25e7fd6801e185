"""The arguments of the commands in the user's settings, and papers for their stdin."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from typing import TYPE_CHECKING

from papers_tui.export.formats import FORMATS
from papers_tui.model.errors import PapersError
from papers_tui.model.settings import PLACEHOLDER, UserCommand
from papers_tui.text.clean import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.model.paper import Paper
    from papers_tui.services.exchange.export import Exporter
    from papers_tui.services.session import Session


class InputMissing(PapersError):
    """A paper has not what a command needs of it."""


class UnsafeArgument(PapersError):
    """A program would take an argument for commands."""


_FOR_BATCH = re.compile(r'["%!^&|<>()\r\n]')


async def fetch_missing(command: UserCommand, papers: Sequence[Paper], session: Session) -> None:
    """Fetch the full texts and PDFs that the command needs and that are not kept.

    Raises PapersError.
    """
    wants_pdf = any(
        found[2] == "pdf" for word in command.run for found in PLACEHOLDER.finditer(word)
    )
    for paper in papers:
        if wants_pdf:
            await session.pdfs.fetch(paper)
        if command.input == "full-text":
            kept = await asyncio.to_thread(session.details.full_text, paper.id)
            if kept is None:
                await session.details.fetch_full_text(paper.id)


def arguments(command: UserCommand, papers: Sequence[Paper], session: Session) -> list[str]:
    """The program and its arguments; one with a placeholder stands there once for each paper.

    Raises InputMissing, and UnsafeArgument. Reads files: for a thread.
    """
    words: list[str] = []
    for word in command.run:
        if any(found[2] for found in PLACEHOLDER.finditer(word)):
            words += [_filled(word, paper, session) for paper in papers]
        else:
            words.append(_filled(word, None, session))
    refuse_unsafe(words)
    return words


def refuse_unsafe(words: Sequence[str], platform: str = sys.platform) -> None:
    """Raise UnsafeArgument for a batch file of Windows, to which arguments can be commands."""
    if platform != "win32" or not words[0].lower().endswith((".bat", ".cmd")):
        return
    if any(_FOR_BATCH.search(word) for word in words[1:]):
        raise UnsafeArgument(
            f"{harmless(words[0])} is a batch file, which would run parts of such arguments as"
            " commands; name the program itself."
        )


def standard_input(
    command: UserCommand, papers: Sequence[Paper], exporter: Exporter, session: Session
) -> bytes:
    """The command's input; raises InputMissing. Reads files: for a thread."""
    ids = [paper.id for paper in papers]
    match command.input:
        case "none":
            return b""
        case "text":
            text = "\n".join(map(_as_text, papers))
        case "full-text":
            text = "\n\n".join(_full_text(paper, session) for paper in papers)
        case "jsonl":
            records = json.loads(exporter.render(ids, FORMATS["json"]))
            text = "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in records)
        case form:
            text = exporter.render(ids, FORMATS[form])
    return text.encode("utf-8", "replace")


def _filled(word: str, paper: Paper | None, session: Session) -> str:
    """The argument with what its placeholders stand for, which never makes it an option."""

    def value(found: re.Match[str]) -> str:
        if found[1] or paper is None:
            return f"{{{found[1]}}}"
        return _value(found[2], paper, session)

    filled = PLACEHOLDER.sub(value, word)
    return f" {filled}" if filled.startswith("-") and not word.startswith("-") else filled


def _value(name: str, paper: Paper, session: Session) -> str:
    match name:
        case "id":
            return paper.id
        case "title":
            return harmless(paper.title).replace("\n", " ")
        case "authors":
            return harmless(", ".join(paper.authors)).replace("\n", " ")
        case "year":
            return str(paper.published.year) if paper.published else ""
        case "url":
            return paper.hub_url
        case "arxiv":
            return paper.arxiv_url
        case _:
            if path := session.pdfs.find(paper.id):
                return str(path)
            raise InputMissing(f"The PDF of {paper.id} was not fetched yet; open it once.")


def _as_text(paper: Paper) -> str:
    parts = (paper.title, ", ".join(paper.authors), paper.hub_url, "", paper.abstract)
    return harmless("\n".join(parts)) + "\n"


def _full_text(paper: Paper, session: Session) -> str:
    if text := session.details.full_text(paper.id):
        return text
    raise InputMissing(f"The full text of {paper.id} was not fetched yet; open it once.")
