"""The arXiv side: the query API as Atom, abstract pages, BibTeX and PDFs.

Forms follow arXiv's API user's manual and the citation format of its web pages.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from tests.support.fake_hub import daily
from tests.support.fake_hub.wire import Answer, Request, as_text

if TYPE_CHECKING:
    from tests.support.data.fake_days import Entry

_ID = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(v\d{1,3})?", re.ASCII)
_CATEGORIES = ("cs.CL", "cs.CV", "cs.LG", "cs.AI", "cs.RO", "cs.SD")
_STOP_WORDS = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with")
)
_LARGEST_RESULT = 30_000
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class BadQuery(Exception):
    """A query that arXiv answers with its error feed."""


def split_id(text: str) -> tuple[str, str]:
    """The id without version, and the version (v1 if none was asked for)."""
    match = _ID.fullmatch(text)
    if match is None:
        raise BadQuery(f"incorrect id format for {text}")
    return match[1], match[2] or "v1"


def query(request: Request, papers: dict[str, Entry]) -> Answer:
    """`/api/query`: the papers of `id_list` in its order, unknown ones left out."""
    try:
        start = _complete(request, "start", 0)
        count = _complete(request, "max_results", 10)
        ids = [split_id(text) for text in request.query.get("id_list", "").split(",") if text]
    except BadQuery as error:
        return _feed([_error(str(error))], 1, status=400)
    found = [(papers[name], version) for name, version in ids if name in papers]
    entries = [_entry(paper, version) for paper, version in found[start : start + count]]
    return _feed(entries, len(found), start, count)


def abstract_page(paper: Entry) -> Answer:
    """`/abs/{id}`."""
    title, name = escape(daily.title(paper)), daily.text(paper, "id")
    authors = "".join(
        f'<meta name="citation_author" content="{escape(a)}"/>' for a in daily.authors(paper)
    )
    return as_text(
        f"<!DOCTYPE html>\n<html><head><title>[{name}] {title}</title>\n{authors}\n"
        f'<meta name="citation_arxiv_id" content="{name}"/></head>\n<body><h1>{title}</h1>\n'
        f"<blockquote>{escape(daily.text(paper, 'summary'))}</blockquote></body></html>\n"
    )


def bibtex(paper: Entry) -> Answer:
    """`/bibtex/{id}`, with the spaces that arXiv has at some line ends."""
    year, name = daily.text(paper, "publishedAt")[:4], daily.text(paper, "id")
    title, names = daily.title(paper), daily.authors(paper)
    words = [word for word in title.lower().split() if word not in _STOP_WORDS][:4]
    family = names[0].split()[-1] if names and names[0].split() else "unknown"
    key = re.sub(r"[^a-z0-9]", "", f"{family}{year}{''.join(words)}".lower())
    return as_text(
        f"@misc{{{key},\n      title={{{title}}}, \n      author={{{' and '.join(names)}}},\n"
        f"      year={{{year}}},\n      eprint={{{name}}},\n      archivePrefix={{arXiv}},\n"
        f"      primaryClass={{{_category(paper)}}},\n"
        f"      url={{https://arxiv.org/abs/{name}}}, \n}}\n",
        "text/plain",
    )


def pdf(paper: Entry) -> Answer:
    """`/pdf/{id}`: one page with the title on it, a file that viewers open."""
    shown = daily.title(paper).encode("latin-1", "replace")
    shown = re.sub(rb"([\\()])", rb"\\\1", shown)
    drawing = b"BT /F1 14 Tf 72 720 Td (" + shown + b") Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    return Answer(200, _pdf_file(objects), "application/pdf")


def not_found(path: str) -> Answer:
    """arXiv's page for an address that leads nowhere."""
    return as_text(
        f"<html><body><h1>404 Not Found</h1><p>{escape(path)}</p></body></html>", status=404
    )


def _pdf_file(objects: list[bytes]) -> bytes:
    file, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, item in enumerate(objects, 1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, item)
    table = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    file += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return bytes(file) + b"startxref\n%d\n%%%%EOF\n" % table


