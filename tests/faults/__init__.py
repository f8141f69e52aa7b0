"""A server on the loopback interface that does to HTTP whatever a network can do to it."""
