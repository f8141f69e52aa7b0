"""SourceText and a claim to checks: quote, edits, figure, speaker, passage."""
