"""What programs and archives take home."""
