"""Alerts raised against alerts due, over seeded revisions of made-up pages."""
