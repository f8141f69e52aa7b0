"""The past of a source: what our snapshots and other archives say of a claim over time."""
