"""Leaders side by side on themes."""
