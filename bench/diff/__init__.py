"""How long it takes to say what changed in a text, and how much of what is said was planted."""
