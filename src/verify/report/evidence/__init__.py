"""The evidence report: one HTML file for an editor, that asks the network for nothing."""
