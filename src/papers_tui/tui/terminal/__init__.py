"""Input and output of the terminal, and its loss.

driver       TerminalDriver: taken, put back, stopped with the program, lost.      Start here.
writer       Frames written by a thread, so that a slow terminal holds up no key.
watchdog     Signals and the loss of the terminal, beside the event loop.
input        What the terminal sends, decoded.      type_ahead   Keys taken one after the other.
filters      The last guard before the screen.      widths       Characters of disputed width.
lend         The terminal for another program.      background   Dark or light.
crash        The report after a crash.

Knows text, services.programs, store.state and render.wrap. Knows no widget and no command.
"""
