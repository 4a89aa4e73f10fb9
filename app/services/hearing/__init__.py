"""What machines make of a recording: transcripts, voices, sound quality, renditions."""
