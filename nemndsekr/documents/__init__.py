"""Records in, an outline out, and one writer for each format."""
