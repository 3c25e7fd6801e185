"""A note on a paper for Obsidian or Logseq: front matter, one block of ours, the rest the user's.

What this program renews are its own keys of the front matter, a line each, and what stands between
its two markers. Every other byte of a note stays.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

from papers_tui.export.markdown import note_paragraphs
from papers_tui.export.markdown_text import escaped, paragraphs
from papers_tui.model.arxiv_id import exact_id
from papers_tui.text.clean import harmless_line
from papers_tui.text.tex.convert import to_unicode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from papers_tui.export.item import Item

BEGIN, END = "<!-- papers-tui: begin -->", "<!-- papers-tui: end -->"

_FENCE = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""The line breaks of YAML 1.1: https://yaml.org/spec/1.1/#b-generic."""

_ID = re.compile(r"^id[ \t]*:[ \t]*[\"']?([^\"'#\s]+)", re.MULTILINE)
_NO_TAG = re.compile(r"[^\w/-]+")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_HEAD = 20_000
"""Characters in which front matter is looked for."""


class BrokenNote(Exception):
    """A note that cannot be renewed; its text is the reason, after the name of the file."""


def id_of(note: str) -> str | None:
    """The id in a note's front matter, whatever else is wrong with it; None where there is none.

    Front matter that lost its first line is known by the block behind it.
    """
    head = _plain(note[:_HEAD])
    if not _FENCE.match(head) and BEGIN not in head:
        return None
    closing = _CLOSING.search(head, 3) or re.search(re.escape(BEGIN), head)
    found = _ID.search(head, 0, closing.start() if closing else len(head))
    return exact_id(found[1]) if found else None


def new_note(item: Item) -> str:
    """The note on a paper that has none."""
    lines = [f"{key}: {_yaml(value)}\n" for key, value in _values(item).items()]
    return f"---\n{''.join(lines)}---\n\n{_block(item)}\n"


def renewed(note: str, item: Item) -> str:
    """The note with what this program keeps in it renewed, in its own line ends.

    Raises BrokenNote, with the reason, for a note whose front matter or markers are incomplete.
    """
    ends = "\r\n" if "\r\n" in note else "\n"
    mark = "\ufeff" if note.startswith("\ufeff") else ""
    text = note.removeprefix(mark)
    head, body = _apart(text)
    begin, end = _markers(body)
    block = _block(item).replace("\n", ends)
    head = _with_keys(head, item, ends)
    return f"{mark}{head}{body[:begin]}{block}{body[end:]}"


def _apart(text: str) -> tuple[str, str]:
    """The front matter with its closing line, and what comes behind it."""
    if not _FENCE.match(text.replace("\r\n", "\n", 1)):
        raise BrokenNote("it does not begin with front matter")
    closing = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE).search(text, 3)
    if closing is None:
        raise BrokenNote("its front matter has no closing line")
    return text[: closing.start()], text[closing.start() :]


def _markers(body: str) -> tuple[int, int]:
    """The places where the block begins and ends."""
    if body.count(BEGIN) != 1 or body.count(END) != 1:
        raise BrokenNote("the two markers around its block are missing, or there twice")
    begin, end = body.index(BEGIN), body.index(END) + len(END)
    if begin > end:
        raise BrokenNote("the markers around its block are in the wrong order")
    return begin, end


def _with_keys(head: str, item: Item, ends: str) -> str:
    """The front matter with our keys renewed; those that say the same stay to the letter."""
    fence, _, fields = head.partition("\n")
    known, places = _parsed(fields)
    values = _values(item)
    lines = {
        key: f"{key}: {_yaml(value)}{ends}"
        for key, value in values.items()
        if key not in known or not _same(known[key], value)
    }
    after = fields
    for key in sorted(lines.keys() & places.keys(), key=places.__getitem__, reverse=True):
        start, end = places[key]
        after = f"{after[:start]}{lines[key]}{after[end:]}"
    after += "".join(line for key, line in lines.items() if key not in places)
    if lines and not _is_renewed(after, known, values):
        raise BrokenNote("one of its keys refers to another one, so that only you can renew it")
    return f"{fence}\n{after}"


