"""Papers as text on stdout.

formats        print_papers: lists in the format that was asked for.      Start here.
table          A list that fits the terminal.
page           A paper in full.      details_page   Its discussion, linked repositories, full text.
full_text      Markdown as plain lines.
json_records   Papers as JSON.
settings_toml  The settings as `config show` and `config init` write them.
exports        Papers in the formats of other programs.
styling        Bold and dim, where escape sequences are wanted.

Each is loaded for its own format only: a script asks for JSON often.
"""
