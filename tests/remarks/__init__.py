"""Tests of what the checks say about whole papers: golden lists, and papers written for them."""
