"""The subject of the program: frozen values and pure functions.

paper           Paper, and Listing: one list as the hub answered it.     Start here.
period          Day, Week, Month and Trending: the lists that there are.
order           The orders of a list.
details         A paper's discussion and the repositories linked to it.
arxiv_id        An arXiv id out of whatever people paste.
date_parsing    Dates as people type them.
date_style      Dates and times in the form of the settings.
watches         Watches: queries with a name that are followed.
settings, settings_table   The settings, their defaults, and the table that describes them.
errors          PapersError, the root of all expected errors.
library/        The reading list.
query/          The query language.

Knows text alone. Reads no file, no clock and no network.
"""
