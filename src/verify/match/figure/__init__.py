"""Numbers as hedged intervals with unit and base, and whether two of them meet."""
