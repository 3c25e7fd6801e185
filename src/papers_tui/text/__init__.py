"""Text in, text out: cleaning, links, line breaking. Pure, and standard library only."""
