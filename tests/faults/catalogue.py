"""All routes: importing this fills the table."""

from __future__ import annotations

from tests.faults import bodies, pages, redirects, routes, statuses
from tests.faults.table import FAULTS

MODULES = (routes, statuses, redirects, bodies, pages)
ROUTES = {path: fault.answer for path, fault in FAULTS.items()}
