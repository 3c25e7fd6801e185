"""Open a page of a paper in the browser, or its PDF in the viewer."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from papers_tui.cli.errors import CommandError
from papers_tui.cli.grammar.parser import add_id
from papers_tui.cli.streams import is_terminal

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from papers_tui.cli.context import Context
    from papers_tui.services.session import Session

PAGES = ("hub", "arxiv", "pdf", "code", "project")

EXAMPLES = (
    "papers-tui open 2507.21049",
    "papers-tui open 2507.21049 --page pdf",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the paper and the page."""
    add_id(parser)
    help_text = f"{', '.join(PAGES)} (default: {PAGES[0]})"
    parser.add_argument("--page", choices=PAGES, default=PAGES[0], metavar="P", help=help_text)


def run(options: argparse.Namespace, context: Context) -> int:
    """Open it; the PDF is fetched unless it is kept."""
    from papers_tui.cli.inputs import read_ids

    for paper_id in read_ids([options.id]):
        _open(context, paper_id, options.page)
    return 0


def _open(context: Context, paper_id: str, page: str) -> None:
    from papers_tui.model.paper import Paper

    paper = Paper(id=paper_id, title="")
    match page:
        case "pdf":
            from papers_tui.cli.fetching import pdf_of

            path = context.with_session(lambda session: pdf_of(context, session, paper_id))
            _show_pdf(context, path.absolute())
        case "hub":
            _show_page(context, paper.hub_url)
        case "arxiv":
            _show_page(context, paper.arxiv_url)
        case _:
            find = partial(_address, context, paper_id=paper_id, page=page)
            _show_page(context, context.with_session(find))


def _show_page(context: Context, url: str) -> None:
    """Open a page, by a browser that draws on the terminal in this one."""
    from papers_tui.services.programs import desktop

    here = desktop.page_here(url, context.settings)
    if here and _is_interactive():
        desktop.run_here(here)
    elif started := desktop.open_url(url, context.settings.browser):
        started.wait()


def _show_pdf(context: Context, path: Path) -> None:
    """Open a PDF, by a viewer that draws on the terminal in this one."""
    from papers_tui.services.programs import desktop

    here = desktop.pdf_here(path, context.settings)
    if here and _is_interactive():
        desktop.run_here(here)
    elif started := desktop.open_file(path, context.settings.pdf_viewer):
        started.wait()


def _is_interactive() -> bool:
    return all(map(is_terminal, (sys.stdin, sys.stdout)))


def _address(context: Context, session: Session, paper_id: str, page: str) -> str:
    """The page that the hub names, if it may be opened; raises CommandError when there is none."""
    from papers_tui.cli.fetching import paper_of
    from papers_tui.text.urls import safe_url

    paper = paper_of(context, session, paper_id)
    address = paper.github_repo if page == "code" else paper.project_page
    if not address:
        raise CommandError(
            f"no {page} page of {paper_id} is known; leave out --page for its hub page"
        )
    url = safe_url(address)
    if url is None:
        raise CommandError(
            f"the {page} page of {paper_id} is no plain web address; it is not opened"
        )
    return url
