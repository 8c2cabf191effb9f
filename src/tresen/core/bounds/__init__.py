"""How much, how often and how fast: what one party may take from the others."""
