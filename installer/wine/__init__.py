"""The Windows ground of Linux: the real Windows Python and Qt under Wine, where the program's own tests are run."""
