"""doctor: what may stand in the way of a run, and what to do about it."""
