"""The doorbell between sessions; it may lose, repeat and reorder."""
