"""The search over passages, behind one port with two adapters."""
