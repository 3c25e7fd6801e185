"""Files of other programs, read for arXiv ids, titles, keywords and notes.

entries   SourceEntry: what is read of one paper; the id in its fields.
sources   read: the kind of source that a text is, and its entries.      Start here.
bibtex    BibTeX and biblatex.
records   RIS, CSV, JSON of several programs, and reading lists.
rdf       Zotero's RDF.
plain     Any text: Markdown, HTML, mail.

Knows text and model. Reads and writes no file.
"""
