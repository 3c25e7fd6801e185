"""Sizes from which a dialog has room for its calendar and for margins."""

WIDTHS = [(0, "-narrow"), (60, "-broad")]
HEIGHTS = [(0, "-low"), (20, "-high")]
