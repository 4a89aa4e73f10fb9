"""Pages elsewhere that link to ours."""
