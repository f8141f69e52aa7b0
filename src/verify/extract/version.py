"""Version of everything in this package that can change a text; travels in the evidence."""

from __future__ import annotations

EXTRACTOR = "verify-extract/4"
