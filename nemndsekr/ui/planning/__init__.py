"""The page Planering: the year as a picture, as a list, and what a move brings."""
