"""Lines of a page around its paper: they are dropped, and the title stands once."""

from __future__ import annotations

from papers_tui.text.document.outline import sections
from tests.support.full_texts import kinds, read

FURNISHED = """Title: On Furniture and Its Many Uses

URL Source: https://arxiv.org/html/2608.00004

Markdown Content:
On Furniture and Its Many Uses
===============

1.   [1 Introduction](https://arxiv.org/html/2608.00004v1#S1 "In On Furniture")
2.   [2 Chairs](https://arxiv.org/html/2608.00004v1#S2 "In On Furniture")
    1.   [2.1 Legs](https://arxiv.org/html/2608.00004v1#S2.SS1 "In 2 Chairs")
        1.   [2.1.1 Feet](https://arxiv.org/html/2608.00004v1#S2.SS1.SSS1 "In 2.1 Legs")

HTML conversions [sometimes display errors](https://a.b) due to content.

*   failed: forest

Why HTML? Report Issue Back to Abstract Download PDF

Authors: achieve the best HTML results by following these.

\\reportnumber
001

On Furniture¬

and Its Many Uses
=======================

[License: CC BY 4.0](https://info.arxiv.org/help/license/index.html)

arXiv:2608.00004v1 [cs.XX] 01 Aug 2026

Report issue for preceding element

Ada One

(2026)

###### Abstract.

It sits.

Contents

††copyright: none††journalyear: 2026††doi: XXX
1. Introduction
---------------

We sit.

##### Report GitHub Issue

×

Title:

Generated on Mon Nov 24 13:17:11 2025 by [L a T e XML![Image 5: Mascot](blob:x)](http://a.b/)
""".replace("¬", " ")


def test_buttons_above_markdown_leave_it_markdown() -> None:
    buttons = "Back to arXiv\n\nWhy HTML?\nReport Issue\nDownload PDF\n\n"
    page = FURNISHED.replace("Markdown Content:\n", f"Markdown Content:\n{buttons}")
    assert kinds(read(page)) == kinds(read(FURNISHED))


def test_what_belongs_to_the_page_is_dropped_and_the_title_stands_once() -> None:
    assert kinds(read(FURNISHED)) == [
        ("heading", "On Furniture and Its Many Uses"),
        ("paragraph", "Ada One"),
        ("heading", "Abstract."),
        ("paragraph", "It sits."),
        ("heading", "1. Introduction"),
        ("paragraph", "We sit."),
    ]
    assert [section.level for section in sections(FURNISHED)] == [1, 2, 2]
