"""Bytes to SourceText: decoding, HTML, PDF, metadata, zones, links."""
