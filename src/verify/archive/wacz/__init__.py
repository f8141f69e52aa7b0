"""WACZ 1.1.1: web archives as one file, written, signed, and checked."""
