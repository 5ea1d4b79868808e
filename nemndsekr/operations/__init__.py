"""One function for each thing a secretary does: one transaction, one undo step."""
