"""What follows from the records: pure functions, no clock, no Qt, no SQL."""
