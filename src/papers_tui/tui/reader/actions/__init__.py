"""What the commands do, one class for each group of the command table."""
