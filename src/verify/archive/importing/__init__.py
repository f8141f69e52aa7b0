"""Reading the WARC and WACZ files of others. What comes from outside is never trusted, only described."""
