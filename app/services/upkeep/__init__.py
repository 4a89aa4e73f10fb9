"""Care of the archive: schema, backup, fixity, the demonstration."""
