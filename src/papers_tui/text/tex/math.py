"""A formula on one line, in Unicode."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

from papers_tui.text.tex import arrays, symbols
from papers_tui.text.tex.grammar import PERCENT, arguments, parse, single_brackets
from papers_tui.text.tex.own_macros import by_name, expanded
from papers_tui.text.tex.scripts import accented, fraction, grouped, plainer, root, script, stacked

if TYPE_CHECKING:
    from collections.abc import Iterator

_INNER_SPACES = re.compile(r"([(\[{⟨⌊⌈]) +| +([)\]}⟩⌋⌉])| +(,) ?(?=\s)| {2,}")
_RELATION_BEFORE = re.compile(r"[=<>≤≥≈∼∈]$")
_RELATION_APART = re.compile(r" ?([=<>≤≥≈∼∈])$")
_CALLED = re.compile(r"[^\W\d_]\([^()+−-]*\)")
_TIGHT = re.compile(r"(?:(?<=\A−)|(?<=[=<>≤≥≈→←(\[{,] −)|(?<=[(\[{]−)) (?=\S)|(?<=\d) (?=[×%]\Z)")
"""Spaces behind a sign that belongs to what follows, and before one that belongs to a number."""

_SIDES = {"left": "opens", "right": "closes", "middle": "closes"}
_PLAIN = {"-": "−", "'": "′", "~": " ", PERCENT: "%", "\n": " "}


class Atom(NamedTuple):
    """A finished piece of a formula, and how it behaves beside others."""

    text: str
    kind: str = "letter"
    space: bool = False
    """Whether a space was written after the command."""

    scripted: bool = False
    """Whether something was lowered or raised beside it."""


@lru_cache(maxsize=512)
def formula(source: str) -> str | None:
    """The formula between the marks that show it as one; None when it cannot be one line."""
    nodes = parse(single_brackets(expanded(source)))
    return None if nodes is None or not _is_drawn(nodes) else draw(nodes)


def formula_rows(source: str) -> list[str] | None:
    """A display formula on as many rows as its matrices and cases have; None as for `formula`."""
    nodes = parse(single_brackets(expanded(source)))
    if nodes is None or not _is_drawn(nodes):
        return None
    blocks: list[list[str]] = []
    waiting: list[Any] = []
    for node in nodes:
        found = arrays.read(node.latex_verbatim()) if hasattr(node, "environmentname") else None
        if found is None or len(found.rows) < 2:
            waiting.append(node)
            continue
        before = _RELATION_APART.sub(r" \1", draw(waiting))
        blocks += [[f"{before} "]] if before else []
        blocks.append(arrays.on_rows(found, _cell))
        waiting = []
    last = draw(waiting)
    last = f" {last}" if blocks and re.match(r"[^\W_]", last) else last
    return arrays.beside([*blocks, [last]] if last or not blocks else blocks)


def _is_drawn(nodes: list[Any]) -> bool:
    names = (node.environmentname.rstrip("*") for node in nodes if hasattr(node, "environmentname"))
    return all(name in arrays.KNOWN for name in names)


def _cell(source: str) -> str:
    drawn = formula(source.replace(PERCENT, "\\%"))
    return source.strip() if drawn is None else drawn


def draw(nodes: list[Any]) -> str:
    """Parsed TeX as text."""
    atoms: list[Atom] = []
    for node, following in zip_longest(nodes, nodes[1:]):
        unknown = bool(atoms) and atoms[-1].kind == "unknown"
        own = None if _takes_something(following) else _own(node)
        atoms += [own] if own else _atoms(node, unknown)
    pieces = _joined(_with_scripts(atoms))
    pieces = _INNER_SPACES.sub(lambda match: match[1] or match[2] or match[3] or " ", pieces)
    pieces = _TIGHT.sub("", pieces.strip())
    return pieces.replace("′′", "″").replace(arrays.THIN, " ").strip()


def draw_command(node: Any) -> str | None:
    """One command with its arguments; None for a command that is not known."""
    name, items = str(node.macroname), arguments(node)
    if not items:
        return None
    if name in symbols.WORDS:
        return draw_words(node)
    given = list(map(_argument, items))
    if name in symbols.FRACTIONS:
        is_call = _CALLED.fullmatch(given[1])
        return fraction(*given, is_product=not is_call and _is_product(items[1]))
    if name in symbols.WRAPPERS:
        if name in ("underbrace", "overbrace"):
            return grouped(given[0])
        return given[0]
    if name in symbols.ALPHABETS:
        return "".join(symbols.ALPHABETS[name].get(character, character) for character in given[0])
    if name in symbols.HATS or name in symbols.ACCENTS:
        mark = symbols.HATS.get(name) or symbols.ACCENTS[name]
        spelled = "bar" if name == "overline" else name.removeprefix("wide")
        return accented(given[0], mark) or (
            f"{spelled}({given[0]})" if name in symbols.HATS else None
        )
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
    """The character that a command without arguments stands for."""
    for table, kind in (
        (symbols.LETTERS, "letter"),
        (symbols.OPERATORS, "operator"),
        (symbols.RELATIONS, "spaced"),
    ):
        if name in table:
            if name in ("rVert", "rvert"):
                return Atom(table[name], "ends")
            return Atom(table[name], "big" if table[name] in symbols.BIG else kind)
    if name in symbols.FUNCTIONS:
        return Atom(name, "limits" if name in symbols.LIMITS else "function")
    if name in symbols.SILENT or name in ("!", "-", "/"):
        return Atom("", _SIDES.get(name, "nothing"))
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
        case "textcolor" | "colorbox":
            return given[1]
        case _ if name in symbols.ARROWS:
            below = script("_", given[0]) if given[0] else ""
            return f" {symbols.ARROWS[name]}{below}{script('^', given[1])} "
        case "boxed" | "fbox":
            return given[0] or None
        case "overset" | "stackrel":
            return stacked(given[0], given[1])
        case "underset":
            stays = given[1].rpartition(" ")[2] in symbols.LIMITS
            return given[1] + script("_", given[0], letters_stay=stays)
        case "tag" | "tagx":
            return f" ({given[0]})"
        case "substack":
            return re.sub(r"\s*\\\\\s*", ", ", given[0])
        case "hspace" | "hspacex" | "vspace" | "vspacex" | "phantom" | "hphantom":
            return " "
        case "color" | "label" | "vphantom":
            return ""
    return None


def _is_product(node: Any) -> bool:
    """Whether several letters stand side by side, each a thing of its own: not `dx`, not a word."""
    inside = [part for part in getattr(node, "nodelist", None) or [node] if part is not None]
    letters = "".join(part.chars for part in inside if hasattr(part, "chars"))
    letters = "".join(re.findall(r"[^\W\d]", letters))
    names = [str(part.macroname) for part in inside if hasattr(part, "macroname")]
    if "partial" in names or (len(letters) == 2 and letters[0] in "dD"):
        return False
    return len(letters) + len(names) > 1 and "_" not in letters


def _argument(node: Any) -> str:
    if node is None:
        return ""
    return draw(list(node.nodelist) if hasattr(node, "nodelist") else [node])


def _atoms(node: Any, unknown: bool) -> Iterator[Atom]:
    if hasattr(node, "chars"):
        for char in node.chars:
            kind = "script" if char in "^_" else "space" if char.isspace() else "letter"
            yield Atom(_PLAIN.get(char) or plainer(char), kind)
    elif hasattr(node, "macroname"):
        yield _command_atom(node)
    elif hasattr(node, "environmentname"):
        found = arrays.read(node.latex_verbatim())
        text = arrays.in_line(found, _cell) if found else node.latex_verbatim()
        yield Atom(text.replace(PERCENT, "%"), "array" if found else "unknown")
    elif not hasattr(node, "delimiters"):
        yield Atom(node.latex_verbatim().replace(PERCENT, "%"), "unknown")
    else:
        opened, closed = node.delimiters
        inside = draw(list(node.nodelist))
        if unknown:
            yield Atom(opened + inside + closed, "unknown")
            return
        is_word = len(inside) > 2 and inside.isalpha() and _is_words(node)
        text = inside if opened in ("{", "$", "\\(") else opened + inside + closed
        yield Atom(text, "word" if is_word else "letter")


def _command_atom(node: Any) -> Atom:
    name, space = str(node.macroname), bool(node.macro_post_space)
    drawn = draw_command(node)
    if drawn is not None:
        return Atom(drawn, _kind(node))
    symbol = symbol_of(name)
    if symbol:
        return symbol._replace(space=space)
    return Atom(node.latex_verbatim().replace(PERCENT, "%"), "unknown")


def _takes_something(following: Any) -> bool:
    return hasattr(following, "delimiters") and following.delimiters[0] == "{"


def _own(node: Any) -> Atom | None:
    """A macro of the author that nothing is given to, by its name."""
    name = str(getattr(node, "macroname", ""))
    if not name or name in symbols.KNOWN or (shown := by_name(name)) is None:
        return None
    return Atom(shown, "function" if shown == name else "letter", bool(node.macro_post_space))


def _is_words(group: Any) -> bool:
    """Whether a group is one command whose argument is a word, as in `_{\\text{joint}}`."""
    names = [str(part.macroname) for part in group.nodelist if hasattr(part, "macroname")]
    return len(group.nodelist) == 1 and bool(names) and names[0] in symbols.WRAPPERS


def _kind(node: Any) -> str:
    """The kind of a command beside others: with arguments by its name, else that of its symbol."""
    name = str(node.macroname)
    if not arguments(node):
        symbol = symbol_of(name)
        return symbol.kind if symbol else "unknown"
    if name in symbols.STACKED:
        return _kind_of_stack(node)
    if name.startswith("operatorname") or name == "mathop":
        return "function" if name == "operatorname" else "limits"
    return "fraction" if name in symbols.FRACTIONS else "letter"


def _kind_of_stack(node: Any) -> str:
    """The kind of a stack's base: that of an operator, a function, or a letter."""
    base = arguments(node)[1]
    inside = [part for part in getattr(base, "nodelist", None) or [base] if part is not None]
    kinds = {_kind(part) for part in inside if hasattr(part, "macroname")}
    return next(
        (kind for kind in ("big", "limits", "function", "spaced") if kind in kinds), "letter"
    )


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
        apart = base.kind in ("function", "limits", "big") or place == len(atoms)
        text = script(
            atom.text,
            raised.text,
            "" if apart else atoms[place].text,
            letters_stay=raised.kind == "word" or (base.kind == "limits" and atom.text == "_"),
        )
        base_text = f"({base.text})" if base.kind == "fraction" else base.text
        kind = "letter" if base.kind in ("fraction", "script") else base.kind
        done.append(Atom(base_text + text, kind, raised.space, scripted=True))
    return done


