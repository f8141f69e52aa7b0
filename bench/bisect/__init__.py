"""Finding every change of a history with few probes: `python -m bench.bisect` from the project's root."""
