"""What the public may see, and when."""
