"""Who did what when: written, searched, worded, exported."""
