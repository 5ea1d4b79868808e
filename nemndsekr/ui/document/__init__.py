"""The parts of the document page: paper, preview, what is printed, what the checks say."""