def _is_renewed(fields: str, before: dict[str, Any], values: dict[str, Any]) -> bool:
    """Whether our keys have their values, and all others say what they said before."""
    try:
        now, _ = _parsed(fields)
    except BrokenNote:
        return False
    others = [{key: known[key] for key in known if key not in values} for known in (before, now)]
    is_left = repr(others[0]) == repr(others[1])
    return is_left and all(key in now and _same(now[key], values[key]) for key in values)


def _parsed(fields: str) -> tuple[dict[str, Any], dict[str, tuple[int, int]]]:
    """The keys with what they say, and the places where the lines of each begin and end."""
    try:
        loader = yaml.SafeLoader(fields)
        node = loader.get_single_node()
        pairs = node.value if isinstance(node, yaml.MappingNode) and not node.flow_style else []
        places = {
            key.value: _lines_of(key, value, fields)
            for key, value in pairs
            if isinstance(key, yaml.ScalarNode)
        }
        known = loader.construct_document(node) if pairs else {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BrokenNote("its front matter is no YAML") from error
    if not isinstance(known, dict) or not known or len(known) != len(pairs):
        raise BrokenNote("its front matter has no keys, or one of them twice")
    return known, places


def _lines_of(key: yaml.Node, value: yaml.Node, fields: str) -> tuple[int, int]:
    """The places where the lines of a key and its value begin and end."""
    start = key.start_mark.index
    end = max(key.end_mark.index, _end_of(value))  # that of an alias stands elsewhere
    end = start + len(fields[start:end].rstrip())
    line_end = _LINE_END.search(fields, end)
    return start, line_end.end() if line_end else len(fields)


def _end_of(node: yaml.Node) -> int:
    """The place where the last value in a node ends; a node goes on to the next key."""
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _end_of(last[1] if isinstance(node, yaml.MappingNode) else last)
    place: int = node.end_mark.index
    return place


def _same(known: object, value: object) -> bool:
    if isinstance(known, list):
        known = [_text(each) for each in known]
    if isinstance(value, list):
        value = [_text(each) for each in value]
    return _text(known) == _text(value)


def _text(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _values(item: Item) -> dict[str, Any]:
    """The keys of the front matter that are ours."""
    paper, mark = item.paper, item.mark
    title = harmless_line(to_unicode(paper.title)) or paper.id
    return {
        "id": paper.id,
        "title": title,
        "authors": list(map(harmless_line, paper.authors)),
        "published": paper.published,
        "listed": list(paper.listed),
        "upvotes": paper.upvotes,
        "tags": list(dict.fromkeys(filter(None, map(_tag, mark.tags)))) if mark else [],
        "status": mark.status.value if mark and mark.status else None,
        "links": [paper.hub_url, paper.arxiv_url, paper.pdf_url],
        "aliases": list(dict.fromkeys((title, f"arXiv {paper.id}"))),
        "cite_key": item.key or None,
    }


def _tag(tag: str) -> str:
    """The tag as Obsidian takes it: no spaces, and not digits alone."""
    name = _NO_TAG.sub("-", tag).strip("-")
    return f"_{name}" if name.isdigit() else name


def _yaml(value: object) -> str:
    """The value on one line, texts in double quotes as JSON has them."""
    if isinstance(value, list):
        return f"[{', '.join(map(_yaml, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return json.dumps(value)
    text = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _block(item: Item) -> str:
    """Title, summary, abstract and the user's note between the markers, without line end."""
    paper = item.paper
    parts = [BEGIN, f"# {escaped(to_unicode(paper.title)) or escaped(paper.id)}"]
    if paper.authors:
        parts.append(escaped(", ".join(paper.authors)))
    links = {"Hub": paper.hub_url, "arXiv": paper.arxiv_url, "PDF": paper.pdf_url}
    parts.append(" · ".join(f"[{name}]({url})" for name, url in links.items()))
    sections = {
        "Summary": list(_paragraphs(to_unicode(paper.ai_summary))),
        "Abstract": list(_paragraphs(to_unicode(paper.abstract))),
        "Note": list(note_paragraphs(item.mark.note if item.mark else "")),
    }
    for name, written in sections.items():
        if written:
            parts += [f"## {name}", *written]
    return "\n\n".join([*parts, END])


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in paragraphs(text):
        if shown := escaped(paragraph):
            yield shown


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n")
