"""Two SourceTexts to sentence, word and move operations."""
