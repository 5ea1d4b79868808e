"""Finders: what papers of this trade say, one finder for each kind of fact."""
