"""Quotes and pinned passages: where they stand and which words differ."""
