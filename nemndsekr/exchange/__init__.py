"""What other programs and other databases read."""
