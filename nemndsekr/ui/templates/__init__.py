"""The parts of the page Mallar."""
