"""Who the source says said a passage."""
