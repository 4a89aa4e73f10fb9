"""Themes of passages: known, suggested, decided by curators."""
