"""How things are worded and shown, in the language of the reader."""
