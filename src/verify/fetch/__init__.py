"""The only live HTTP of the house: client, guard, politeness, robots, retry."""
