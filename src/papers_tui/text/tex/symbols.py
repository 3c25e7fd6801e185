"""Tables of TeX commands and characters in Unicode."""

from __future__ import annotations


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def names(text: str) -> frozenset[str]:
    """The words of a table, each once."""
    return frozenset(text.split())


GREEK = _pairs("""
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
    kappa κ lambda λ mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ
    phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ
    Upsilon Υ Phi Φ Psi Ψ Omega Ω varGamma Γ varDelta Δ varTheta Θ varLambda Λ varXi Ξ varPi Π
    varSigma Σ varUpsilon Υ varPhi Φ varPsi Ψ varOmega Ω
""") | {"epsilon": "ε", "phi": "φ"}
"""The two forms of epsilon and phi are made one: readers search for the common one."""

RELATIONS = _pairs(r"""
    in ∈ notin ∉ ni ∋ to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒
    Leftarrow ⇐ Leftrightarrow ⇔ longrightarrow ⟶ longleftarrow ⟵ Longrightarrow ⟹ implies ⟹
    iff ⟺ mapsto ↦ longmapsto ⟼ hookrightarrow ↪ rightsquigarrow ⇝ leadsto ⇝ uparrow ↑ downarrow ↓
    updownarrow ↕ nearrow ↗ searrow ↘ rightleftharpoons ⇌ subset ⊂ subseteq ⊆ subsetneq ⊊ supset ⊃
    supseteq ⊇ cup ∪ cap ∩ setminus ∖ land ∧ wedge ∧ lor ∨ vee ∨ models ⊨ vdash ⊢ perp ⊥
    backslash \ coloneqq ≔ triangleq ≜ equiv ≡ propto ∝ bmod mod
""")
"""Relations that TeX sets apart from their neighbors with spaces."""

OPERATORS = _pairs(r"""
    times × div ÷ pm ± mp ∓ cdot · ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙
    sim ∼ approx ≈ simeq ≃ cong ≅ leq ≤ le ≤ geq ≥ ge ≥ leqslant ≤ geqslant ≥ lesssim ≲ gtrsim ≳
    ll ≪ gg ≫ neq ≠ ne ≠ lt < gt > prec ≺ succ ≻ preceq ⪯ succeq ⪰ asymp ≍ doteq ≐ mid |
    parallel ‖ colon : textgreater > textless < texttimes × textpm ± textasciitilde ~
""")
"""Operators and comparisons that stand as close to their neighbors as they were written."""

LETTERS = GREEK | _pairs(r"""
    infty ∞ nabla ∇ partial ∂ ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ wp ℘ forall ∀ exists ∃ nexists ∄
    emptyset ∅ varnothing ∅ top ⊤ bot ⊥ neg ¬ lnot ¬ sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ oint ∮
    bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigwedge ⋀ bigvee ⋁ prime ′ degree ° angle ∠
    triangle △ square □ Box □ blacksquare ■ diamond ⋄ Diamond ◇ lozenge ◊ clubsuit ♣ heartsuit ♥
    spadesuit ♠ checkmark ✓ cmark ✓ xmark ✗ dagger † ddagger ‡ dag † ddag ‡ S § P ¶ copyright ©
    pounds £ euro € texteuro € ldots … dots … dotsc … cdots ⋯ dotsb ⋯ vdots ⋮ ddots ⋱ textellipsis …
    langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | vert | lVert ‖ rVert ‖
    Vert ‖ lbrace { rbrace } lbrack [ rbrack ] textbackslash \ textasciicircum ^
    textbar | textdegree ° textmu µ textendash – textemdash — textquoteright ’ textquoteleft ‘
    textquotedblleft “ textquotedblright ” texttrademark ™ textregistered ® textunderscore _
    therefore ∴ because ∵ textdagger † textdaggerdbl ‡ textdollar $
    LaTeX LaTeX TeX TeX imath ı jmath ȷ
""")
"""Whatever stands where a letter may stand."""

FOREIGN = _pairs("ss ß o ø O Ø ae æ AE Æ oe œ OE Œ aa å AA Å l ł L Ł i ı j ȷ dh ð th þ DH Ð TH Þ")
"""Letters of other languages: TeX eats the space after them."""

BIG = frozenset("∑∏∐∫∬∮⋃⋂⨁⨂⋀⋁∇")
"""Operators that what follows their limits keeps apart from."""

ESCAPES = {character: character for character in "%&_#${}"} | {
    "|": "‖",
    " ": " ",
    ",": " ",
    ";": " ",
    ":": " ",
}

FUNCTIONS = names(
    "log ln lg exp max min sup inf lim limsup liminf arg argmax argmin sin cos tan cot sec csc "
    "sinh cosh tanh arcsin arccos arctan det dim ker gcd deg hom Pr mod"
)

LIMITS = names("max min sup inf lim limsup liminf argmax argmin")
"""Functions under which a name stands: its letters are not made subscripts."""

