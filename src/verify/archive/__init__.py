"""Our own archive under cache/: WARC files, index, run chain, ledger."""
