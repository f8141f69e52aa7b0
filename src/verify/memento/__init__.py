"""Other archives, through fetch: their indexes (CDX, TimeMap), TimeGates, raw captures and Save Page Now."""
