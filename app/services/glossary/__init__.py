"""Names and jargon of a campaign, and replacing them everywhere."""
