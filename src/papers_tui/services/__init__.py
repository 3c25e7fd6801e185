"""The work of the program, for the reader and the commands alike.

session         Session: the stores, the hub and every service of a run.      Start here.
demo            A session on the sample.      clock   The clock, which tests replace.
hub_connection  HubConnection: the hub's client, made when it is first needed.
lists           PaperLists: what is archived at once, then what the hub has now.
newest_day      Which day is the newest that has papers.
details         PaperDetails: discussions, linked repositories, full texts.
search          PaperSearch: the archive by a query, by another paper, by the start of a word.
library         LiveLibrary: the reading list while a program runs.      library_saver   Its saves.
watches         Watches: what they find, what is new of it, what must be fetched for that.
sync            Sync: the archive filled day by day.
statistics      The archive in numbers.      threads   Things made in threads, or undone.
pdfs            Pdfs: the PDFs that were fetched.      pdf_names   What their files are called.
exchange/       Papers for other programs, and from them: exports, digests, imports, Zotero.
programs/       Other programs: browser, clipboard, commands of the user, hooks.
doctor/         What is wrong with files, environment and terminal.

Knows every layer below. Knows no screen and no command line: no Textual, no argparse.
"""
