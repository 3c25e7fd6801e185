"""Widgets of the reader: each is given what to show and posts what the user did."""
