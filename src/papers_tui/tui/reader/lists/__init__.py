"""Lists of papers on screen, and what finds and filters them.

source            Source: what the screen asks of any list.      Start here.
hub_list          HubList: a day, a week, a month, or what is trending.
fetcher           Fetcher: a list asked of the hub, behind the screen.
navigation        ListNavigation: from one list of the hub to another, over days without papers.
positions         Positions: where one was in a list.
grouped_list      GroupedList: the base of a list in groups.
reading_list      ReadingList: the starred, tagged, noted and queued papers, in groups.
following         Following: what the watches found, in groups.
archive_search    ArchiveSearch: queries as they are typed, asked in a thread.
results           Results: the base of a list that lies over the one before.
search_results    SearchResults: what a query finds, as it is typed.
similar_papers    SimilarPapers: the papers that are most like one of them.
filter            Filter: only some papers of any of these lists.
query_line        QueryLine: where a search or a filter is typed.
completion        Completion: what the last word may become.
save_search       SaveSearch: a search kept in the settings under a name.

Knows the window, the marks and recent, and of the actions their base, seen and undo.
"""
