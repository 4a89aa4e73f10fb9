"""The durable pipeline: which step follows which, and the worker that runs it."""
