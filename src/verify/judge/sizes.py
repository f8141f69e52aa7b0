"""How long a page's text must be to look like a document. Characters outside menus, without white space."""

from __future__ import annotations

THIN = 300
TINY = 500
SHORT = 1200
TEASER = 2500
LONG = 4000
