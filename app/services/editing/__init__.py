"""Transcripts corrected by people: edits, revisions, drafts, conflicts."""
