"""What is derived from an original recording: web sound and picture, peaks, poster, sound ribbon."""
