"""A digest as one HTML page that mail programs show: no script, nothing remote, light and dark.

Mail programs keep inline styles; those that know style sheets get dark colors from the one there.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from papers_tui.export.digest.parts import Digest, Story

_FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
@media (prefers-color-scheme: dark) {{
  .page {{ background: #16181d !important; color: #e4e6eb !important; }}
  .quiet {{ color: #a3a9b5 !important; }}
  .link {{ color: #8ab4f8 !important; }}
  .rule {{ border-color: #343842 !important; }}
}}
</style>
</head>
"""
_BODY = f'<body class="page" style="margin:0;background:#ffffff;color:#1b1f24;{_FONT}">\n'
_COLUMN = (
    '<div style="max-width:42em;margin:0 auto;padding:16px;line-height:1.5;font-size:16px;'
    'overflow-wrap:anywhere">\n'
)
_NO_BREAK = "\N{NO-BREAK SPACE}"
_COUNT = re.compile(r"^(\d+) (\w+)$")
_LINK = "color:#0b57d0;text-decoration:none"
_QUIET = "color:#57606a;font-size:14px;margin:4px 0"


def render(digest: Digest) -> str:
    """The issue as a page."""
    return _HEAD.format(title=escape(digest.title)) + _BODY + _COLUMN + "".join(_body(digest))


def _body(digest: Digest) -> Iterator[str]:
    yield f'<h1 style="font-size:22px;margin:8px 0 16px">{escape(digest.title)}</h1>\n'
    for section in digest.sections:
        if digest.has_headings:
            yield f'<h2 style="font-size:18px;margin:28px 0 8px">{escape(section.title)}</h2>\n'
        for story in section.stories:
            yield from _story(story)
    yield "</div>\n</body>\n</html>\n"


def _story(story: Story) -> Iterator[str]:
    yield '<div class="rule" style="border-top:1px solid #d8dee4;padding:12px 0">\n'
    yield '<h3 style="font-size:17px;line-height:1.35;margin:0">'
    yield f"{_link(story.links[0].url, story.title)}</h3>\n"
    for parts in (story.facts, story.marks):
        if parts:
            yield f'<p class="quiet" style="{_QUIET}">{_line(parts)}</p>\n'
    if story.summary:
        yield f'<p style="margin:6px 0">{escape(story.summary)}</p>\n'
    links = f"{_NO_BREAK}· ".join(_link(link.url, link.name) for link in story.links)
    yield f'<p class="quiet" style="{_QUIET}">{links}</p>\n</div>\n'


def _line(parts: Sequence[str]) -> str:
    """The parts side by side; no line of a phone begins with a dot, or ends within a count."""
    unbroken = [_COUNT.sub(rf"\1{_NO_BREAK}\2", part) for part in parts]
    return escape(f"{_NO_BREAK}· ".join(unbroken))


def _link(url: str, text: str) -> str:
    return f'<a class="link" href="{escape(url)}" style="{_LINK}">{escape(text)}</a>'
