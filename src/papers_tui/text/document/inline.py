"""Tokens inside a block as runs of one style each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from papers_tui.text.clean import harmless
from papers_tui.text.document.blocks import Run
from papers_tui.text.document.math_rules import drawn
from papers_tui.text.tex.convert import to_unicode
from papers_tui.text.urls import safe_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|center|cite|code|dd|del|details|div|dl|dt|em|figcaption|figure"
    r"|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s|samp|section|small|span|strike|strong|sub"
    r"|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ALT = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"\[\]{}|\\^`]+")
_URL_ENDS = re.compile(r"[.,;:!?'*_~]+\Z")
_TIE = re.compile("(?<=\\w)\u02dc(?=\\w)")
_LIKE_ADDRESS = re.compile(
    r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/:?#]|\Z)", re.IGNORECASE
)
_WORKS_INSIDE = re.compile(r"https?://(?:www\.)?arxiv\.org/html/[^#]*#")
_STYLES = {"strong_open": "strong", "em_open": "emphasis"}
_IMAGE_NUMBER = re.compile(r"Image \d+(?::\s*|\Z)")
_NO_CAPTION = frozenset({"", "refer to caption", "[uncaptioned image]", "image"})


def runs_of(tokens: Sequence[Token], *, keep_breaks: bool) -> tuple[Run, ...]:
    """The tokens as runs; a line break in the source stays one, or becomes a space."""
    return joined(_runs(tokens, "\n" if keep_breaks else " "))


def plain_runs(text: str) -> tuple[Run, ...]:
    """Text without any markup."""
    return joined(_texts(text, "", ""))


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs made safe to show, those of one style that follow each other made one."""
    out: list[Run] = []
    for run in runs:
        text = safe(run.text)
        if out and (run.style, run.link) == (out[-1].style, out[-1].link):
            out[-1] = out[-1]._replace(text=out[-1].text + text)
        elif text:
            out.append(run._replace(text=text))
    return tuple(out)


def safe(text: str) -> str:
    """The text without control characters other than line breaks."""
    if text.isprintable():
        return text
    return "\n".join(line if line.isprintable() else harmless(line) for line in text.split("\n"))


def picture(token: Token) -> tuple[str, str]:
    """An image's own description, if it has one, and its address, if it may be opened."""
    alt = " ".join(_IMAGE_NUMBER.sub("", token.content, count=1).split())
    alt = "" if alt.lower() in _NO_CAPTION else alt
    return safe(to_unicode(alt)), safe_url(str(token.attrs.get("src", ""))) or ""


def _runs(tokens: Sequence[Token], soft: str) -> Iterator[Run]:
    styles: list[str] = []
    link, last = "", ""
    inside: list[Run] | None = None
    for token in tokens:
        style = "strong" if "strong" in styles else styles[-1] if styles else ""
        kind = token.type
        if kind in _STYLES:
            styles.append(_STYLES[kind])
        elif kind in ("strong_close", "em_close") and styles:
            styles.pop()
        elif kind == "link_open":
            link, inside = _target(str(token.attrs.get("href", ""))), []
        elif kind == "link_close":
            inside = inside or []
            if last.isalpha() and inside and inside[0].text[:1].isalpha():
                yield Run(" ")
            yield from _with_target(inside, link)
            link, inside = "", None
        else:
            for run in _leaf(token, style, link, soft, linked=inside is not None):
                if inside is None:
                    last = run.text[-1:] or last
                    yield run
                else:
                    inside.append(run)
    yield from inside or []


def _leaf(token: Token, style: str, link: str, soft: str, *, linked: bool) -> Iterator[Run]:
    if token.type == "text":
        text = _BREAK.sub("\n", token.content)
        if "<" in text:
            text = _TAG.sub(lambda tag: _alt(tag[0]), text)
        yield from [Run(_shown(text), style, link)] if linked else _texts(text, style, link)
    elif token.type == "code_inline":
        yield Run(token.content, "code", link)
    elif token.type == "math":
        yield Run(drawn(token.content).replace("\n", "; "), "math", link)
    elif token.type == "image":
        alt, address = picture(token)
        yield Run(alt or "[image]", style, link or address)
        yield Run(" ", style, link)
    elif token.type in ("softbreak", "hardbreak"):
        yield Run("\n" if token.type == "hardbreak" else soft, style, link)
    else:
        yield Run(token.content, style, link)


def _alt(tag: str) -> str:
    found = _ALT.search(tag) if tag[:4].lower() == "<img" else None
    return (found[1] or found[2] or "") if found else ""


def _shown(text: str) -> str:
    return to_unicode(_TIE.sub(" ", text), braces_stay=True)


def _texts(text: str, style: str, link: str) -> Iterator[Run]:
    """Text, the addresses in it as links."""
    place = 0
    for found in _URL.finditer(text):
        address = _complete_address(found[0])
        safe_address = safe_url(address)
        if safe_address:
            yield Run(_shown(text[place : found.start()]), style, link)
            yield Run(address, style, safe_address)
            place = found.start() + len(address)
    yield Run(_shown(text[place:]), style, link)


def _complete_address(text: str) -> str:
    """The address without the characters of the sentence around it."""
    text = _URL_ENDS.sub("", text)
    while text.endswith(")") and text.count(")") > text.count("("):
        text = _URL_ENDS.sub("", text[:-1])
    return text


def _target(address: str) -> str:
    """The address of a link; empty where it only leads to another place of the same paper."""
    return "" if _WORKS_INSIDE.match(address) else safe_url(address) or ""


def _with_target(runs: list[Run], link: str) -> Iterator[Run]:
    """A link's runs, and where it leads if its text says that it leads elsewhere."""
    yield from runs
    named = _LIKE_ADDRESS.match("".join(run.text for run in runs).strip()) if link else None
    host = urlsplit(link).hostname or ""
    if named and named[1].lower().removeprefix("www.") != host.removeprefix("www."):
        yield Run(f" ({host})", "", link)
