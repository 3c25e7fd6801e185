"""Lists of papers in which sizes, types, numbers, dates, ids or addresses are the hazard."""

from __future__ import annotations

from typing import Any


def entry(
    paper_id: Any = "2401.00001",
    title: Any = "A Harmless Title",
    summary: Any = "We study things. " * 8,
    paper: dict[str, Any] | None = None,
    **outer: Any,
) -> dict[str, Any]:
    """A harmless entry of a list, with what is given in place of what it has."""
    inner = {
        "id": paper_id,
        "authors": [{"name": "Ada Lovelace", "hidden": False}, {"name": "Alan Turing"}],
        "title": title,
        "summary": summary,
        "upvotes": 42,
        "publishedAt": "2024-01-02T03:04:05.000Z",
        "githubRepo": "https://github.com/o/r",
        "projectPage": "https://example.org/p",
        "ai_summary": "One line.",
        "ai_keywords": ["rl", "llm"],
    }
    return {
        "paper": {**inner, **(paper or {})},
        "publishedAt": "2024-01-03T00:00:00.000Z",
        "title": title,
        "thumbnail": "https://cdn-thumbnails.huggingface.co/x.png",
        "numComments": 3,
        "submittedBy": {"fullname": "Sub Mitter", "name": "sub"},
        **outer,
    }


SAFE = entry(
    "hep-th/9901001",
    "Émilie's 漢字 “quotes” – α→β: f(x)=∑ᵢ xᵢ² [v2]",
    paper={"authors": [{"name": "Zoë Müller-Łukasz"}, {"name": "李 明"}]},
)
_IDS: dict[str, list[Any]] = {
    "id_path_traversal": [
        "../../../../tmp/PWN",
        "/etc/passwd",
        "..",
        ".",
        "..\\..\\x",
        "C:\\x",
        "\\\\srv\\share",
        "%2e%2e%2fx",
        "2401.00001/../../x",
        "a\0b",
        "2401.00001\n",
    ],
    "id_old_style": ["hep-th/9901001", "math.GT/0309136", "cond-mat/0211034v2"],
    "id_windows_reserved": [
        *("CON", "nul", "AUX.txt", "COM1", "LPT1.json", "x.", "x "),
        *("a:b", "a:ads", "a*b?", "<x>|"),
    ],
    "id_case_collision": ["Math.gt/0309136", "math.GT/0309136", "MATH.GT/0309136"],
    "id_long_or_odd": [
        "9" * 5000,
        "",
        " 2401.00001 ",
        "2401.00001v999",
        "２４０１.００００１",
        "2401.00001?x=1#y",
        "-rf",
        "--help",
    ],
    "id_wrong_type": [2401.00001, None, ["2401.00001"], {"x": 1}, True],
    "id_url_injection": [
        "2401.00001@evil.example",
        "//evil.example/x",
        "javascript:alert(1)",
        "2401.00001&token=",
    ],
}
_DATES = (
    "",
    "0000-00-00",
    "9999-12-31T23:59:59.999Z",
    "0001-01-01T00:00:00+14:00",
    "2024-02-30T00:00:00Z",
    "2024-13-01",
    "yesterday",
    "1704067200",
    "٢٠٢٤-٠١-٠١",
    "2024-01-01T00:00:00",
    "2024-01-01T25:61:61Z",
    "-2024-01-01",
    "2024-W01-1",
    "\x1b[2J",
)
URLS = (
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,<script>alert(1)</script>",
    "vscode://x",
    "ms-msdt:/id",
    "smb://h/s",
    "\\\\h\\s",
    "--profile-manager",
    "-P",
    "/etc/passwd",
    "https://huggingface.co@evil.example/",
    "https://x/$(touch /tmp/PWN)`id`;id",
    "https://x/ --flag",
    "https://x/\n--flag",
    "http://169.254.169.254/latest/meta-data",
    "http://localhost:22/",
    "https://x/\x1b]52;c;UFdO\x1b\\",
    "http://[::1",
    "https://" + "a" * 300 + ".com/",
    " https://x/",
    "HTTPS://X/",
    "https:\\\\evil",
    "ftp://x/",
    "mailto:a@b?body=x",
    "https://x/%0a%1b[2J",
    "",
    " ",
    "https://github.com/o/r\u202e/evil",
)


