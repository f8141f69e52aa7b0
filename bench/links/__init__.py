"""Checking many links, beside peers, on servers of our own on loopback."""
