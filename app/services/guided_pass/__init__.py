"""The spots most worth hearing, one after the other."""
