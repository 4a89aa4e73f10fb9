"""Recordings and transcripts that come in."""
