"""The parts of the review page: the facts of the case, the found things, the editor in a row."""
