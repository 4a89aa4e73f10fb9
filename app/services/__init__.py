"""Use cases, noun_activity: each takes a session, flushes, and leaves the commit to its caller."""
