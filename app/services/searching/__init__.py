"""Words found again: queries, answers, and the index that follows the text."""
