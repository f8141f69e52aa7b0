"""Reading pages beside peers, on texts of our own: `python -m bench.extract` from the project's root."""
