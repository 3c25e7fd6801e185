"""A paper's discussion, what is linked to it, and its full text, as text and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli.output.full_text import comment_lines, text_lines
from papers_tui.cli.streams import WIDEST
from papers_tui.export.markdown_text import escaped, link
from papers_tui.model.date_style import DATES
from papers_tui.model.details import HIDDEN, RepositoryKind
from papers_tui.text.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from papers_tui.cli.details import ShownDetails
    from papers_tui.cli.output.styling import Styling
    from papers_tui.model.date_style import DateStyle
    from papers_tui.model.details import Comment, Details, Repository

_INDENT = 4


def details_page(
    shown: ShownDetails, columns: int, styling: Styling, dates: DateStyle = DATES
) -> Iterator[str]:
    """Discussion, linked repositories and full text in lines that fit; code keeps its lines."""
    room = min(columns, WIDEST)
    if shown.details:
        yield f"\n{styling.bold(_title(shown.details))}\n"
        for comment, level in shown.comments:
            lead = " " * (_INDENT * level)
            yield f"\n{lead}{styling.dim(_byline(comment, dates.moment))}\n"
            lines = _comment_lines(comment, room - len(lead), styling)
            yield from (f"{lead}{line}".rstrip() + "\n" for line in lines)
        for kind in RepositoryKind:
            if shown.details.linked.total_of(kind):
                yield f"\n{styling.bold(_linked_title(shown.details, kind))}\n"
                yield from map(_repository, shown.details.linked.of(kind))
    if shown.text:
        yield f"\n{styling.bold('Full text')}\n\n"
        yield from (f"{line}\n" for line in text_lines(shown.text, room, styling))


def details_markdown(shown: ShownDetails) -> Iterator[str]:
    """The same as sections; of comments nothing is active. The full text is as it came."""
    if shown.details:
        yield f"\n## {_title(shown.details)}\n"
        for comment, level in shown.comments:
            quote = "> " * level
            yield f"\n{quote}{escaped(_byline(comment, _in_utc))}\n{quote.rstrip()}\n"
            lines = (HIDDEN if comment.hidden else comment.text).split("\n")
            yield from (f"{quote}> {escaped(line.strip())}".rstrip() + "\n" for line in lines)
        for kind in RepositoryKind:
            if shown.details.linked.total_of(kind):
                yield f"\n## {_linked_title(shown.details, kind)}\n\n"
                for found in shown.details.linked.of(kind):
                    yield f"- {link(found.id, found.url)}\n"
    if shown.text:
        yield f"\n## Full text\n\n{shown.text}\n"


def _title(details: Details) -> str:
    return f"Discussion ({counted(details.comment_count, 'comment')})"


def _linked_title(details: Details, kind: RepositoryKind) -> str:
    named, total = len(details.linked.of(kind)), details.linked.total_of(kind)
    return f"Linked {kind}s ({f'{named} of {total:,}' if named < total else total})"


def _byline(comment: Comment, form: Callable[[datetime], str]) -> str:
    name = f" ({comment.author_name})" if comment.author_name not in ("", comment.author) else ""
    who = "" if comment.hidden else f"{comment.author or 'somebody'}{name}"
    when = form(comment.created) if comment.created else ""
    return ", ".join(filter(None, (who, when, "edited" if comment.edited else ""))) or "unknown"


def _in_utc(moment: datetime) -> str:
    """A moment as documents have it, which others may read elsewhere."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _comment_lines(comment: Comment, room: int, styling: Styling) -> Iterator[str]:
    yield from comment_lines(HIDDEN if comment.hidden else comment.text, room, styling)
    if comment.reactions:
        yield "  ".join(f"{reaction.emoji} {reaction.count:,}" for reaction in comment.reactions)


def _repository(found: Repository) -> str:
    facts = (
        found.task,
        found.about,
        counted(found.likes, "like"),
        counted(found.downloads, "download"),
        found.license,
    )
    facts_text = ", ".join(filter(None, facts))
    return f"{found.url}{f'  {facts_text}' if facts_text else ''}\n"
