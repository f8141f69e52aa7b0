"""Clients of other archives: their indexes, their replay, and asking them to save a page."""
