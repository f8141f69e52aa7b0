"""Command line: one file per command, thin bodies."""