def _complete(request: Request, name: str, default: int) -> int:
    text = request.query.get(name, str(default))
    if not text.isascii() or not text.isdigit():
        raise BadQuery(f"{name} must be a non-negative integer")
    if int(text) > _LARGEST_RESULT:
        raise BadQuery(f"{name} must not be more than {_LARGEST_RESULT}")
    return int(text)


def _feed(
    entries: list[str], total: int, start: int = 0, count: int = 10, status: int = 200
) -> Answer:
    space = "http://a9.com/-/spec/opensearch/1.1/"
    numbers = {"totalResults": total, "startIndex": start, "itemsPerPage": count}
    counts = "".join(
        f'<opensearch:{name} xmlns:opensearch="{space}">{number}</opensearch:{name}>\n'
        for name, number in numbers.items()
    )
    return as_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        "<title>ArXiv Query</title>\n<id>http://arxiv.org/api/query</id>\n"
        f"<updated>2026-08-21T00:00:00-04:00</updated>\n{counts}{''.join(entries)}</feed>\n",
        "application/atom+xml",
        status,
    )


def _entry(paper: Entry, version: str) -> str:
    name, category = daily.text(paper, "id"), _category(paper)
    published = f"{daily.text(paper, 'publishedAt')[:19]}Z"
    authors = "".join(
        f"<author><name>{_xml(author)}</name></author>\n" for author in daily.authors(paper)
    )
    links = (
        f'<link href="http://arxiv.org/abs/{name}{version}" rel="alternate" type="text/html"/>\n'
        f'<link title="pdf" href="http://arxiv.org/pdf/{name}{version}" rel="related"'
        ' type="application/pdf"/>\n'
    )
    return (
        f"<entry>\n<id>http://arxiv.org/abs/{name}{version}</id>\n<updated>{published}</updated>\n"
        f"<published>{published}</published>\n<title>{_xml(_wrapped(daily.title(paper)))}</title>\n"
        f"<summary>  {_xml(daily.text(paper, 'summary'))}\n</summary>\n{authors}{links}"
        '<arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom"'
        f' term="{category}" scheme="http://arxiv.org/schemas/atom"/>\n{_published(name)}'
        f'<category term="{category}" scheme="http://arxiv.org/schemas/atom"/>\n</entry>\n'
    )


def _published(name: str) -> str:
    """The DOI and the journal of a paper that has appeared, as one of three has."""
    if not is_published(name):
        return ""
    space = 'xmlns:arxiv="http://arxiv.org/schemas/atom"'
    return (
        f"<arxiv:doi {space}>10.1000/j_{name}</arxiv:doi>\n"
        f"<arxiv:journal_ref {space}>J. Synth. Res. &amp; Lett. 7,\n  1-9</arxiv:journal_ref>\n"
    )


def is_published(name: str) -> bool:
    """Whether that paper has appeared in a journal."""
    return daily.dice("journal", name) % 3 == 0


def _error(message: str) -> str:
    anchor = escape(message.replace(" ", "_"))
    return (
        f"<entry>\n<id>http://arxiv.org/api/errors#{anchor}</id>\n<title>Error</title>\n"
        f"<summary>{_xml(message)}</summary>\n<updated>2026-08-21T00:00:00-04:00</updated>\n"
        f'<link href="http://arxiv.org/api/errors#{anchor}" rel="alternate" type="text/html"/>\n'
        "<author><name>arXiv api core</name></author>\n</entry>\n"
    )


def _wrapped(title: str) -> str:
    """Titles as arXiv sends them: long ones broken, the next line indented by two."""
    return re.sub(r"(.{60,76}\S) ", r"\1\n  ", title)


def _xml(text: str) -> str:
    return escape(_CONTROLS.sub("", text))


def _category(paper: Entry) -> str:
    return _CATEGORIES[daily.dice("category", daily.text(paper, "id")) % len(_CATEGORIES)]
