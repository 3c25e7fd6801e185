"""markdown-it's tokens as blocks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from papers_tui.text.document.bare_tables import columns
from papers_tui.text.document.blocks import Block, Cell, Run
from papers_tui.text.document.formulas.bare import SAYS_SOMETHING
from papers_tui.text.document.inline import picture, runs_of, safe
from papers_tui.text.document.math_rules import drawn_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LONG, _THICK = 4_000, 0.2
"""In a block of so many characters, a part of characters that could be markup that no text has."""

_COULD_BE_MARKUP = re.compile(r"[*_~`\[\]<>!$\\&|^{}#]")
_CAPTION = re.compile(
    r"\s*((?:Figure|Fig\.?|Table|Algorithm|Listing|Scheme)"
    r"[ \u00a0\u02dc]?(?:[A-Z]\.?)?\d[\d.]*[a-z]?)\s*[:.|](?=\D)\s*"
)
_ENTRY = re.compile(r"\s*(\[[\w+-]{1,12}\])\s*(?=\S)")
_BULLET = re.compile(r"\s*[•◦▪–∙‣■□►▸▶]\s*")
_OWN_NUMBER = re.compile(
    r"\s*(\((?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})\)|(?:[a-z]|[ivx]{1,4})[.)])\s*(?=\S)"
)
_SUBCAPTION = re.compile(r"\([a-z]\).{0,160}\Z")
_FULL_LINE = range(50, 130)
"""The lengths, in characters, of the lines of prose that was broken at a column."""

_RAGGED = 16
"""By how much they differ at most: a long word did not fit."""


class BlockReader:
    """Reads the tokens of one text; knows in which lists and quotes it is."""

    def __init__(self, parser: MarkdownIt, numbers: Sequence[int], *, keep_breaks: bool) -> None:
        self._parser = parser
        self._numbers = numbers
        self._keep_breaks = keep_breaks
        self._lists: list[str] = []
        self._marker = ""
        self._quote = 0
        self._line = 0

    def read(self, tokens: Sequence[Token]) -> Iterator[Block]:
        """The blocks in their order."""
        for place, token in enumerate(tokens):
            if token.map and token.nesting >= 0:
                self._line = self._numbers[min(token.map[0], len(self._numbers) - 1)]
            kind = token.type
            if kind in ("bullet_list_open", "ordered_list_open"):
                self._lists.append(kind)
            elif kind in ("bullet_list_close", "ordered_list_close"):
                self._lists.pop()
            elif kind == "list_item_open":
                self._marker = f"{token.info}." if token.info else "•"
            elif kind == "list_item_close" and self._marker:
                yield self._block("item", ())
            elif kind in ("blockquote_open", "blockquote_close"):
                self._quote += token.nesting
            elif kind == "heading_open":
                yield self._heading(tokens[place + 1], int(token.tag[1]))
            elif kind == "paragraph_open":
                yield from self._paragraph(tokens[place + 1])
            elif kind == "table_open":
                yield self._table(tokens, place)
            else:
                yield from self._leaf(token)

    def runs(self, text: str) -> tuple[Run, ...]:
        """The runs of the text inside a block."""
        children = self._children(text)
        if children is None:
            return (Run(safe(text)),)
        return runs_of(children, keep_breaks=self._keep_breaks or not _is_filled(text))

    def _leaf(self, token: Token) -> Iterator[Block]:
        if token.type in ("fence", "code_block"):
            code = safe(token.content).rstrip("\n")
            yield from self._bare_item()
            yield self._block("code", (Run(code, "code"),) if code else ())
        elif token.type == "display":
            text = safe(token.content)
            yield from self._bare_item()
            formula = self._block("formula", (Run(text, "math"),) if text else ())
            yield replace(formula, number=token.info)
        elif token.type == "hr":
            yield from self._bare_item()
            yield self._block("rule", ())

    def _block(self, kind: str, runs: tuple[Run, ...]) -> Block:
        marker, self._marker = self._marker, ""
        return Block(kind, runs, self._line, len(self._lists), marker, self._quote)

    def _bare_item(self) -> Iterator[Block]:
        if self._marker:
            yield self._block("item", ())

    def _heading(self, inline: Token, level: int) -> Block:
        runs = tuple(
            run._replace(text=run.text.replace("\n", " ")) for run in self.runs(inline.content)
        )
        return Block("heading", runs, self._line, level, quote=self._quote)

    def _paragraph(self, inline: Token) -> Iterator[Block]:
        children = self._children(inline.content)
        pictures = [child for child in children or () if child.type == "image"]
        if pictures and all(child.type in ("image", "softbreak") or not child.content.strip()
                            for child in children or ()):  # fmt: skip
            yield from self._bare_item()
            for alt, link in map(picture, pictures):
                yield replace(self._block("image", (Run(alt),) if alt else ()), link=link)
            return
        if not self._marker and (shown := _formula_alone(children or ())):
            yield self._block("formula", (Run(safe(shown), "math"),))
            return
        runs = self.runs(inline.content)
        if not self._marker:
            yield self._bare_table(inline.content) or self._block("paragraph", runs)
            return
        text = runs[0].text if runs else ""
        entry = _ENTRY.match(text) if self._marker == "•" else None
        own = _OWN_NUMBER.match(text) if self._marker else None
        if entry:
            self._marker, runs = entry[1], without_start(runs, entry.end())
        elif self._marker == "•" and (bullet := _BULLET.match(text)):
            runs = without_start(runs, bullet.end())
        elif self._marker != "•" and text.startswith((self._marker, f"{self._marker[:-1]} ")):
            runs = without_start(runs, len(self._marker))
        elif own:
            self._marker, runs = own[1], without_start(runs, own.end())
        yield self._block("item", runs)

    def _bare_table(self, text: str) -> Block | None:
        """The lines of a paragraph as a table, where they are rows of as many cells."""
        if text.count("\n") < 1 or _is_filled(text):
            return None
        lines = [self.runs(line) for line in text.split("\n")]
        if (rows := columns(["".join(run.text for run in line) for line in lines])) is None:
            return None
        header = tuple((Run(cell),) if cell else () for cell in rows[0])
        body = list(map(_styled_cells, rows[1:], lines[1 - len(rows) :]))
        above = header[0] if len(header) == 1 else ()
        shown = (() if above else header, *body)
        aligns = ("left", *["right"] * (max(map(len, body)) - 1))
        return replace(self._block("table", above), rows=shown, aligns=aligns, marker="")

    def _table(self, tokens: Sequence[Token], place: int) -> Block:
        rows: list[tuple[Cell, ...]] = []
        aligns: list[str] = []
        while tokens[place].type != "table_close":
            token = tokens[place]
            if token.type == "tr_open":
                cells: list[Cell] = []
            elif token.type == "tr_close":
                rows.append(tuple(cells))
            elif token.type == "th_open":
                aligns.append(
                    str(token.attrs.get("style", "")).removeprefix("text-align:") or "left"
                )
            elif token.type == "inline":
                cells.append(self.runs(token.content))
                token.type = "read"
            place += 1
        return replace(self._block("table", ()), rows=tuple(rows), aligns=tuple(aligns), marker="")

    def _children(self, text: str) -> list[Token] | None:
        """The tokens inside, or None where too much of the text could be markup."""
        if len(text) > _LONG and len(_COULD_BE_MARKUP.findall(text)) > _THICK * len(text):
            return None
        children: list[Token] = []
        self._parser.inline.parse(text, self._parser, {}, children)
        return _together(children)


def with_captions(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks, a picture and its caption made one figure, rows of a formula one formula."""
    out: list[Block] = []
    blocks = _with_rows(blocks)
    waiting: list[Block] = []
    for block in blocks:
        if block.kind == "image":
            waiting.append(block)
            continue
        caption = _CAPTION.match(block.text) if block.kind == "paragraph" else None
        if caption:
            block = _figure(block, caption, waiting)
            out += [_lone(image) for image in waiting if image.runs]
        else:
            out += [_lone(image) for image in waiting]
        waiting = []
        out.append(block)
    return (*out, *(_lone(image) for image in waiting))


