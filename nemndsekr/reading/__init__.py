"""A file in, a draft out, and what could not be understood."""
