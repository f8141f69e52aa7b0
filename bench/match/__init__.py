"""The matcher beside its peers, on texts of our own: `python -m bench.match` from the project's root."""
