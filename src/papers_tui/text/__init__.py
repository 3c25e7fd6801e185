"""Text in, text out: made safe, compared, measured, converted.

clean       Text from elsewhere made safe to print, once, at the edge.      Start here.
fold        Text as it is compared: without case and accents, as words.
urls        Addresses that may be opened.
filenames   Names of files that every system can have.
arxiv_ids   arXiv ids, found in any text.
cells       Widths in terminal cells, and wrapping, without a library.
wording     Counts, ages and durations in words, and the name that was meant.
tex/        TeX in prose and formulas as Unicode.
document/   Full texts and comments as blocks.

Pure. Knows no other layer, and beside pylatexenc and markdown-it only the standard library.
"""