SILENT = names(
    "left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr limits "
    "nolimits displaystyle textstyle scriptstyle scriptscriptstyle rm bf it sf tt sc em sl "
    "normalfont bfseries itshape ttfamily scshape mathstrut strut centering noindent "
    "xspace small footnotesize large Large LARGE huge Huge tiny scriptsize normalsize newline "
    "linebreak smallskip medskip bigskip par protect relax boldmath nonumber notag qedhere bigm "
    "Bigm biggm Biggm displaylimits allowbreak nobreak rmfamily sffamily mdseries upshape null "
    "footnotemark"
)
FONT_SWITCHES = names("rm bf it sf tt sc em sl bfseries itshape ttfamily scshape rmfamily sffamily")
SPACES = {"quad": "  ", "qquad": "  ", "hfill": " ", "enspace": " ", "thinspace": " "}

FRACTIONS = names("frac dfrac tfrac cfrac nicefrac sfrac")
STACKED = names("overset underset stackrel")
ARROWS = {"xrightarrow": "→", "xleftarrow": "←", "xleftrightarrow": "↔", "xRightarrow": "⇒",
          "xLeftarrow": "⇐", "xmapsto": "↦", "xlongrightarrow": "⟶"}  # fmt: skip
"""Arrows with a text above them."""

RARE = (
    STACKED
    | frozenset(ARROWS)
    | names(
        "sqrt binom not pmod textcolor color hspace vspace hspacex vspacex textsuperscript "
        "textsubscript boxed fbox phantom hphantom vphantom substack tag tagx label colorbox"
    )
)

WRAPPERS = names(
    "mathrm mathbf mathsf mathtt mathit boldsymbol bm pmb mathnormal operatorname operatorname* "
    "textbf textit emph texttt textsc textrm textsf textsl textup textmd textnormal text mbox "
    "hbox underline uline ensuremath bold ul hl mathop mathrel mathbin mathord mathopen mathclose "
    "mathinner smash underbrace overbrace operatornamex operatornamewithlimits"
)
"""Commands whose argument alone says what a reader needs."""

WORDS = names("text textrm textbf textit textsf texttt textsc emph mbox hbox textnormal textup")
"""Those among them whose argument is prose: its spaces count."""

CITATIONS = names(
    "cite citep citet citealp citealt citeauthor citeyear citeyearpar parencite textcite "
    "autocite footcite ref eqref autoref cref Cref pageref"
)

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "r": "\u030a", "c": "\u0327",
    "k": "\u0328", "d": "\u0323", "b": "\u0331",
}  # fmt: skip

HATS = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303",
    "bar": "\u0304", "dot": "\u0307", "ddot": "\u0308", "vec": "\u20d7", "check": "\u030c",
    "breve": "\u0306", "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a",
    "overline": "\u0305", "overrightarrow": "\u20d7", "overleftarrow": "\u20d6",
}  # fmt: skip

KNOWN = frozenset().union(
    LETTERS, FOREIGN, OPERATORS, RELATIONS, FUNCTIONS, SILENT, SPACES, FRACTIONS, RARE, WRAPPERS,
    CITATIONS, HATS, ("url", "href", "footnote", "begin", "end", "mathcal", "mathscr", "mathbb",
    "mathds", "mathfrak", "mathbbm", "mathbbold", "Bbb", "cal"),
)  # fmt: skip
"""All commands that are drawn; any other is an author's own, or TeX that is left as written."""

_SMALL = "abcdefghijklmnopqrstuvwxyz"
_LARGE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LATIN = _LARGE + _SMALL


def _alphabet(first: int, characters: str = _LATIN, **exceptions: str) -> dict[str, str]:
    return {
        character: chr(first + place) for place, character in enumerate(characters)
    } | exceptions


_SCRIPT = _alphabet(
    0x1D49C, B="ℬ", E="ℰ", F="ℱ", H="ℋ", I="ℐ", L="ℒ", M="ℳ", R="ℛ", e="ℯ", g="ℊ", o="ℴ"
)
_DOUBLE = _alphabet(0x1D538, C="ℂ", H="ℍ", N="ℕ", P="ℙ", Q="ℚ", R="ℝ", Z="ℤ")
_DIGITS = _alphabet(0x1D7D8, "0123456789")
_FRAKTUR = _alphabet(0x1D504, C="ℭ", H="ℌ", I="ℑ", R="ℜ", Z="ℨ")
ALPHABETS = {
    "mathcal": _SCRIPT,
    "mathscr": _SCRIPT,
    "mathbb": _DOUBLE | _DIGITS,
    "mathds": _DOUBLE | _DIGITS,
    "mathfrak": _FRAKTUR,
    "mathbbm": _DOUBLE | _DIGITS,
    "mathbbold": _DOUBLE | _DIGITS,
    "Bbb": _DOUBLE | _DIGITS,
    "cal": _SCRIPT,
}

RAISED = dict(
    zip(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ⊤′∗*∘°†‡⋆",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡᵀ′**°°†‡⋆",
        strict=True,
    )
)
LOWERED = dict(
    zip(
        "0123456789+-−=()aehijklmnoprstuvxβγρφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)
"""Unicode has no lowered b, c, d, f, g, q, w, y, z, and no lowered capital."""
