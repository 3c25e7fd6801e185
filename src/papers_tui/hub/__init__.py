"""The hub over HTTP: the only package that imports httpx."""

PAGE = 100
"""Papers a page, the most that the hub sends."""

MOST_TRENDING = 500
"""Papers that the hub ranks as trending, in pages."""

LAST_WEEK = 52
"""The last week of a year that has a list: the hub rejects a week 53."""

LONGEST_SEARCH, MOST_FOUND = 250, 120
"""Characters that the hub's search takes, and papers that it gives, at most."""
