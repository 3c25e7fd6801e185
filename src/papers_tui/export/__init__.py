"""Papers as text for other programs.

item            A paper with everything that the reading list says about it, and options.
formats         The formats by name.      Start here.
ris             RIS.      csl_json   CSL-JSON.      csv_table   CSV.
zotero          The objects that Zotero's connector takes.
bibtex          BibTeX entries in arXiv's form.
citation_keys   Citation keys, made as arXiv makes them, each given once.
names           Authors as BibTeX reads them: persons, groups, others.
latex           Text as TeX sets it.
titles          Titles in TeX, their formulas and capitals kept.
markdown_text   Text in Markdown, escaped where it would mean something.
markdown        Papers in Markdown, for lists, bibliographies and in full.
vault           Notes with front matter.
digest/         Digests in Markdown, HTML, as mail, feed and messages.
json_records    JSON objects with all keys.

Knows model and text. Reads and writes no file.
"""
