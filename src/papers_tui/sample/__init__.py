"""Three days of real papers, described in our own words.

Titles, authors, dates, counts and links are those of the hub's lists. The choice of papers, every
abstract and summary, and the second day of one paper (which the hub's lists have now and then) are
this sample's own. Papers with media show their preview image, and nobody's account is in it.
"""

from __future__ import annotations

from datetime import date

NEWEST = date(2026, 8, 21)
"""The newest day of the sample."""
