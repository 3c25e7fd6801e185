"""From which width and height on a dialog has room for its calendar and for blanks around it."""

WIDTHS = [(0, "-narrow"), (60, "-broad")]
HEIGHTS = [(0, "-low"), (20, "-high")]
