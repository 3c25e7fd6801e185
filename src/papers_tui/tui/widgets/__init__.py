"""Parts of a window. Each is told what to show and says what the user did."""
