"""Which version of the program this is; it stands in every file that the program writes."""

from __future__ import annotations

VERSION = "0.1.0"
TOOL = f"verify-sources/{VERSION}"
