"""The parts of the page on which one case is worked: the list of items, a form for each kind, and the source."""