def _joined(atoms: list[Atom]) -> str:
    text = ""
    for place, atom in enumerate(atoms):
        before = atoms[place - 1] if place else Atom("")
        if before.kind in _SIDES.values() and atom.text == ".":
            continue
        shown = (one.text for one in atoms[place + 1 :] if one.text or one.kind == "closes")
        following = next(shown, "")
        if atom.kind == "ends":
            text = text.rstrip()
        if atom.kind == "array":
            text = _RELATION_APART.sub(r" \1", text)
        text += _spaced(atom, text, following)
    return text


def _spaced(atom: Atom, before: str, following: str) -> str:
    """The piece with the spaces that keep it apart from its neighbors."""
    if atom.kind == "spaced":
        return f" {atom.text} "
    if atom.kind == "array":
        apart = " " if _RELATION_BEFORE.search(before) else ""
        return apart + atom.text + (" " if re.match(r"[^\W_]", following) else "")
    if atom.kind == "big":
        goes_on = re.match(r"[^\W_]", following) or _opens_bars(before, following)
        return atom.text + (" " if atom.scripted and goes_on else "")
    if atom.kind in ("function", "limits"):
        apart = " " if re.search(r"[\w)}]$", before) else ""
        return apart + atom.text + (" " if re.match(r"[^\W_]", following) else "")
    if atom.kind == "operator":
        return atom.text + (" " if atom.space and before.endswith(" ") else "")
    if atom.kind == "fraction":
        if re.search(r"\w$", before) or (re.match(r"\w", following) and atom.text[-1] != ")"):
            return f"({atom.text})"
        apart = " " if before.endswith(")") else ""
        goes_on = re.match(r"[\w∑∏∫⋃⋂⨁√∇(\[{⟨⌊⌈]", following) or _opens_bars(before, following)
        return apart + atom.text + (" " if goes_on else "")
    if atom.text == "⋯" and before.endswith(" ") and following:
        return f"{atom.text} "
    operator = atom.space and re.match(r"[-−+=<>|/:≤≥≈∼×·±…&]", following)
    return atom.text + (" " if operator else "")


def _opens_bars(before: str, following: str) -> bool:
    """Whether the bars that follow open there and do not close what was opened before."""
    bar = following[:1]
    return bar in ("|", "‖") and before.count(bar) % 2 == 0


def _unescaped(text: str) -> str:
    text = text.replace("---", "—").replace("--", "–")
    return text.replace(PERCENT, "%").replace("~", " ")
