"""Full texts and comments as blocks: headings, paragraphs, formulas, tables, references.

outline       Sections of a full text, and the chunks in which it is parsed.      Start here.
boilerplate   The lines of the paper, and those of the page around it.
markdown      A chunk as blocks, by markdown-it.
blocks        Block and Run, what everything here results in.
tokens        markdown-it's tokens as blocks.
inline        Tokens inside a block as runs of one style.
math_rules    Formulas in Markdown, as rules for markdown-it.
source_lines  Lines as they are parsed: cross-references, footnotes, displays.
formulas/     What pages do to formulas, undone in the lines.
algorithms    Algorithms, one row a step.
bare_tables   Tables that came as lines, their rows divided into cells.
plain_page    A page's text without Markdown, made Markdown.

Knows text.tex. The parser is loaded by markdown and math_rules, with the first text.
"""
