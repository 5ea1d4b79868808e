"""Selfcheck: what the IT department asks for about a computer, as findings that say what is well and what is not."""
