"""Where originals and renditions are kept."""
