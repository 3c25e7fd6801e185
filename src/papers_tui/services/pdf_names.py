"""File names of PDFs, and the paper that a file's name belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from papers_tui.export.citation_keys import id_digits, year_of
from papers_tui.export.names import people
from papers_tui.model.arxiv_id import exact_id
from papers_tui.model.settings import PDF_NAME, PDF_PARTS
from papers_tui.text.filenames import clipped, no_device, plain
from papers_tui.text.tex.convert import to_unicode

if TYPE_CHECKING:
    from papers_tui.model.paper import Paper

SUFFIX = ".pdf"

_ROOM = 200 - len(SUFFIX) - 1
_IN_BRACES = re.compile(r"((?: - )?)\{(\w+)\}")
_ROUND = str.maketrans("[]", "()")
_MARK = re.compile(r"\[([^\[\]]{9,40})\]")


def file_name(paper: Paper, pattern: str = PDF_NAME) -> str:
    """The name by the pattern, of 200 bytes at most, with the id in brackets at its end or before.

    What is not known is left out, with the dash before it.
    """
    filled_in = plain(filled(pattern.removesuffix(SUFFIX), paper))
    mark = f"[{flat(paper.id)}]"
    name = clipped(filled_in, _ROOM)
    if mark not in name:
        rest = clipped(plain(filled_in.replace(mark, "")), _ROOM - len(mark) - 1)
        name = f"{rest} {mark}".lstrip()
    return no_device(name) + SUFFIX


def filled(pattern: str, paper: Paper) -> str:
    """The pattern with what is known of the paper; what is not is left out with a dash before."""
    values = _values(paper)

    def value_of(found: re.Match[str]) -> str:
        value = values.get(found[2])
        return found[0] if value is None else value and f"{found[1]}{value}"

    return _IN_BRACES.sub(value_of, pattern)


def flat(paper_id: str) -> str:
    """The id without the slash of old ones, which no name may have."""
    return paper_id.replace("/", "_")


def id_in(name: str) -> str | None:
    """The id of the paper whose PDF a file of that name is, or None."""
    if not name.lower().endswith(SUFFIX) or name.startswith("."):
        return None
    marks = (exact_id(mark.replace("_", "/", 1)) for mark in _MARK.findall(name))
    return next((mark for mark in marks if mark), None)


def _values(paper: Paper) -> dict[str, str]:
    """The values of `PDF_PARTS`; only the id's brackets stay brackets."""
    digits, day = id_digits(paper.id), paper.published
    values = {
        "year": str(year_of(paper)),
        "month": f"{day:%m}" if day else digits[2:4],
        "day": f"{day:%d}" if day else "",
        "author": next((person.family for person in people(paper.authors)), ""),
        "title": to_unicode(paper.title if paper.title != paper.id else ""),
        "id": flat(paper.id),
    }
    return {name: plain(values[name].translate(_ROUND)) for name in PDF_PARTS}
