"""Use cases: they call the layers below, emit events and return a Run."""
