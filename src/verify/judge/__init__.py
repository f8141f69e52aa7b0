"""Pure decisions: availability, verdicts, findings, drift."""
