"""A formula on one line, in Unicode."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from papers_tui.text.tex import symbols
from papers_tui.text.tex.grammar import PERCENT, arguments, parse
from papers_tui.text.tex.scripts import accented, fraction, root, script

if TYPE_CHECKING:
    from collections.abc import Iterator

_INNER_SPACES = re.compile(r"([(\[{⟨⌊⌈]) +| +([)\]}⟩⌋⌉])| {2,}")
_PLAIN = {"-": "−", "'": "′", "~": " ", PERCENT: "%", "\n": " "}


class Atom(NamedTuple):
    """A finished piece of a formula, and how it behaves beside others."""

    text: str
    kind: str = "letter"
    space: bool = False
    """Whether a space was written after the command."""


@lru_cache(maxsize=512)
def formula(source: str) -> str | None:
    """The formula between the marks that show it as one; None when it cannot be one line."""
    if "\\begin" in source or "\\end" in source:
        return None
    nodes = parse(source)
    return None if nodes is None else draw(nodes)


def draw(nodes: list[Any]) -> str:
    """Parsed TeX as text."""
    atoms: list[Atom] = []
    for node in nodes:
        unknown = bool(atoms) and atoms[-1].kind == "unknown"
        atoms += _atoms(node, unknown)
    pieces = _joined(_with_scripts(atoms))
    pieces = _INNER_SPACES.sub(lambda match: match[1] or match[2] or " ", pieces)
    return pieces.replace("′′", "″").strip()


def draw_command(node: Any) -> str | None:
    """One command with its arguments; None for a command that is not known."""
    name, given = str(node.macroname), [_argument(item) for item in arguments(node)]
    if not given:
        return None
    if name in symbols.FRACTIONS:
        return fraction(*given)
    if name in symbols.WRAPPERS:
        return draw_words(node) if name in symbols.WORDS else given[0]
    if name in symbols.ALPHABETS:
        return "".join(symbols.ALPHABETS[name].get(character, character) for character in given[0])
    if name in symbols.HATS or name in symbols.ACCENTS:
        return accented(given[0], symbols.HATS.get(name) or symbols.ACCENTS[name])
    return _rare(name, given)


def draw_words(node: Any) -> str:
    """The prose inside a formula, spaces and all."""
    inside = arguments(node)[0].latex_verbatim()
    if inside.startswith("{"):
        inside = inside[1:-1]
    nodes = parse(inside) or []
    return "".join(
        _unescaped(part.chars) if hasattr(part, "chars") else draw([part]) for part in nodes
    )


def symbol_of(name: str) -> Atom | None:
    """What a command without arguments stands for."""
    for table, kind in (
        (symbols.LETTERS, "letter"),
        (symbols.OPERATORS, "operator"),
        (symbols.RELATIONS, "spaced"),
    ):
        if name in table:
            return Atom(table[name], kind)
    if name in symbols.FUNCTIONS:
        return Atom(name, "function")
    if name in symbols.SILENT or name in ("!", "-", "/"):
        return Atom("", "delimiter" if name in ("left", "right", "middle") else "nothing")
    text = symbols.SPACES.get(name) or symbols.ESCAPES.get(name) or symbols.FOREIGN.get(name)
    return Atom(text) if text else None


def _rare(name: str, given: list[str]) -> str | None:
    match name:
        case "sqrt":
            return root(*given)
        case "binom":
            return f"({given[0]} choose {given[1]})"
        case "pmod":
            return f"(mod {given[0]})"
        case "not":
            return unicodedata.normalize("NFC", given[0][:1] + "\u0338" + given[0][1:])
        case "textsuperscript" | "textsubscript":
            return script("^" if "super" in name else "_", given[0])
        case "textcolor":
            return given[1]
        case "color" | "hspace":
            return " " if name == "hspace" else ""
    return None


def _argument(node: Any) -> str:
    if node is None:
        return ""
    return draw(list(node.nodelist) if hasattr(node, "nodelist") else [node])


def _atoms(node: Any, unknown: bool) -> Iterator[Atom]:
    if hasattr(node, "chars"):
        for char in node.chars:
            kind = "script" if char in "^_" else "space" if char.isspace() else "letter"
            yield Atom(_PLAIN.get(char, char), kind)
    elif hasattr(node, "macroname"):
        yield _command_atom(node)
    elif not hasattr(node, "delimiters"):
        yield Atom(node.latex_verbatim().replace(PERCENT, "%"), "unknown")
    else:
        opened, closed = node.delimiters
        inside = draw(list(node.nodelist))
        if unknown:
            yield Atom(opened + inside + closed, "unknown")
            return
        yield Atom(inside if opened in ("{", "$", "\\(") else opened + inside + closed)


def _command_atom(node: Any) -> Atom:
    name, space = str(node.macroname), bool(node.macro_post_space)
    drawn = draw_command(node)
    if drawn is not None:
        kind = "fraction" if name in symbols.FRACTIONS else "letter"
        return Atom(drawn, "function" if name.startswith("operatorname") else kind)
    symbol = symbol_of(name)
    if symbol:
        return symbol._replace(space=space)
    return Atom(node.latex_verbatim().replace(PERCENT, "%"), "unknown")


def _with_scripts(atoms: list[Atom]) -> list[Atom]:
    """Every mark and what follows it made one with what stands before."""
    done: list[Atom] = []
    place = 0
    while place < len(atoms):
        atom, place = atoms[place], place + 1
        if atom.kind != "script":
            done.append(atom)
            continue
        while place < len(atoms) and atoms[place].kind == "space":
            place += 1
        if place == len(atoms):
            done.append(Atom(atom.text))
            break
        raised, place = atoms[place], place + 1
        while done and done[-1].kind == "space":
            done.pop()
        base = done.pop() if done else Atom("")
        apart = base.kind == "function" or place == len(atoms)
        text = script(atom.text, raised.text, "" if apart else atoms[place].text)
        base_text = f"({base.text})" if base.kind == "fraction" else base.text
        kind = "letter" if base.kind in ("fraction", "script") else base.kind
        done.append(Atom(base_text + text, kind, raised.space))
    return done


def _joined(atoms: list[Atom]) -> str:
    text = ""
    for place, atom in enumerate(atoms):
        following = atoms[place + 1].text if place + 1 < len(atoms) else ""
        before = atoms[place - 1] if place else Atom("")
        if before.kind == "delimiter" and atom.text == ".":
            continue
        text += _spaced(atom, text, following)
    return text


def _spaced(atom: Atom, before: str, following: str) -> str:
    """The piece with the spaces that keep it apart from its neighbors."""
    if atom.kind == "spaced":
        return f" {atom.text} "
    if atom.kind == "function":
        apart = " " if re.search(r"[\w)}]$", before) else ""
        return apart + atom.text + (" " if re.match(r"[^\W_]", following) else "")
    if atom.kind == "operator":
        return atom.text + (" " if atom.space and before.endswith(" ") else "")
    if atom.kind == "fraction" and (re.search(r"\w$", before) or re.match(r"\w", following)):
        return f"({atom.text})"
    operator = atom.space and re.match(r"[-−+=<>|/:≤≥≈∼×·±…&]", following)
    return atom.text + (" " if operator else "")


def _unescaped(text: str) -> str:
    return text.replace(PERCENT, "%").replace("~", " ")
