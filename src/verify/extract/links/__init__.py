"""Links as they stand in documents, each with its line and column."""
