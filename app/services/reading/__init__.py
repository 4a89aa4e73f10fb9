"""Public pages: what each of them shows."""
