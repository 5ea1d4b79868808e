"""The parts of the page that reads in a list: its columns, and what a row becomes."""
