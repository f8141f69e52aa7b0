"""Bundled stand-in sources and the loopback server that serves them."""
