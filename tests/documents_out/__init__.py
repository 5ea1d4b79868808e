"""Tests of the documents: outlines from records, and what the writers make of them."""
