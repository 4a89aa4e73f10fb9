"""The `franquette` commands, one family a file."""
