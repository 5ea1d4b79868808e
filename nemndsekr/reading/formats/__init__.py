"""Formats: what reads one kind of file each and hands on its lines."""