def with_missing(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a full text; a caption with its table or figure beside it misses none."""
    return tuple(
        replace(block, missing=False) if block.missing and _is_there(blocks, place) else block
        for place, block in enumerate(blocks)
    )


def _is_there(blocks: Sequence[Block], place: int) -> bool:
    """Whether the table or figure of a caption stands above it, or above its parts, or below it."""
    above = place - 1
    while above >= 0 and _SUBCAPTION.match(blocks[above].text):
        above -= 1
    near = [blocks[n] for n in (above, place + 1) if 0 <= n < len(blocks)]
    return any(other.kind in ("table", "code") or other.marker == "Image" for other in near)


def _with_rows(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, formulas on lines that follow each other made one, with a number for each row."""
    above: Block | None = None
    last = 0
    for block in blocks:
        if above is not None and block.kind == above.kind == "formula" and block.line == last + 1:
            text = (
                f"{above.runs[0].text}\n{block.runs[0].text}" if above.runs and block.runs else ""
            )
            if text:
                rows = block.runs[0].text.count("\n")
                number = "\n".join([above.number, *[" "] * rows, block.number or " "])
                above = replace(above, runs=(Run(text, "math"),), number=number)
                last = block.line
                continue
        if above is not None:
            yield above
        above, last = block, block.line
    if above is not None:
        yield above


def _styled_cells(row: Sequence[str], line: Sequence[Run]) -> tuple[Cell, ...]:
    """The cells of a row, strong where all their words are in its line: the best of a column."""
    strong = {word for run in line if run.style == "strong" for word in run.text.split()}
    styles = ["strong" if strong.issuperset(cell.split()) else "" for cell in row]
    return tuple(
        (Run(cell, style),) if cell else () for cell, style in zip(row, styles, strict=True)
    )


def _formula_alone(children: Sequence[Token]) -> str:
    """The rows of a formula that is all of its paragraph and says something; else nothing."""
    if len(children) != 1 or children[0].type != "math":
        return ""
    source = children[0].content
    return drawn_rows(source) if SAYS_SOMETHING.search(source) else ""


def without_start(runs: tuple[Run, ...], count: int) -> tuple[Run, ...]:
    """The runs without so many characters of their beginning."""
    kept: list[Run] = []
    for run in runs:
        text = run.text[count:]
        count = max(0, count - len(run.text))
        if text:
            kept.append(run._replace(text=text))
    return tuple(kept)


def _figure(block: Block, caption: re.Match[str], pictures: list[Block]) -> Block:
    name = " ".join(caption[1].replace("\u02dc", " ").split())
    runs = without_start(block.runs, caption.end())
    line = pictures[-1].line if pictures else block.line
    address = next((image.link for image in pictures if image.link), "")
    missing = not pictures and name.startswith(("Fig", "Table"))
    return replace(
        block, kind="figure", marker=name, runs=runs, line=line, link=address, missing=missing
    )


def _lone(image: Block) -> Block:
    return replace(image, kind="figure", marker="Image")


def _is_filled(text: str) -> bool:
    """Whether the line breaks come from a column at which prose was broken."""
    *lengths, last = map(len, text.split("\n"))
    if not lengths or not all(length in _FULL_LINE for length in lengths):
        return not lengths
    return last <= max(lengths) and max(lengths) - min(lengths) <= _RAGGED


def _together(tokens: list[Token]) -> list[Token]:
    """The tokens, texts that follow each other made one; escaped characters stay what they are."""
    out: list[Token] = []
    for token in tokens:
        if token.type == "text" and out and out[-1].type == "text":
            out[-1].content += token.content
        else:
            out.append(token)
    return out
