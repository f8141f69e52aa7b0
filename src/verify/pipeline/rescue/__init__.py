"""rescue: for a reference that is dead or altered, where else its claims stand."""
