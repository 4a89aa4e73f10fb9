"""What readers and leaders' offices say of a text, and what curators decide about it."""
