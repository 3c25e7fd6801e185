"""What the program does, for either front end."""
