"""The reading view: one paper in the complete window.

reading_view    ReadingView: which part of the paper is on screen, and the tabs.      Start here.
part            PaperPart: what the reading view asks of a part.
details         Discussion and LinkedRepositories: parts that the hub answers for.
full_text       FullText: the part with the text: fetched, searched, its place remembered.
laid_out_texts  LaidOutTexts: the text that a key may ask for next, laid out before it does.
pdf             PdfActions: the PDF, fetched once and opened.

Knows the window; no list, and of the actions their base and what was seen.
"""