def payloads() -> dict[str, Any]:
    """The lists by the name of their hazard."""
    return {
        **_sizes(),
        **_types(),
        **_numbers(),
        **{name: [entry(sent) for sent in ids] for name, ids in _IDS.items()},
        "id_duplicate_entries": [
            entry(title="first"),
            entry(title="second"),
            entry(title="third", paper={"upvotes": 7}),
        ],
        "date_bad": [
            entry(f"2401.{number:05}", publishedAt=sent, paper={"publishedAt": sent})
            for number, sent in enumerate(_DATES)
        ],
        "url_hostile": [
            entry(f"2401.{number:05}", paper={"githubRepo": url, "projectPage": url}, thumbnail=url)
            for number, url in enumerate(URLS)
        ],
        "empty_list": [],
        "deep_nested_field": [
            entry(paper={"extra": _deep(400), "ai_keywords": [[[["x"]]]]}),
        ],
    }


def _sizes() -> dict[str, Any]:
    many_authors = [{"name": f"Author {number}"} for number in range(20_000)]
    return {
        "size_title_1mb_nospace": [entry(title="x" * 1_000_000)],
        "size_title_1mb_cjk": [entry(title="漢" * 300_000)],
        "size_abstract_5mb": [entry(summary="lorem ipsum " * 420_000)],
        "size_abstract_100k_newlines": [entry(summary="a\n" * 100_000)],
        "size_authors_20k": [entry(paper={"authors": many_authors})],
        "size_keywords_20k": [entry(paper={"ai_keywords": [f"k{n}" for n in range(20_000)]})],
        "size_entries_5000": [entry(f"24{n // 1000 + 1:02}.{n:05}") for n in range(5000)],
        "size_url_100k": [entry(paper={"githubRepo": "https://github.com/" + "a" * 100_000})],
        "size_spaces_1mb": [entry(title=" " * 1_000_000 + "x")],
    }


def _types() -> dict[str, Any]:
    harmless = entry()
    wrong = {
        "title": {"a": 1},
        "summary": ["x"],
        "authors": "Ada",
        "upvotes": "many",
        "publishedAt": 20240101,
        "ai_keywords": "rl",
    }
    strangers = [None, "Ada", {"name": None}, {"name": ["x"]}, {}, {"user": {"fullname": "U"}}]
    unknown = {"__proto__": {"x": 1}, "__class__": "x", "new_field": {"deep": [1] * 10}}
    return {
        "type_null_everywhere": [
            dict.fromkeys(harmless),
            entry(paper=dict.fromkeys(harmless["paper"])),
            None,
        ],
        "type_wrong_scalars": [
            entry(title=123, paper=wrong, numComments="3", submittedBy="me", thumbnail=0)
        ],
        "type_entries_not_objects": ["str", 1, 1.5, True, None, [], [[harmless]], {}],
        "type_missing_fields": [
            {},
            {"paper": {}},
            {"paper": {"id": "2401.00009"}},
            {"title": "no paper"},
        ],
        "type_authors_mixed": [entry(paper={"authors": [*strangers, 1, []]})],
        "type_extra_unknown_fields": [entry(paper=unknown, another=1)],
        "type_bools_as_numbers": [entry(paper={"upvotes": True}, numComments=False)],
    }


def _numbers() -> dict[str, Any]:
    infinite, none = float("inf"), float("nan")
    return {
        "num_nan_inf": [
            entry(paper={"upvotes": none}),
            entry("2401.00002", paper={"upvotes": infinite}),
            entry("2401.00003", paper={"upvotes": -infinite}, numComments=none),
        ],
        "num_huge_int": _upvoted(10**400, 2**63, -(2**70)),
        "num_float_negative": _upvoted(-5, 1.5, 1e308),
    }


def _upvoted(*counts: float) -> list[Any]:
    return [
        entry(f"2401.{number:05}", paper={"upvotes": count})
        for number, count in enumerate(counts, 1)
    ]


def _deep(levels: int) -> dict[str, Any]:
    deep: dict[str, Any] = {}
    for _ in range(levels):
        deep = {"a": deep}
    return deep
