"""Planning: the meeting year, the chain from the day an answer is due and backwards, and what the law says of days."""
