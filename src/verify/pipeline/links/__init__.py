"""links: from documents to what came of every URL in them."""
