"""Frozen facts and policies. No I/O, standard library only."""
