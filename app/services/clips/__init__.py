"""Quoted spans: made, found again where they are read now, shown elsewhere, taken along."""
