"""One module per output format; nothing else formats for people."""
